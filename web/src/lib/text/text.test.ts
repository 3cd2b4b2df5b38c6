// Small questions about texts: emoji, mentions, previews, excerpts, initials.
import { describe, expect, test } from 'vitest';
import type { Mention, User } from '@/protocol/types';
import { emojiOnly } from './emoji';
import { excerpt } from './excerpt';
import { hueOf, initialsOf } from './initials';
import { matchPeople, mentionAt, mentionsIn } from './mentions';
import { readMessage } from './message';
import { allWordsOf, previewOf } from './preview';
import { tidied } from './tidy';

const ann: User = { id: '1', username: 'ann', name: 'Ann Smith', version: 0 };
const bob: User = { id: '2', username: 'bob.k', name: 'Robert König', version: 0 };
const people = { 1: ann, 2: bob };

describe('emoji', () => {
  test('composed emoji count as one', () => {
    for (const one of ['😂', '❤️', '👍🏽', '👨‍👩‍👧‍👦', '🇩🇪', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '👩🏾‍🚀'])
      expect(emojiOnly(one), one).toBe(1);
    expect(emojiOnly(' 😂 😂\n😂 ')).toBe(3);
  });

  test('anything else among them, or too many, makes an ordinary message', () => {
    for (const text of ['', 'a', '😂a', '1', '#', '12', '😂'.repeat(7), '😂'.repeat(64 * 1024)])
      expect(emojiOnly(text), text).toBe(0);
  });

  test('signs that are letters by themselves are no emoji', () => {
    for (const text of ['©', '™', '®', '‼', '↔', 'ℹ', '©😂', '☺']) expect(emojiOnly(text), text).toBe(0);
    for (const text of ['©️', '™️', '☺️', '❤️‍🔥']) expect(emojiOnly(text), text).toBe(1);
  });
});

describe('mentions', () => {
  test('the word that the caret is in, after an @ at the start of a word', () => {
    expect(mentionAt('hi @an there', 6)).toEqual({ from: 3, to: 6, query: 'an' });
    expect(mentionAt('@', 1)).toEqual({ from: 0, to: 1, query: '' });
    expect(mentionAt('me@x', 4)).toBeNull();
    expect(mentionAt('@ann is', 7)).toBeNull();
    expect(mentionAt('', 0)).toBeNull();
  });

  test('letters with marks of their own are letters of the word', () => {
    for (const name of ['مُحَمَّد', 'Rene\u0301', 'Nguyễn', "O'Brien"]) {
      expect(mentionAt(`hi @${name}`, 4 + name.length)?.query, name).toBe(name);
    }
    expect(mentionAt('你好@an', 5)).toEqual({ from: 2, to: 5, query: 'an' });
    expect(mentionAt('e\u0301@an', 5)).toBeNull();
  });

  test('nobody is offered where a mention would mention nobody', () => {
    const at = (text: string) => mentionAt(text.replace('|', ''), text.indexOf('|'))?.query ?? null;
    expect(at('`@an|`')).toBeNull();
    expect(at('```\n@an|\n```')).toBeNull();
    expect(at('https://x.org/@an|')).toBeNull();
    expect(at('x.org/@an|')).toBeNull();
    expect(at('_@an|_')).toBe('an');
    expect(at('`code` @an| `more`')).toBe('an');
  });

  test('people are found by user name and by any word of their name', () => {
    const found = (query: string) => matchPeople([ann, bob], query, 5).map((user) => user.username);
    expect(found('')).toEqual(['ann', 'bob.k']);
    expect(found('kö')).toEqual(['bob.k']);
    expect(found('BOB')).toEqual(['bob.k']);
    expect(found('mith')).toEqual([]);
    expect(found('ko')).toEqual(['bob.k']);
    expect(found('ko\u0308')).toEqual(['bob.k']);
  });

  test('a text mentions the members it names, once each, and all where that is allowed', () => {
    expect(mentionsIn('@bob.k, @Ann. @ann @nobody me@ann', [ann, bob], false)).toEqual(['2', '1']);
    expect(mentionsIn('@all', [ann], true)).toEqual(['all']);
    expect(mentionsIn('@all', [ann], false)).toEqual([]);
  });

  test('of those a text names, as many are mentioned as the server takes', () => {
    const crowd = Array.from({ length: 150 }, (_, i) => ({
      id: `${i}`,
      username: `u${i}`,
      name: 'U',
      version: 0,
    }));
    expect(mentionsIn(crowd.map(({ username }) => `@${username}`).join(' '), crowd, true)).toHaveLength(100);
  });

  test('of two names that begin alike the longest that somebody has is meant, and none in the middle of a word', () => {
    const both = [ann, { id: '3', username: 'ann-thanks', name: 'Thanks', version: 0 }];
    expect(mentionsIn('@ann-thanks', both, false)).toEqual(['3']);
    expect(mentionsIn('@ann-thanks', [ann], false)).toEqual(['1']);
    expect(mentionsIn('@ann-thank', both, false)).toEqual(['1']);
  });
});

describe('after a rename', () => {
  const meaning = (text: string, mentions: Mention[], names: Record<string, string>) => {
    const now = Object.fromEntries(
      Object.entries(names).map(([id, username]) => [id, { id, username, name: `Name ${id}`, version: 0 }]),
    );
    const { mentioned } = readMessage(text, mentions, now);
    return [...text.matchAll(/@([a-z-]+)/g)].map(([, name = '']) => mentioned(name));
  };

  test('a mention means who it meant', () => {
    expect(meaning('@ann hi', ['1'], { 1: 'anna' })).toEqual(['1']);
    expect(meaning('@ann @bob', ['1', '2'], { 1: 'ann', 2: 'rob' })).toEqual(['1', '2']);
    expect(meaning('@ann @bob @ann', ['1', '2'], { 1: 'anna', 2: 'rob' })).toEqual(['1', '2', '1']);
    expect(meaning('@all @ann', ['all', '1'], { 1: 'anna' })).toEqual(['all', '1']);
  });

  test('a mention means who it meant also when somebody else has the name now', () => {
    expect(meaning('@ann @bob', ['1', '2'], { 1: 'x', 2: 'ann' })).toEqual(['1', '2']);
    expect(meaning('@ann', ['1'], { 1: 'x', 2: 'ann' })).toEqual(['1']);
  });

  test('the ids of others may be in another order, as long as the names are the present ones', () => {
    expect(meaning('@ann @bob', ['2', '1'], { 1: 'ann', 2: 'bob' })).toEqual(['1', '2']);
  });

  test('words that mention nobody are told apart where that is possible, and otherwise stay', () => {
    expect(meaning('@ann @home @bob', ['1', '2'], { 1: 'ann', 2: 'bob' })).toEqual(['1', null, '2']);
    expect(meaning('@ann @home @bob', ['1', '2'], { 1: 'ann', 2: 'rob' })).toEqual(['1', null, null]);
    expect(meaning('@home', [], { 1: 'ann' })).toEqual([null]);
  });

  test('somebody who is not known yet is meant all the same', () => {
    expect(meaning('@ann', ['1'], {})).toEqual(['1']);
  });
});

describe('previews', () => {
  test('names stand as they are, whatever signs they hold', () => {
    const cash = { id: '1', username: 'ann', name: "$& $1 $` $'", version: 0 };
    expect(previewOf({ kind: 'text', text: '@ann pays', mentions: ['1'] }, { 1: cash })).toBe(
      "@$& $1 $` $' pays",
    );
  });

  test('a name that begins another changes nothing in it', () => {
    const anna = { id: '3', username: 'anna', name: 'Anna', version: 0 };
    const message = { kind: 'text' as const, text: '@anna ask @ann', mentions: ['1', '3'] };
    expect(previewOf(message, { ...people, 3: anna })).toBe('@Anna ask @Ann Smith');
  });

  test('a new name shows', () => {
    const message = { kind: 'text' as const, text: '@ann', mentions: ['1'] };
    expect(previewOf(message, people)).toBe('@Ann Smith');
    expect(previewOf(message, { 1: { ...ann, name: 'Ann Jones' } })).toBe('@Ann Jones');
  });

  test('a list reads the beginning of a long text, search all of it', () => {
    const message = { kind: 'text' as const, text: 'bread '.repeat(10_000) };
    expect(previewOf(message, people).length).toBeLessThan(501);
    expect(allWordsOf(message, people)).toHaveLength(59_999);
  });

  test('the beginning of long code shows as code', () => {
    const message = {
      kind: 'text' as const,
      text: `\`\`\`js\n${'*a* @ann\n'.repeat(200)}\`\`\``,
      mentions: ['1'],
    };
    expect(previewOf(message, people)).toMatch(/^\*a\* @ann \*a\* @ann/);
  });

  const here = { latitude: 59.913868, longitude: 10.752245 };
  const live = { until: 1, updatedAt: 0 };
  test.each([
    ['Poll: Where *to*?', { kind: 'poll', text: 'Where *to*?' }],
    ['Location', { kind: 'location', location: here }],
    ['Location: The old bridge', { kind: 'location', location: { ...here, label: 'The old bridge' } }],
    ['Live location', { kind: 'location', location: { ...here, live } }],
    ['Contact: Ann', { kind: 'contact', contact: { name: 'Ann' } }],
  ] as const)('what is not a text is named: %s', (said, content) => {
    expect([previewOf(content, people), allWordsOf(content, people)]).toEqual([said, said]);
  });
});

test('what is sent has no empty lines around it, and keeps the spaces before its first word', () => {
  expect(tidied('\n  \n   a\n\n b \n \n')).toBe('   a\n\n b');
  expect(tidied(' \n ')).toBe('');
});

describe('excerpts', () => {
  test('the words that were searched for stand in the middle', () => {
    const text = `${'lorem ipsum dolor '.repeat(5)}the Bread is ready`;
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

  test('what is marked is what was found, also behind letters that are more in small ones', () => {
    expect(excerpt('İİİ bread', 'BREAD')).toEqual({ before: 'İİİ ', match: 'bread', after: '' });
    expect(excerpt('1+1 (two)', '(two)')).toEqual({ before: '1+1 ', match: '(two)', after: '' });
  });

  test('of a long text without spaces only a part is shown', () => {
    const { before, match, after } = excerpt(`${'a'.repeat(9_000)}x${'b'.repeat(9_000)}`, 'x');
    expect([before.length, match, after.length]).toEqual([81, 'x', 300]);
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
