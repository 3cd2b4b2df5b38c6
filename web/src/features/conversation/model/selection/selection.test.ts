// Several messages, copied together.
import { afterEach, expect, test } from 'vitest';
import { setTexts } from '@/lib/i18n/messages';
import { ar, en } from '@/testing/texts';
import { forwardBar, type Said, transcript } from './selection';

const people = {
  ann: { id: 'ann', username: 'ann', name: 'Ann Smith', version: 0 },
  bob: { id: 'bob', username: 'bob', name: 'Bob', version: 0 },
};
const NOW = new Date(2026, 10, 26, 20, 0).getTime();
const at = (hour: number, minute: number, day = 26) => new Date(2026, 10, day, hour, minute).getTime();
const where = { chatId: 'c', seq: 1 };
const first = { ...where, id: '1', senderId: 'ann', text: 'Dinner at seven?', at: at(10, 31) };
const second = { ...where, id: '2', senderId: 'bob', text: 'Yes!\nGladly', at: at(10, 32) };

afterEach(() => setTexts(en, 'en', false));

function copied(...picked: Said[]): string {
  setTexts(en, 'en-GB', false);
  return transcript(picked, people, NOW);
}

test('one message is copied as it was written', () => {
  expect(copied(second)).toBe('Yes!\nGladly');
});

test('several are told with who and when, in the order they were written', () => {
  expect(copied(second, first)).toBe('Ann Smith, 10:31: Dinner at seven?\nBob, 10:32: Yes!\nGladly');
});

test('the day is told unless all are of today', () => {
  expect(copied({ ...first, at: at(21, 4, 25) }, second)).toBe(
    'Ann Smith, 25/11/2026, 21:04: Dinner at seven?\nBob, 26/11/2026, 10:32: Yes!\nGladly',
  );
});

test('it is told in the reader’s language', () => {
  setTexts(ar, 'ar-EG', true);
  expect(transcript([first, { ...second, senderId: 'gone' }], people, NOW)).toMatch(
    /^\u2068Ann Smith\u2069، .+: Dinner at seven\?\nشخص ما، /,
  );
});

test('what was deleted, or is not sent yet, cannot be forwarded, and the reason is said', () => {
  const sent = { ...first, deleted: false };
  expect(forwardBar([sent, sent])).toBeNull();
  expect(forwardBar([sent, { ...sent, deleted: true }])).toContain('deleted');
  expect(forwardBar([sent, { ...sent, seq: null }])).toContain('not sent yet');
});
