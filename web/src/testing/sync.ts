// Goes through the pages of syncs as the app does.
import { applySyncPage } from '@/lib/state/apply/sync';
import type { MessengerState } from '@/lib/state/state';
import { beginRun, type SyncRun, stepOf, syncRequest, turnPage } from '@/lib/state/sync-run';
import type { SyncPage, SyncRequest } from '@/protocol/types';

/** Applies the given pages; after the last page of a run, the next one begins another run. */
export function runPages(state: MessengerState, pages: SyncPage[]): MessengerState {
  const answers = [...pages];
  let next = state;
  while (answers.length > 0) next = syncWith(next, () => answers.shift());
  return next;
}

/** One run, answered by `answer` for as long as it has a page. */
export function syncWith(
  before: MessengerState,
  answer: (asked: SyncRequest) => SyncPage | undefined,
): MessengerState {
  let state = before;
  let run: SyncRun | null = beginRun(state);
  while (run !== null) {
    const asked = syncRequest(state, run);
    const page = answer(asked);
    if (page === undefined) break;
    const next: SyncRun | null = turnPage(state, run, asked, page);
    state = applySyncPage(state, page, stepOf(run, asked, page));
    run = next;
  }
  return state;
}
