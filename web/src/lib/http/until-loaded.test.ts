// Parts of the app that could not be fetched at first.
import { expect, test, vi } from 'vitest';
import { noteServerBack } from './server-back';
import { untilLoaded } from './until-loaded';

test('what could not be fetched comes when the server is back', async () => {
  const load = vi.fn(async () => 'part').mockRejectedValueOnce(new Error('no network'));
  const loaded = untilLoaded(load);
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
  noteServerBack();
  expect(await loaded).toBe('part');
});
