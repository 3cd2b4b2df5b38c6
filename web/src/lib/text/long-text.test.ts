// What long messages show at first.
import { expect, test } from 'vitest';
import { parseText } from '@/lib/text/parse/parse';
import { beginningOf } from './long-text';

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`).join('\n');

test('what is not long, or hardly, is shown whole', () => {
  for (const text of ['', 'short', lines(20), lines(24), 'a '.repeat(1_200)])
    expect(beginningOf(text)).toBeNull();
});

test('of many lines the first twenty are shown', () => {
  expect(beginningOf(lines(200))).toBe(lines(20));
});

test('of many letters the first two thousand are shown, up to the end of a word', () => {
  const beginning = beginningOf('seven77 '.repeat(1_000)) ?? '';
  expect(beginning.length).toBeGreaterThan(1_900);
  expect(beginning.length).toBeLessThanOrEqual(2_000);
  expect(beginning).toMatch(/seven77$/);
});

test('a text without spaces is cut between two characters', () => {
  expect(beginningOf('🎉'.repeat(5_000))).toBe('🎉'.repeat(1_000));
  expect(beginningOf(`a${'🎉'.repeat(5_000)}`)).toBe(`a${'🎉'.repeat(999)}`);
});

test('code that goes on is code where it is cut, and code in one line before leaves no mark behind', () => {
  const read = (text: string) => parseText(beginningOf(text) ?? '', { cut: true });
  expect(read(`\`\`\`\n${lines(200)}\n\`\`\``)).toEqual([{ type: 'code', language: '', text: lines(19) }]);
  expect(read(`\`\`\`a b\`\`\`\n${lines(200)}`)).toEqual([
    { type: 'code', language: '', text: 'a b' },
    { type: 'paragraph', children: [{ type: 'text', text: lines(19) }] },
  ]);
});
