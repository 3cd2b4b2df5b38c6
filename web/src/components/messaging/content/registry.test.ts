// How each kind of message is shown.
import { renderToStaticMarkup } from 'preact-render-to-string';
import { createElement } from 'react';
import { expect, test, vi } from 'vitest';
import { FakeHistory } from '@/testing/history';
import type { ShownContent } from './content';

// The links in a message need an address of the page, and what is fetched later a language.
new FakeHistory();
vi.stubGlobal('navigator', { languages: ['en'] });
const { contentKind } = await import('./registry');

const nothing = {
  quote: null,
  silent: false,
  forwarded: 0,
  reactions: [],
  edited: false,
  deleted: false,
  pinned: null,
  expiresAt: null,
};

function shown(content: object): string {
  const known = content as ShownContent;
  const { Content } = contentKind(known.kind);
  const message = {
    id: 'm1',
    kind: known.kind,
    chatId: 'c1',
    seq: 1,
    version: 1,
    senderId: 'ann',
    text: '',
    at: 0,
    ...nothing,
  };
  const context = { people: {}, meId: 'me' };
  const props = { message, content: known, context, expanded: false, onExpand: () => {}, meta: '14:05' };
  return renderToStaticMarkup(createElement(Content, props)).replace(/<[^>]*>/g, '');
}

test('a text is shown with when it was sent', () => {
  expect(shown({ kind: 'text', text: 'Hello' })).toBe('Hello14:05');
});

test('a message of a kind that only a newer server knows is there all the same, without words', () => {
  expect(shown({ kind: 'hologram', beams: 3 }).trim()).toBe('14:05');
});
