// Pages of history from the database.
import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import type { HistoryPage, HistoryQuery } from '@/lib/state/apply/tab';
import { CHAT, chat, me, message } from '@/testing/builders';
import { KithDatabase } from './database';
import { readPage, storePage } from './history';

let db: KithDatabase;
let owner: string;

beforeEach(async () => {
  db = new KithDatabase();
  await db.delete();
  await db.open();
  owner = await db.begin(me());
  await db.chats.put({ id: CHAT, chat: chat({ head: 20 }), at: 20 });
  return () => db.close();
});

const store = (asked: HistoryQuery, seqs: number[], rest: Omit<HistoryPage, 'messages'>) =>
  storePage(db, owner, CHAT, asked, { messages: seqs.map((seq) => message(seq)), ...rest });

async function read(asked: HistoryQuery, limit = 3): Promise<string> {
  const page = await readPage(db, CHAT, asked, limit);
  if (page === null) return 'unknown';
  const { messages, more, moreAfter } = page;
  const seqs = messages.map((one) => one.seq).join(' ');
  return [
    seqs,
    more ? 'more' : 'end',
    ...(moreAfter === undefined ? [] : [moreAfter ? 'newer' : 'newest']),
  ].join(' / ');
}

test('of a chat that was never opened nothing is known', async () => {
  expect(await read({})).toBe('unknown');
  expect(await read({ before: 9 })).toBe('unknown');
  expect(await read({ around: 9 })).toBe('unknown');
});

test('the newest page is read again without the server', async () => {
  await store({}, [15, 17, 20], { more: true });
  expect(await read({})).toBe('15 17 20 / more');
  expect(await read({}, 2)).toBe('17 20 / more');
});

test('what lies before the known part is asked of the server', async () => {
  await store({}, [15, 17, 20], { more: true });
  expect(await read({ before: 17 })).toBe('15 / more');
  expect(await read({ before: 15 })).toBe('unknown');
});

test('pages that touch read as one stretch, to the very beginning', async () => {
  await store({}, [15, 17, 20], { more: true });
  await store({ before: 15 }, [9, 11], { more: true });
  await store({ before: 9 }, [4], { more: false });
  expect(await read({ before: 17 }, 10)).toBe('4 9 11 15 / end');
  expect(await read({ before: 4 })).toBe(' / end');
});

test('a part that was jumped to is an island until the pages between are known', async () => {
  await store({}, [17, 20], { more: true });
  await store({ around: 5 }, [3, 5, 6], { more: true, moreAfter: true });
  expect(await read({ around: 5 })).toBe('3 5 6 / more / newer');
  expect(await read({ after: 6 })).toBe('unknown');
  await store({ after: 6 }, [9, 12], { more: true });
  expect(await read({ after: 6 })).toBe('9 12 / more');
  await store({ after: 12 }, [17, 20], { more: false });
  expect(await read({ after: 12 })).toBe('17 20 / end');
  expect(await read({ around: 12 }, 4)).toBe('6 9 12 17 / more / newer');
});

test('after the newest there is nothing, as long as the chat is known up to its cursor', async () => {
  await store({}, [17, 20], { more: true });
  expect(await read({ after: 20 })).toBe(' / end');
});

test('a day is for the server to find', async () => {
  await store({}, [17, 20], { more: false });
  expect(await read({ at: 17_000 })).toBe('unknown');
});

test('a page that is older than what is here already changes nothing', async () => {
  await store({}, [20], { more: true });
  await db.messages.put(message(20, { version: 21, text: 'edited' }));
  await store({}, [20], { more: true });
  expect((await readPage(db, CHAT, {}, 5))?.messages[0]).toMatchObject({ text: 'edited' });
});

test('nothing is kept for a chat that is gone, or for another account', async () => {
  await db.chats.clear();
  await store({}, [20], { more: true });
  expect(await db.messages.count()).toBe(0);
  await db.begin(me());
  await expect(store({}, [20], { more: true })).rejects.toThrow();
});
