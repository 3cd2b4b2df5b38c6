// What this device itself does to the state.
import { expect, test } from 'vitest';
import { me } from '@/testing/builders';
import { initialState } from '../state';
import { applyEvent } from './event';
import { setMe, setSettings } from './local';

test('an answer that is overtaken by a newer change of the profile changes nothing', () => {
  const state = initialState(me({ name: 'Newer', version: 9 }));
  expect(setMe(state, me({ name: 'Older', version: 8 }))).toBe(state);
  expect(setMe(state, me({ name: 'Same', version: 9 })).me.name).toBe('Same');
});

test('an answer about settings that is overtaken by a newer choice on another device changes nothing', () => {
  const [on, off] = [{ readReceipts: true }, { readReceipts: false }];
  const asked = initialState(me({ settings: on }));
  expect(setSettings(asked, off, asked.meVersion).me.settings).toEqual(off);
  const chosenElsewhere = { userVersion: 2, me: me({ settings: on }) };
  const newer = applyEvent(asked, { type: 'me:updated', update: chosenElsewhere }, 0);
  expect(setSettings(newer, off, asked.meVersion).me.settings).toEqual(on);
});

test('an answer about the profile brings no settings', () => {
  const state = initialState(me({ settings: { readReceipts: false } }));
  expect(setMe(state, me({ name: 'New', version: 1, settings: { readReceipts: true } })).me).toMatchObject({
    name: 'New',
    settings: { readReceipts: false },
  });
});
