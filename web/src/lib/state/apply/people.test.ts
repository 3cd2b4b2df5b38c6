// Profiles that change.
import { expect, test } from 'vitest';
import type { User } from '@/protocol/types';
import { page, stateWith } from '@/testing/builders';
import { syncWith } from '@/testing/sync';
import type { MessengerState } from '../state';
import { syncRequest } from '../sync-run';
import { applyEvent } from './event';
import { addPeople } from './people';

const ann = (name: string, version: number): User => ({ id: 'ann', username: 'ann', name, version });
const nameOf = (state: MessengerState) => state.people.ann?.name;

test('a changed name is taken from the event, and from a sync', () => {
  const before = addPeople(stateWith([]), [ann('Ann', 1)]);
  expect(nameOf(applyEvent(before, { type: 'user:updated', user: ann('Anna', 2) }, 0))).toBe('Anna');
  expect(nameOf(syncWith(before, () => page({ users: [ann('Anna', 2)], people: 2 })))).toBe('Anna');
});

test('what is older than what is known changes nothing, wherever it comes from', () => {
  const before = addPeople(stateWith([]), [ann('Anna', 2)]);
  const old = [ann('Ann', 1)];
  expect(addPeople(before, old)).toBe(before);
  expect(nameOf(syncWith(before, () => page({ users: old, people: 2 })))).toBe('Anna');
});

test('each sync asks for those who changed since the one before', () => {
  const fresh = stateWith([]);
  expect(syncRequest(fresh)).not.toHaveProperty('people');
  const synced = syncWith(fresh, () => page({ people: 7 }));
  expect(syncRequest(synced).people).toBe(7);
});
