// For how long a chat is muted, in words.
import { afterEach, expect, test } from 'vitest';
import { setTexts } from '@/lib/i18n/messages';
import { chat } from '@/testing/builders';
import { ar, en } from '@/testing/texts';
import { mutedFor, muteUntil } from './chat-state';

const NOW = new Date(2026, 10, 26, 20, 0).getTime();

function told(mutedUntil: number): string {
  const one = chat();
  return mutedFor({ ...one, state: { ...one.state, mutedUntil } }, NOW);
}

afterEach(() => setTexts(en, 'en', false));

test('the end of a mute is a time to come, and never is none', () => {
  setTexts(en, 'en-GB', false);
  expect(told(muteUntil('hours', NOW))).toBe('Until tomorrow at 04:00');
  expect(told(muteUntil('week', NOW))).toBe('Until 3 December');
  expect(told(muteUntil('always', NOW))).toBe('Always');
});

test('the same in Arabic', () => {
  setTexts(ar, 'ar-EG', true);
  expect(told(muteUntil('hours', NOW))).toContain('غدًا');
  expect(told(muteUntil('week', NOW))).toMatch(/٣ ديسمبر/);
  expect(told(muteUntil('always', NOW))).toBe('دائمًا');
});
