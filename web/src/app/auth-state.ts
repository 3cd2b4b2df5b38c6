// Whether somebody is logged in on this device: the only place where sessions begin and end. The app shows the contents
// of the database at once, without asking the server; a session ends only when the server says so.
import { hasDatabase } from '@/lib/db/exists';
import { failureCode, isForeign } from '@/lib/http/api-error';
import { SessionKeeper } from '@/lib/http/session';
import { untilLoaded } from '@/lib/http/until-loaded';
import { m } from '@/lib/i18n/messages';
import { fetchWhenIdle } from '@/lib/lazily';
import type { Messenger } from '@/lib/messenger/messenger';
import { currentRoute, goHome } from '@/lib/navigation/navigation';
import { Store } from '@/lib/store';
import { SessionChannel } from '@/lib/tabs/session-channel';
import type { Session } from '@/protocol/types';

export type AuthState =
  | { status: 'starting' }
  /** The server does not answer, or not to a page at this address; the app tries again by itself. */
  | { status: 'unreachable'; refused: boolean }
  | { status: 'out'; notice: string | null }
  | { status: 'in'; messenger: Messenger };

const RETRY_MS = 3_000;

export const authState = new Store<AuthState>({ status: 'starting' });

const channel = new SessionChannel();
const fetchParts = () => import('./open-session');
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
    if (keeper !== null) return await enter(keeper);
    authState.update(() => ({ status: 'out', notice: null }));
    // Fetched while the person types their password.
    fetchWhenIdle(fetchParts);
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

/** Logs out; rejects when the request does not reach the server, since the session would live on. */
export async function logOut(messenger: Messenger): Promise<void> {
  await messenger.keeper.request('POST', 'auth/logout', {});
  await end(null);
}

/** Shows the contents of the database; false when it holds no account. */
async function reopen(): Promise<boolean> {
  if (!(await hasDatabase())) return false;
  const messenger = await (await untilLoaded(fetchParts)).reopened();
  if (messenger !== null) run(messenger);
  return messenger !== null;
}

async function enter(keeper: SessionKeeper): Promise<void> {
  run(await (await untilLoaded(fetchParts)).entered(keeper));
}

function run(messenger: Messenger): void {
  messenger.keeper.onEnded = (code) => {
    if (code === 'conflict') void end(null).then(resume);
    else void end(m.app.connection.ended);
  };
  stop = messenger.start();
  authState.update(() => ({ status: 'in', messenger }));
}

/** The session is over: nothing of it stays in this browser. */
async function end(notice: string | null): Promise<void> {
  leave(notice);
  channel.post({ type: 'out', notice });
  await (await untilLoaded(fetchParts)).wipe();
}

function leave(notice: string | null): void {
  stop();
  stop = () => {};
  authState.update(() => ({ status: 'out', notice }));
  goHome();
}
