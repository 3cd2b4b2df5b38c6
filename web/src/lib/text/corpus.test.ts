// The cases of docs/text.md, read by the parser, the mention rule and the previews alike.
import { describe, expect, test } from 'vitest';
import { mentionsIn } from './mentions';
import { readMessage } from './message';
import { corpus, MEMBERS, written } from './parse/corpus';
import { previewOf } from './preview';

const people = Object.fromEntries(MEMBERS.map((user) => [user.id, user]));
const cases = corpus();

describe('the cases of docs/text.md', () => {
  test('are many, and each stands there once', () => {
    expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length);
    expect(cases.length).toBeGreaterThanOrEqual(200);
  });

  test.each(cases)('$text', ({ text, read, mentions: names, preview }) => {
    const mentions = mentionsIn(text, MEMBERS, true);
    const { blocks, mentioned } = readMessage(text, mentions, people);
    expect({
      read: written(blocks, (name) => mentioned(name) !== null),
      mentions: mentions.map((who) => people[who]?.username ?? who),
      preview: previewOf({ kind: 'text', text, mentions }, people),
    }).toEqual({ read, mentions: names, preview });
  });
});
