// Moves through the app with the browser's own history, so that its back button, and a phone's, do what one expects.
import { Store, useStore } from '@/lib/store';
import { uuid7 } from '@/lib/uuid7';
import { formatRoute, HOME, parseRoute, type Route } from './route';

/** Kept with each entry of the browser's history. */
type Entry = {
  /** The addresses of the entries before this one, oldest first. */
  trail: string[];
  /** What lies over the screen, the topmost last: an entry each, so that "back" takes it off. */
  over: string[];
};

/** How many addresses of earlier entries are remembered. */
const TRAIL = 50;
/** When the browser has lost the entry to go to, it fires no event. The app then goes on after this time. */
const STEP_MS = 1000;

const here = (): Route => parseRoute(location.pathname, location.search);
const route = new Store<Route>(here());

/** What lies over the screen now, and how it is closed. */
const covers = new Map<string, () => void>();

/** A step through the history takes a moment, in which the entry is still the old one. Other changes wait for it. */
let step: ReturnType<typeof setTimeout> | null = null;
const waiting: (() => void)[] = [];

window.addEventListener('popstate', arrive);
// A reloaded page has nothing over it.
arrive();

export function useRoute(): Route {
  return useStore(route, (value) => value);
}

export function currentRoute(): Route {
  return route.get();
}

/** Opens what `to` names; panes that it does not name stay as they are. */
export function go(to: Partial<Route>): void {
  onScreen(() => {
    const from = formatRoute(route.get());
    const next = { ...route.get(), ...to };
    if (formatRoute(next) === from) return;
    const trail = [...entry().trail, from].slice(-TRAIL);
    history.pushState({ trail, over: [] } satisfies Entry, '', formatRoute(next));
    route.update(() => next);
  });
}

/** Closes towards `to`. When `to` is the previous entry this is a step back, so opening and closing adds no entries. */
export function close(to: Partial<Route>): void {
  onScreen(() => {
    const next = { ...route.get(), ...to };
    if (cameFrom(to)) back(1);
    else replace(next);
  });
}

/** Whether `to` is the previous entry, so that closing towards it is a step back. */
export function cameFrom(to: Partial<Route>): boolean {
  return entry().trail.at(-1) === formatRoute({ ...route.get(), ...to });
}

/** Back to the list of chats, past everything that was opened since: "back" leads to none of it. */
export function goHome(): void {
  onScreen(() => {
    const { trail } = entry();
    const home = formatRoute(HOME);
    if (formatRoute(route.get()) === home) return;
    const at = trail.lastIndexOf(home);
    if (at !== -1) back(trail.length - at);
    else if (trail.length > 0) backAndThen(trail.length, () => replace(HOME));
    else replace(HOME);
  });
}

/** Notes that something lies over the screen, so that "back" closes it. Call the result when it has closed by itself. */
export function cover(onBack: () => void): () => void {
  const id = uuid7();
  let isWanted = true;
  // After a moment: something that is mounted and unmounted at once must leave no entry in the history.
  setTimeout(() => settled(() => isWanted && lay(id, onBack)), 0);
  return () => {
    isWanted = false;
    if (covers.delete(id)) settled(takeOff);
  };
}

function lay(id: string, onBack: () => void): void {
  const { trail, over } = entry();
  covers.set(id, onBack);
  history.pushState({ trail, over: [...over, id] } satisfies Entry, '');
}

/** Steps back over the entries of what has closed. An entry below something that is still open stays until that closes. */
function takeOff(): void {
  const { over } = entry();
  const open = over.findLastIndex((id) => covers.has(id)) + 1;
  if (over.length > open) back(over.length - open);
}

function entry(): Entry {
  const state: Partial<Entry> | null = history.state;
  return { trail: state?.trail ?? [], over: state?.over ?? [] };
}

function replace(next: Route): void {
  history.replaceState(entry(), '', formatRoute(next));
  route.update(() => next);
}

function back(steps: number): void {
  step = setTimeout(arrive, STEP_MS);
  history.go(-steps);
}

/** Changes that wait already wait for this step, too. */
function backAndThen(steps: number, move: () => void): void {
  waiting.unshift(move);
  back(steps);
}

function arrive(): void {
  if (step !== null) clearTimeout(step);
  step = null;
  const { over } = entry();
  for (const [id, onBack] of covers) {
    if (!over.includes(id) && covers.delete(id)) onBack();
  }
  takeOff();
  if (step === null) route.update(here);
  while (step === null && waiting.length > 0) waiting.shift()?.();
}

/** Runs when no step is on its way. */
function settled(move: () => void): void {
  if (step === null) move();
  else waiting.push(move);
}

/** Runs when nothing lies over the screen: that closes first. */
function onScreen(move: () => void): void {
  settled(() => {
    const { over } = entry();
    if (over.length === 0) move();
    else backAndThen(over.length, move);
  });
}
