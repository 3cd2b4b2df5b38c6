// One run of the sync, request after request: page after page, and, with more chats than one request may name, range
// after range of their ids. Pure.
import type { ChatId, SyncPage, SyncRequest } from '@/protocol/types';
import type { MessengerState } from './state';

/** The protocol's limit for one request. */
export const MOST_HEADS = 2_000;

export type SyncRun = {
  /** The user counter that every range begins with. */
  from: number;
  /** The lowest user counter that a finished range ended with. */
  lowest: number;
  /** The range: chats beyond `after` and up to `upTo`; without them it is open on that side. */
  after?: ChatId;
  upTo?: ChatId;
  /** The user counter that the pages of this range have reached. */
  at: number;
  /** The heads that the pages of this range gave. The chats are known up to them once its last page is in. */
  targets: Record<ChatId, number>;
};

export function beginRun(state: MessengerState): SyncRun {
  const from = state.user.at;
  return { from, lowest: Number.POSITIVE_INFINITY, at: from, targets: {} };
}

/** The next request. A range with too many chats is cut, since pages may have brought new chats. */
export function syncRequest(state: MessengerState, run: SyncRun = beginRun(state)): SyncRequest {
  const { after = '', at: userVersion } = run;
  const isWithin = (id: ChatId) => id > after && (run.upTo === undefined || id <= run.upTo);
  let ids = Object.keys(state.cursors).filter(isWithin);
  let { upTo } = run;
  if (ids.length > MOST_HEADS) {
    ids = ids.sort().slice(0, MOST_HEADS);
    upTo = ids.at(-1);
  }
  return {
    userVersion,
    heads: Object.fromEntries(ids.map((id) => [id, state.cursors[id]?.at ?? 0])),
    ...(run.after === undefined ? {} : { after: run.after }),
    ...(upTo === undefined ? {} : { upTo }),
    ...(state.peopleVersion === null ? {} : { people: state.peopleVersion }),
  };
}

/** What `applySyncPage` has to know of the run. */
export type SyncStep = {
  targets: SyncRun['targets'];
  /** The user counter up to which everything is known with this page; 0 when it does not cover the other chats. */
  userVersion: number;
  isLast: boolean;
};

export function stepOf(run: SyncRun, asked: SyncRequest, page: SyncPage): SyncStep {
  const isWhole = run.after === undefined && asked.upTo === undefined;
  const isLast = !page.more && asked.upTo === undefined;
  const userVersion = isWhole || isLast ? Math.min(run.lowest, page.userVersion) : 0;
  return { targets: run.targets, userVersion, isLast };
}

/** The run after a page; null when that was the last one. `state` is from before the page. */
export function turnPage(
  state: MessengerState,
  run: SyncRun,
  asked: SyncRequest,
  page: SyncPage,
): SyncRun | null {
  const { from } = run;
  const { upTo } = asked;
  if (page.more) {
    const targets = targetsWith(state, page, run.targets);
    return { ...run, ...(upTo === undefined ? {} : { upTo }), at: page.userVersion, targets };
  }
  if (upTo === undefined) return null;
  return { from, lowest: Math.min(run.lowest, page.userVersion), after: upTo, at: from, targets: {} };
}

/** The heads of the chats that the request named. A new chat comes complete, up to its head. */
export function targetsWith(
  state: MessengerState,
  page: SyncPage,
  targets: SyncRun['targets'],
): SyncRun['targets'] {
  const reached = { ...targets };
  for (const { id, head } of page.chats) {
    const isNamed = state.cursors[id] !== undefined && !page.removed.includes(id);
    if (isNamed) reached[id] = Math.max(reached[id] ?? 0, head);
  }
  return reached;
}
