// Moves through the app with the browser's own history, so that its back button, and a phone's, do what one expects.
import { Store, useStore } from '@/lib/store';
import { formatRoute, parseRoute, type Route } from './route';

/** Kept with each history entry: the address it was opened from, and what lies over the screen there (back-closes.ts). */
type Entry = { from: string | null; over?: number };

const here = (): Route => parseRoute(location.pathname, location.search);
const route = new Store<Route>(here());

window.addEventListener('popstate', () => route.update(here));

export function useRoute(): Route {
  return useStore(route, (value) => value);
}

export function currentRoute(): Route {
  return route.get();
}

/** Opens what `to` names; panes that it does not name stay as they are. */
export function go(to: Partial<Route>): void {
  const next = { ...route.get(), ...to };
  const address = formatRoute(next);
  const from = formatRoute(route.get());
  if (address === from) return;
  const entry: Entry | null = history.state;
  // What lies over the screen is left behind with it: going back leads to the screen.
  if (entry?.over === undefined) history.pushState({ from } satisfies Entry, '', address);
  else history.replaceState({ from } satisfies Entry, '', address);
  route.update(() => next);
}

/** Closes towards `to`: a step back when one came from there, so that history does not grow by opening and closing. */
export function close(to: Partial<Route>): void {
  const next = { ...route.get(), ...to };
  const entry: Entry | null = history.state;
  if (entry?.from !== formatRoute(next)) replace(next);
  else if (entry.over === undefined) history.back();
  else {
    history.replaceState({ from: entry.from } satisfies Entry, '');
    history.go(-2);
  }
}

export function replace(to: Partial<Route>): void {
  const next = { ...route.get(), ...to };
  const entry: Entry | null = history.state;
  history.replaceState({ from: entry?.from ?? null } satisfies Entry, '', formatRoute(next));
  route.update(() => next);
}
