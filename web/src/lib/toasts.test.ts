// Notices replace one another instead of piling up.
import { beforeEach, expect, test } from 'vitest';
import { clearToasts, currentToasts, dismissToast, showToast } from './toasts';

beforeEach(clearToasts);

const keys = () => currentToasts().map(({ key }) => key);

test('a notice with the same key replaces the one before', () => {
  showToast({ key: 'a', kind: 'done', text: 'first' });
  showToast({ key: 'a', kind: 'done', text: 'second' });
  expect(currentToasts().map(({ text }) => text)).toEqual(['second']);
});

test('a storm of errors leaves one', () => {
  for (let i = 0; i < 20; i += 1) showToast({ key: `e${i}`, kind: 'error', text: 'no' });
  expect(keys()).toEqual(['e19']);
});

test('of each kind only the newest few stay, and no kind drives out another', () => {
  showToast({ key: 'undo', kind: 'done', text: 'Archived' });
  for (let i = 0; i < 5; i += 1) showToast({ key: `m${i}`, kind: 'message', text: 'hi' });
  expect(keys()).toEqual(['undo', 'm3', 'm4']);
});

test('one that stays is driven out by nothing, and drives out nothing', () => {
  showToast({ key: 'e', kind: 'error', text: 'no' });
  showToast({ key: 'words', kind: 'error', text: 'Refused', stays: true });
  expect(keys()).toEqual(['e', 'words']);
  for (let i = 0; i < 3; i += 1) showToast({ key: `e${i}`, kind: 'error', text: 'no' });
  expect(keys()).toEqual(['words', 'e2']);
});

test('a dismissed notice is gone', () => {
  showToast({ key: 'a', kind: 'done', text: 'x' });
  dismissToast('a');
  expect(keys()).toEqual([]);
});
