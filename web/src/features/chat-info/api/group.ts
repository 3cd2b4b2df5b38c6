// Changes of a group. Each request returns the chat as it is then.
import type { Messenger } from '@/lib/messenger/messenger';
import type { Chat, ChatId, ChatPatch, Role, UserId } from '@/protocol/types';

export async function patchGroup(messenger: Messenger, chatId: ChatId, patch: ChatPatch): Promise<void> {
  messenger.addChat(await messenger.keeper.request<Chat>('PATCH', `chats/${chatId}`, patch));
}

export async function addMembers(messenger: Messenger, chatId: ChatId, userIds: UserId[]): Promise<void> {
  await messenger.keeper.request('POST', `chats/${chatId}/members`, { userIds });
}

/** Removing oneself means leaving. */
export async function removeMember(messenger: Messenger, chatId: ChatId, userId: UserId): Promise<void> {
  await messenger.keeper.request('DELETE', `chats/${chatId}/members/${userId}`);
}

export async function setRole(
  messenger: Messenger,
  chatId: ChatId,
  userId: UserId,
  role: Role,
): Promise<void> {
  await messenger.keeper.request('PATCH', `chats/${chatId}/members/${userId}`, { role });
}
