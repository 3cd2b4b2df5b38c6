// The account and its settings on the server.
import type { SessionKeeper } from '@/lib/http/session';
import type { Messenger } from '@/lib/messenger/messenger';
import type { Me, ProfilePatch, SessionId, SessionList, Settings, SettingsPatch } from '@/protocol/types';

export async function patchProfile(messenger: Messenger, patch: ProfilePatch): Promise<void> {
  messenger.setMe(await messenger.keeper.request<Me>('PATCH', 'me', patch));
}

export async function patchSettings(messenger: Messenger, patch: SettingsPatch): Promise<void> {
  const { meVersion } = messenger.store.get();
  const settings = await messenger.keeper.request<Settings>('PATCH', 'me/settings', patch);
  messenger.setSettings(settings, meVersion);
}

export function changePassword(
  keeper: SessionKeeper,
  currentPassword: string,
  newPassword: string,
): Promise<void> {
  return keeper.request('POST', 'auth/password', { currentPassword, newPassword });
}

export function fetchSessions(keeper: SessionKeeper): Promise<SessionList> {
  return keeper.request('GET', 'me/sessions');
}

export function endSession(keeper: SessionKeeper, id: SessionId): Promise<void> {
  return keeper.request('DELETE', `me/sessions/${id}`);
}
