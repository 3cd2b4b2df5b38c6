// Several tabs, one of which leads.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeBrowser, FakeTab } from '@/testing/browser';
import { type Sender, TabGroup } from './tab-group';

type Tab = FakeTab & { group: TabGroup<string, string>; known: string[]; missed: number };

let browser: FakeBrowser;
/** What the leaders wrote, in their order. */
let written: string[];

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(name = 'test'): Tab {
  const tab = Object.assign(new FakeTab(), { known: [] as string[], missed: 0 }) as Tab;
  browser.current = tab;
  const publish = (op: string, from: Sender | null) => {
    written.push(op);
    tab.group.publish(op, from);
  };
  tab.group = new TabGroup<string, string>(name, {
    onLead: async () => {},
    onReady: () => {},
    onLost: () => {},
    onAsked: (op, from) => {
      if (from.tab !== tab.group.tab) tab.known.push(op);
      publish(op, from);
    },
    flush: async () => {},
    view: () => 'view',
    onEmit: () => {},
    onLooking: () => {},
    onGone: () => {},
    onRetry: () => {},
    onOp: (op) => tab.known.push(op),
    onView: () => {},
    onMissed: () => {
      tab.missed += 1;
    },
  });
  tab.group.start(null, 0);
  return tab;
}

async function openAll(count: number): Promise<Tab[]> {
  const tabs: Tab[] = [];
  for (let i = 0; i < count; i += 1) {
    tabs.push(open());
    await settle();
  }
  for (const tab of tabs) tab.missed = 0;
  return tabs;
}

/** Does an operation in a tab. */
function act(tab: Tab, op: string): void {
  tab.known.push(op);
  if (tab.group.leading) {
    written.push(op);
    tab.group.publish(op);
  } else tab.group.ask(op);
}

const settle = (ms = 50) => vi.advanceTimersByTimeAsync(ms);
const leading = (tabs: Tab[]) => tabs.filter((tab) => !tab.dead && tab.group.leading);

describe.each([{ locks: true }, { locks: false }])('with locks: $locks', ({ locks }) => {
  beforeEach(() => {
    browser = new FakeBrowser({ locks });
  });

  async function three(): Promise<[Tab, Tab, Tab]> {
    const first = open();
    await settle(5_000);
    const [second, third] = await openAll(2);
    await settle(5_000);
    if (second === undefined || third === undefined) throw new Error('no tabs');
    second.missed = 0;
    third.missed = 0;
    expect(leading([first, second, third])).toEqual([first]);
    return [first, second, third];
  }

  test('what is done anywhere is known everywhere, once, in one order', async () => {
    const tabs = await three();
    const [first, second, third] = tabs;
    act(third, 'a');
    act(first, 'b');
    act(second, 'c');
    await settle();
    act(third, 'd');
    await settle();
    expect(written.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    for (const tab of tabs) expect(tab.known.toSorted()).toEqual(['a', 'b', 'c', 'd']);
    expect(tabs.map((tab) => tab.missed)).toEqual([0, 0, 0]);
    expect(third.group.unconfirmed).toEqual([]);
  });

  test('when the leader closes, another one leads, and gets what was on its way', async () => {
    const [first, second, third] = await three();
    first.group.stop();
    first.dead = true;
    browser.kill(first);
    act(third, 'on its way');
    await settle(5_000);
    expect(leading([second, third])).toHaveLength(1);
    expect(written).toEqual(['on its way']);
    expect(second.known).toEqual(['on its way']);
    expect(third.group.unconfirmed).toEqual([]);
  });

  test('when the leader is killed, another one leads, and gets what was on its way', async () => {
    const [first, second, third] = await three();
    act(second, 'before');
    await settle();
    browser.kill(first);
    act(second, 'after');
    await settle(60_000);
    expect(leading([second, third])).toHaveLength(1);
    expect(written).toEqual(['before', 'after']);
    expect(third.known).toEqual(['before', 'after']);
  });

  test('a frozen leader is replaced when somebody looks at another tab, and follows when it wakes', async () => {
    const [first, second, third] = await three();
    first.frozen = true;
    act(second, 'meanwhile');
    await settle(20_000);
    expect(written).toEqual(['meanwhile']);
    expect(leading([second, third])).toHaveLength(1);
    first.wake();
    await settle(10_000);
    expect(leading([first, second, third])).toHaveLength(1);
    expect(leading([first])).toEqual([]);
    // When it wakes, it has to read the operations that it did not receive.
    expect(first.missed).toBeGreaterThan(0);
  });

  test('tabs of another build hear nothing of these, and have a leader of their own', async () => {
    const [first, second] = await three();
    const newer = open('newer build');
    await settle(5_000);
    act(second, 'a');
    act(newer, 'b');
    await settle();
    expect(leading([first, newer])).toEqual([first, newer]);
    expect([first.known, newer.known]).toEqual([['a'], ['b']]);
  });

  test('a tab that has missed something is told so', async () => {
    const [first, , third] = await three();
    third.group.caughtUp(first.group.tab, 0);
    act(first, 'a');
    await settle();
    expect(third.missed).toBe(0);
    first.group.publish('unconfirmed of');
    third.frozen = true;
    await settle();
    third.waiting.splice(0);
    third.frozen = false;
    first.group.publish('heard');
    await settle();
    expect(third.missed).toBeGreaterThan(0);
  });
});
