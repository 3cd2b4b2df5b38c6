// Makes the messenger of a session: from the database, or for a session that has just begun. Fetched apart from the
// rest of the app, with all parts that only a session needs: a visitor who is not logged in does not wait for them.
import { type KithDatabase, openDatabase } from '@/lib/db/database';
import { expireKept } from '@/lib/db/expiry';
import { readPage } from '@/lib/db/history';
import { readSnapshot } from '@/lib/db/snapshot';
import { SessionKeeper } from '@/lib/http/session';
import { DraftStorage } from '@/lib/messenger/draft-storage';
import { openingOf, openingQuery, PAGE } from '@/lib/messenger/history';
import { Messenger } from '@/lib/messenger/messenger';
import { stateFrom } from '@/lib/messenger/restore';
import { currentRoute } from '@/lib/navigation/navigation';
import { expire } from '@/lib/state/apply/expiry';
import { addHistory } from '@/lib/state/apply/tab';
import { initialState, type MessengerState } from '@/lib/state/state';
import { PICTURES_CACHE } from '@/lib/stickers/picture-url';
import { serverNow } from '@/lib/time/server-clock';
import type { Me } from '@/protocol/types';
import { loadConversation } from './conversation';

/** Null where the browser gives no database. */
const database: Promise<KithDatabase | null> = openDatabase();

/** Opens the session in the database; null when it holds no account. */
export async function reopened(): Promise<Messenger | null> {
  const db = await database;
  // What has disappeared meanwhile is not to be seen for a moment.
  if (db !== null) await expireKept(db, serverNow()).catch(() => {});
  const snapshot = db === null ? null : await readSnapshot(db).catch(() => null);
  if (db === null || snapshot === null) return null;
  const { account, written } = snapshot;
  const state = expire(await withOpenChat(db, stateFrom(snapshot)), serverNow());
  const keeper = new SessionKeeper(account.me.id, null);
  return new Messenger(keeper, { db, owner: account.owner }, { state, written });
}

/** Opens a session that is not in the database. */
export async function entered(keeper: SessionKeeper): Promise<Messenger> {
  const me = await keeper.request<Me>('GET', 'me');
  DraftStorage.wipe(me.id);
  const db = await database;
  const owner = db === null ? null : await db.begin(me).catch(() => null);
  const accountDb = db === null || owner === null ? null : { db, owner };
  return new Messenger(keeper, accountDb, { state: initialState(me), written: null });
}

/** Removes every trace of the session from this browser. */
export async function wipe(): Promise<void> {
  DraftStorage.wipe();
  await globalThis.caches?.delete(PICTURES_CACHE).catch(() => {});
  await (await database)?.wipe().catch(() => {});
}

/** Adds the first page of the open chat to the state, so that the first picture shows it. */
async function withOpenChat(db: KithDatabase, state: MessengerState): Promise<MessengerState> {
  const { chatId } = currentRoute();
  const chat = state.chats[chatId ?? ''];
  if (chat === undefined) return state;
  // Also fetches the pane that shows the messages. If it cannot be loaded, the rest of the app still starts.
  const pane = loadConversation().catch(() => null);
  const asked = openingQuery(chat, openingOf(chat));
  const page = await readPage(db, chat.id, asked, PAGE).catch(() => null);
  await pane;
  return page === null ? state : { ...state, tab: addHistory(state, chat.id, page, asked) };
}
