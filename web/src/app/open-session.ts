// Makes the messenger of a session: of what the database holds, or of a session that has just begun. Fetched apart from the
// rest of the app, with all that only a session needs: whoever is not logged in waits for none of it.
import { type KithDatabase, openDatabase } from '@/lib/db/database';
import { readPage } from '@/lib/db/history';
import { readSnapshot } from '@/lib/db/snapshot';
import { SessionKeeper } from '@/lib/http/session';
import { DraftStorage } from '@/lib/messenger/draft-storage';
import { openingOf, openingQuery, PAGE } from '@/lib/messenger/history';
import { Messenger } from '@/lib/messenger/messenger';
import { stateFrom } from '@/lib/messenger/restore';
import { currentRoute } from '@/lib/navigation/navigation';
import { addHistory } from '@/lib/state/apply/tab';
import { initialState, type MessengerState } from '@/lib/state/state';
import type { Me } from '@/protocol/types';
import { loadConversation } from './conversation';

/** Null where the browser gives no database. */
const database: Promise<KithDatabase | null> = openDatabase();

/** Of what the database holds; null when it holds no account. */
export async function reopened(): Promise<Messenger | null> {
  const db = await database;
  const snapshot = db === null ? null : await readSnapshot(db).catch(() => null);
  if (db === null || snapshot === null) return null;
  const { account, written } = snapshot;
  const state = await withOpenChat(db, stateFrom(snapshot));
  const keeper = new SessionKeeper(account.me.id, null);
  return new Messenger(keeper, { db, owner: account.owner }, { state, written });
}

/** Of a session that the database knows nothing of. */
export async function entered(keeper: SessionKeeper): Promise<Messenger> {
  const me = await keeper.request<Me>('GET', 'me');
  DraftStorage.wipe(me.id);
  const db = await database;
  const owner = db === null ? null : await db.begin(me).catch(() => null);
  const accountDb = db === null || owner === null ? null : { db, owner };
  return new Messenger(keeper, accountDb, { state: initialState(me), written: null });
}

/** Nothing of the session stays in this browser. */
export async function wipe(): Promise<void> {
  DraftStorage.wipe();
  await (await database)?.wipe().catch(() => {});
}

/** Adds the first page of the open chat to the state, so that the first picture shows it. */
async function withOpenChat(db: KithDatabase, state: MessengerState): Promise<MessengerState> {
  const { chatId } = currentRoute();
  const chat = state.chats[chatId ?? ''];
  if (chat === undefined) return state;
  // The pane to show the messages in. If it cannot be loaded, the rest of the app still starts.
  const pane = loadConversation().catch(() => null);
  const asked = openingQuery(chat, openingOf(chat));
  const page = await readPage(db, chat.id, asked, PAGE).catch(() => null);
  await pane;
  return page === null ? state : { ...state, tab: addHistory(state, chat.id, page, asked) };
}
