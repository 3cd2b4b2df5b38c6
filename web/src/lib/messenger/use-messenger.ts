// How components reach the messenger of the session: its state by selection, its actions by the object.
import { createContext, useContext } from 'react';
import type { ConnectionState } from '@/lib/connection/connection';
import type { MessengerState } from '@/lib/state/state';
import { useStore } from '@/lib/store';
import type { Messenger } from './messenger';

export const MessengerContext = createContext<Messenger | null>(null);

export function useMessenger(): Messenger {
  const messenger = useContext(MessengerContext);
  if (messenger === null) throw new Error('used outside of a session');
  return messenger;
}

/** A part of the state; renders again only when that part is another one, compared shallowly. */
export function useMessengerState<R>(select: (state: MessengerState) => R): R {
  return useStore(useMessenger().store, select);
}

export function useConnectionState(): ConnectionState {
  return useStore(useMessenger().connection.state, (state) => state);
}
