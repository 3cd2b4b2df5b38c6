// The whole state of the messenger in one tab, as plain data: what all tabs share, and beside it what is this tab's own.
import type { Me } from '@/protocol/types';
import { initialShared, type SharedState } from './shared';
import type { TabState } from './tab';

export type MessengerState = SharedState & { tab: TabState };

export function initialState(me: Me): MessengerState {
  return { ...initialShared(me), tab: { timelines: {}, reacted: {} } };
}
