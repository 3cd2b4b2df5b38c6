// What this device itself does to the state.
import { expect, test } from 'vitest';
import { me } from '@/testing/builders';
import { initialState } from '../state';
import { setMe } from './local';

test('an answer that is overtaken by a newer change of the profile changes nothing', () => {
  const state = initialState(me({ name: 'Newer', version: 9 }));
  expect(setMe(state, me({ name: 'Older', version: 8 }))).toBe(state);
  expect(setMe(state, me({ name: 'Same', version: 9 })).me.name).toBe('Same');
});
