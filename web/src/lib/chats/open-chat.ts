// Opens chats: the server creates the chat with a person when it is first opened.

import type { Messenger } from '@/lib/messenger/messenger';
import { go } from '@/lib/navigation/navigation';
import { isNoteToSelf, otherMember } from '@/lib/state/selectors';
import type { Chat, CreateChat, UserId } from '@/protocol/types';

/** Shows the chat with a person (or with oneself), and creates it if it does not exist. */
export async function openDirect(messenger: Messenger, userId: UserId): Promise<Chat> {
  const { chats, me } = messenger.store.get();
  const known = Object.values(chats).find((chat) =>
    userId === me.id ? isNoteToSelf(chat) : otherMember(chat, me.id)?.userId === userId,
  );
  const chat = known ?? (await create(messenger, { kind: 'direct', userId }));
  go({ chatId: chat.id, left: 'chats', right: null });
  return chat;
}

export async function createGroup(
  messenger: Messenger,
  group: { title: string; description: string; memberIds: UserId[] },
): Promise<void> {
  const { title, description, memberIds } = group;
  const chat = await create(messenger, {
    kind: 'group',
    title,
    memberIds,
    ...(description === '' ? {} : { description }),
  });
  go({ chatId: chat.id, left: 'chats', right: null });
}

async function create(messenger: Messenger, body: CreateChat): Promise<Chat> {
  const chat = await messenger.keeper.request<Chat>('POST', 'chats', body);
  messenger.addChat(chat);
  return chat;
}
