// Addresses of the app.
import { expect, test, vi } from 'vitest';
import { formatRoute, HOME, parseRoute, type Route } from './route';

function parse(address: string): Route {
  const url = new URL(address, 'http://kith');
  return parseRoute(url.pathname, url.search);
}

test('every place in the app has an address that leads back to it', () => {
  const places: Route[] = [
    HOME,
    { chatId: 'abc-1', left: 'chats', right: null },
    { chatId: 'abc-1', left: 'chats', right: 'info' },
    { chatId: 'abc-1', left: 'settings.devices', right: 'message.m-1' },
    { chatId: 'abc-1', left: 'chats', right: 'person.u-1' },
    { chatId: null, left: 'new-group', right: null },
  ];
  for (const place of places) expect(parse(formatRoute(place))).toEqual(place);
});

test('what no address means is the chat list', () => {
  for (const address of ['/login', '/c/', '/c/a/b', '/?left=nowhere', '/?right=info']) {
    expect(parse(address), address).toEqual(HOME);
  }
});

test('below a path every address begins with it, and leads back to its place', async () => {
  vi.stubGlobal('document', { baseURI: 'https://example.org/chat/' });
  vi.resetModules();
  const below = await import('./route');
  vi.unstubAllGlobals();
  const place: Route = { chatId: 'abc-1', left: 'chats', right: 'info' };
  expect([below.formatRoute(HOME), below.formatRoute(place)]).toEqual(['/chat/', '/chat/c/abc-1?right=info']);
  expect(below.parseRoute('/chat/c/abc-1', '?right=info')).toEqual(place);
  expect(below.parseRoute('/c/abc-1', '')).toEqual(HOME);
});
