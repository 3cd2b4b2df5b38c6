// Small questions about texts: emoji, mentions, excerpts, initials.
import { describe, expect, test } from 'vitest';
import type { User } from '@/protocol/types';
import { emojiOnly } from './emoji';
import { excerpt } from './excerpt';
import { hueOf, initialsOf } from './initials';
import { matchPeople, mentionAt, mentionsIn } from './mentions';

const ann: User = { id: '1', username: 'ann', name: 'Ann Smith', version: 0 };
const bob: User = { id: '2', username: 'bob.k', name: 'Robert König', version: 0 };

describe('emoji', () => {
  test('composed emoji count as one', () => {
    for (const one of ['😂', '❤️', '👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👩🏾‍🚀'])
      expect(emojiOnly(one), one).toBe(1);
    expect(emojiOnly(' 😂 😂😂 ')).toBe(3);
  });

  test('anything else among them, or too many, makes an ordinary message', () => {
    for (const text of ['', 'a', '😂a', '1', '#', '12', '😂'.repeat(7)])
      expect(emojiOnly(text), text).toBe(0);
  });
});

describe('mentions', () => {
  test('the word that the caret is in, after an @ at the start of a word', () => {
    expect(mentionAt('hi @an there', 6)).toEqual({ from: 3, to: 6, query: 'an' });
    expect(mentionAt('@', 1)).toEqual({ from: 0, to: 1, query: '' });
    expect(mentionAt('me@x', 4)).toBeNull();
    expect(mentionAt('@ann is', 7)).toBeNull();
  });

  test('people are found by user name and by any word of their name', () => {
    const found = (query: string) => matchPeople([ann, bob], query, 5).map((user) => user.username);
    expect(found('')).toEqual(['ann', 'bob.k']);
    expect(found('kö')).toEqual(['bob.k']);
    expect(found('BOB')).toEqual(['bob.k']);
    expect(found('mith')).toEqual([]);
  });

  test('a text mentions the members it names, once each, and all where that is allowed', () => {
    expect(mentionsIn('@Ann, @bob.k. @ann @nobody me@ann', [ann, bob], false)).toEqual(['1', '2']);
    expect(mentionsIn('@all', [ann], true)).toEqual(['all']);
    expect(mentionsIn('@all', [ann], false)).toEqual([]);
  });
});

describe('excerpts', () => {
  test('the words that were searched for stand in the middle', () => {
    const text = `${'lorem ipsum dolor '.repeat(5)}the *Bread* is ready`;
    const { before, match, after } = excerpt(text, 'bread');
    expect(match).toBe('Bread');
    expect(before.startsWith('…')).toBe(true);
    expect(before.length).toBeLessThan(50);
    expect(after).toBe(' is ready');
  });

  test('of several words the first that is there is marked', () => {
    expect(excerpt('the rye bread', 'bread rye')).toEqual({ before: 'the rye ', match: 'bread', after: '' });
  });

  test('a text found in another way is shown from its start', () => {
    expect(excerpt('walked', 'walking')).toEqual({ before: 'walked', match: '', after: '' });
  });
});

describe('initials', () => {
  test('the first and the last word give a letter each', () => {
    expect(['ann smith', 'Jean-Luc de la Tour', 'ann', '  ', '(Bob) 42', 'Élodie'].map(initialsOf)).toEqual([
      'AS',
      'JT',
      'A',
      '',
      'B4',
      'É',
    ]);
  });

  test('ids of one second, alike but for their ends, spread over the colours', () => {
    const hues = new Set(
      Array.from({ length: 60 }, (_, i) => hueOf(`0193a1b2-7c3d-7000-8000-0000000000${10 + i}`)),
    );
    expect(hues.size).toBeGreaterThan(7);
  });
});
