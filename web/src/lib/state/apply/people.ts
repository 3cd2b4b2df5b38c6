// Profiles of people: of two versions the newer one, in whatever order they come. Pure.

import type { User } from '@/protocol/types';
import type { MessengerState } from '../state';

export function addPeople(state: MessengerState, users: User[]): MessengerState {
  const newer = users.filter(({ id, version }) => version >= (state.people[id]?.version ?? 0));
  if (newer.length === 0) return state;
  return {
    ...state,
    people: { ...state.people, ...Object.fromEntries(newer.map((user) => [user.id, user])) },
  };
}
