// What happens to a text that is being typed when the tab ends at any moment.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftStorage } from './draft-storage';
import { Drafts, type SaveDraft } from './drafts';

const ME = 'me';

/** Items are own properties, as in a browser. */
class FakeStorage {
  [key: string]: unknown;
  getItem(key: string) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key: string, value: string) {
    this[key] = value;
  }
  removeItem(key: string) {
    delete this[key];
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', new FakeStorage());
  vi.stubGlobal('document', { addEventListener() {}, removeEventListener() {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A tab whose saving ends when the test says so. */
function openTab(answer = true) {
  const saved: [string, string][] = [];
  const ends: (() => void)[] = [];
  const save: SaveDraft = (chatId, text) => {
    saved.push([chatId, text]);
    return new Promise((resolve) => ends.push(() => resolve(answer)));
  };
  const drafts = new Drafts(new DraftStorage(ME), save);
  drafts.start();
  const becomeSafe = async () => {
    for (const end of ends.splice(0)) end();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { drafts, saved, becomeSafe };
}

test('a tab that ends before its draft is safe leaves it to the next one', async () => {
  const first = openTab();
  first.drafts.type('c1', 'half a');
  first.drafts.type('c1', 'half a thou');
  vi.advanceTimersByTime(5_000);
  expect(first.saved).toEqual([['c1', 'half a thou']]);
  const second = openTab();
  expect(second.saved).toEqual([['c1', 'half a thou']]);
  await second.becomeSafe();
  expect(openTab().saved).toEqual([]);
});

test('what is typed while an earlier text becomes safe is kept', async () => {
  const tab = openTab();
  tab.drafts.type('c1', 'half');
  vi.advanceTimersByTime(5_000);
  tab.drafts.type('c1', 'half a thou');
  await tab.becomeSafe();
  expect(openTab().saved).toEqual([['c1', 'half a thou']]);
});

test('what is typed in one tab while another one takes it up is kept', async () => {
  const [first, second] = [openTab(), openTab()];
  first.drafts.type('c1', 'half');
  second.drafts.start();
  first.drafts.type('c1', 'half a thou');
  await second.becomeSafe();
  expect(new DraftStorage(ME).all()).toEqual([{ chatId: 'c1', text: 'half a thou' }]);
});

test('a text that was sent is kept until its message is safe', async () => {
  const tab = openTab();
  tab.drafts.type('c1', 'hello');
  tab.drafts.sent('c1');
  expect(tab.drafts.live.get()).toEqual({});
  expect(new DraftStorage(ME).all()).toEqual([{ chatId: 'c1', text: 'hello' }]);
  await tab.becomeSafe();
  expect(new DraftStorage(ME).all()).toEqual([]);
});

test('a draft for a chat that is not known yet waits', async () => {
  new DraftStorage(ME).keep('c1', 'hello');
  const tab = openTab(false);
  await tab.becomeSafe();
  expect(new DraftStorage(ME).all()).toHaveLength(1);
});

test('who logs in finds no drafts of another account, and none stay when one logs out', () => {
  new DraftStorage('bob').keep('c1', 'secret');
  expect(openTab().saved).toEqual([]);
  DraftStorage.wipe('bob');
  expect(new DraftStorage('bob').all()).toHaveLength(1);
  DraftStorage.wipe(ME);
  expect(new DraftStorage('bob').all()).toEqual([]);
  new DraftStorage(ME).keep('c1', 'secret');
  DraftStorage.wipe();
  expect(new DraftStorage(ME).all()).toEqual([]);
});
