// Where words go that the server did not take.
import { beforeEach, expect, test, vi } from 'vitest';
import type { LostWords } from '@/lib/state/pending/lost-words';
import { clearToasts, currentToasts, dismissToast } from '@/lib/toasts';
import { giveBack } from './words-back';

const copied = vi.hoisted(() => vi.fn(async () => true));
vi.mock('@/lib/input/clipboard', () => ({ copyText: copied }));

const words = (text: string, chatId = 'c1'): LostWords => ({ chatId, text, code: 'edit_window_over' });

/** Gives them back where these drafts are. */
function given(drafts: Record<string, string>, ...lost: LostWords[]) {
  giveBack(lost, {
    begunIn: (chatId) => drafts[chatId] ?? null,
    write: (chatId, text) => {
      drafts[chatId] = text;
    },
  });
  return drafts;
}

beforeEach(() => {
  clearToasts();
  copied.mockClear();
});

const copy = () =>
  currentToasts()
    .find(({ key }) => key === 'words')
    ?.action?.run();

test('they go into an empty field, and the reason is said', () => {
  expect(given({ c1: '' }, words('At eight'))).toEqual({ c1: 'At eight' });
  expect(currentToasts()[0]?.text).toMatch(/too late to edit.+in the field again/);
});

test('what was begun stays; the others are offered to be copied, all of them', () => {
  expect(given({ c1: '' }, words('one'), words('two'), words('three', 'gone'))).toEqual({ c1: 'one' });
  copy();
  expect(copied).toHaveBeenCalledWith('two\nthree');
});

test('what was dismissed is not offered again', () => {
  given({}, words('one'));
  dismissToast('words');
  given({}, words('two'));
  copy();
  expect(copied).toHaveBeenCalledWith('two');
});
