// Whether somebody is logged in on this device: the only place where sessions begin and end. The app shows at once what the
// database holds, without asking the server; a session ends only when the server says so.
import type { KithDatabase } from '@/lib/db/database';
import { readPage } from '@/lib/db/history';
import { readSnapshot } from '@/lib/db/snapshot';
import { failureCode, isForeign } from '@/lib/http/api-error';
import { SessionKeeper } from '@/lib/http/session';
import { m } from '@/lib/i18n/messages';
import { DraftStorage } from '@/lib/messenger/draft-storage';
import { openingOf, openingQuery, PAGE } from '@/lib/messenger/history';
import { Messenger } from '@/lib/messenger/messenger';
import type { AccountDb } from '@/lib/messenger/model';
import { type Opening, stateFrom } from '@/lib/messenger/restore';
import { currentRoute, goHome } from '@/lib/navigation/navigation';
import { addHistory } from '@/lib/state/apply/tab';
import { initialState, type MessengerState } from '@/lib/state/state';
import { Store } from '@/lib/store';
import { SessionChannel } from '@/lib/tabs/session-channel';
import type { Me, Session } from '@/protocol/types';
import { loadConversation } from './conversation';

export type AuthState =
  | { status: 'starting' }
  /** The server does not answer, or not to a page at this address; it is tried again by itself. */
  | { status: 'unreachable'; refused: boolean }
  | { status: 'out'; notice: string | null }
  | { status: 'in'; messenger: Messenger };

const RETRY_MS = 3_000;

export const authState = new Store<AuthState>({ status: 'starting' });

const channel = new SessionChannel();
/** Null where the browser gives no database. Fetched beside the rest of the app: it is the first thing needed. */
const database: Promise<KithDatabase | null> = import('@/lib/db/database').then(
  ({ openDatabase }) => openDatabase(),
  () => null,
);
let stop: () => void = () => {};

channel.listen((news) => {
  const { status } = authState.get();
  if (news.type === 'out' && status === 'in') leave(news.notice);
  // This tab may still show the previous account.
  if (news.type === 'in') {
    if (status === 'in') leave(null);
    void resume();
  }
});

/** Takes up the session of this browser, if it has one. */
export async function resume(): Promise<void> {
  try {
    if (await reopen()) return;
    const keeper = await SessionKeeper.resume();
    if (keeper === null) authState.update(() => ({ status: 'out', notice: null }));
    else await enter(keeper);
  } catch (error) {
    authState.update(() => ({ status: 'unreachable', refused: isForeign(failureCode(error)) }));
    setTimeout(resume, RETRY_MS);
  }
}

export async function begin(session: Session): Promise<void> {
  await enter(new SessionKeeper(session.user.id, session));
  channel.post({ type: 'in' });
  if (currentRoute().chatId === null) goHome();
}

/** Logs out; rejects when the server could not be told, since the session would live on. */
export async function logOut(messenger: Messenger): Promise<void> {
  await messenger.keeper.request('POST', 'auth/logout', {});
  await end(null);
}

/** Shows what the database holds; false when it holds no account. */
async function reopen(): Promise<boolean> {
  const db = await database;
  const snapshot = db === null ? null : await readSnapshot(db).catch(() => null);
  if (db === null || snapshot === null) return false;
  const { account, written } = snapshot;
  const state = await withOpenChat(db, stateFrom(snapshot));
  run(new SessionKeeper(account.me.id, null), { db, owner: account.owner }, { state, written });
  return true;
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

async function enter(keeper: SessionKeeper): Promise<void> {
  const me = await keeper.request<Me>('GET', 'me');
  DraftStorage.wipe(me.id);
  const db = await database;
  const owner = db === null ? null : await db.begin(me).catch(() => null);
  const accountDb = db === null || owner === null ? null : { db, owner };
  run(keeper, accountDb, { state: initialState(me), written: null });
}

function run(keeper: SessionKeeper, accountDb: AccountDb | null, opening: Opening): void {
  const messenger = new Messenger(keeper, accountDb, opening);
  keeper.onEnded = (code) => {
    if (code === 'conflict') void end(null).then(resume);
    else void end(m.connection.ended);
  };
  stop = messenger.start();
  authState.update(() => ({ status: 'in', messenger }));
}

/** The session is over: nothing of it stays in this browser. */
async function end(notice: string | null): Promise<void> {
  leave(notice);
  channel.post({ type: 'out', notice });
  DraftStorage.wipe();
  await (await database)?.wipe().catch(() => {});
}

function leave(notice: string | null): void {
  stop();
  stop = () => {};
  authState.update(() => ({ status: 'out', notice }));
  goHome();
}
