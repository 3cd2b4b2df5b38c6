// Whether somebody is logged in on this device: the only place where sessions begin and end.

import { SessionKeeper } from '@/lib/http/session';
import { m } from '@/lib/i18n/messages';
import { close, currentRoute } from '@/lib/navigation/navigation';
import { HOME } from '@/lib/navigation/route';
import { Messenger } from '@/lib/realtime/messenger';
import { Store } from '@/lib/store';
import type { Me, Session } from '@/protocol/types';

export type AuthState =
  | { status: 'starting' }
  /** The server does not answer; it is tried again by itself. */
  | { status: 'unreachable' }
  | { status: 'out'; notice: string | null }
  | { status: 'in'; messenger: Messenger };

const RETRY_MS = 3_000;

export const authState = new Store<AuthState>({ status: 'starting' });

let stop: () => void = () => {};

/** Takes up the session of this browser, if it has one. */
export async function resume(): Promise<void> {
  try {
    const keeper = await SessionKeeper.resume();
    if (keeper === null) authState.update(() => ({ status: 'out', notice: null }));
    else await enter(keeper);
  } catch {
    authState.update(() => ({ status: 'unreachable' }));
    setTimeout(resume, RETRY_MS);
  }
}

export async function begin(session: Session): Promise<void> {
  await enter(new SessionKeeper(session));
  if (!location.pathname.startsWith('/c/')) close(HOME);
}

/** Logs out; rejects when the server could not be told, since the session would live on. */
export async function logOut(messenger: Messenger): Promise<void> {
  await messenger.keeper.request('POST', 'auth/logout', {});
  leave(null);
}

async function enter(keeper: SessionKeeper): Promise<void> {
  const me = await keeper.request<Me>('GET', 'me');
  const messenger = new Messenger(keeper, me);
  keeper.onEnded = () => leave(m.auth.ended);
  stop = messenger.start();
  authState.update(() => ({ status: 'in', messenger }));
}

function leave(notice: string | null): void {
  stop();
  stop = () => {};
  authState.update(() => ({ status: 'out', notice }));
  if (currentRoute() !== HOME) close(HOME);
}
