// How people and chats appear by name, and how system messages read.

import { m } from '@/lib/i18n/messages';
import { systemOf } from '@/lib/state/content';
import { isNoteToSelf, otherMember } from '@/lib/state/selectors';
import { previewOf } from '@/lib/text/preview';
import { duration } from '@/lib/time/format';
import type { Chat, Message, User, UserId } from '@/protocol/types';

export type Face = {
  /** Decides the colour. */
  id: string;
  name: string;
  kind: 'person' | 'group' | 'self';
  /** The other person of a direct chat. */
  userId: UserId | null;
};

type People = Record<UserId, User>;

export function faceOf(chat: Chat, people: People, meId: UserId): Face {
  if (chat.kind === 'group') return { id: chat.id, name: chat.title ?? '', kind: 'group', userId: null };
  if (isNoteToSelf(chat)) return { id: meId, name: m.chats.noteToSelf, kind: 'self', userId: null };
  const other = otherMember(chat, meId);
  return {
    id: other?.userId ?? chat.id,
    name: people[other?.userId ?? '']?.name ?? m.common.someone,
    kind: 'person',
    userId: other?.userId ?? null,
  };
}

/** The name of a person in a group: the first word of their name. */
export function shortName(user: User | undefined): string {
  return user?.name.split(/\s+/)[0] ?? m.common.someone;
}

/** One line that stands for a message in a list. */
export function snippetOf(message: Message, people: People, meId: UserId): string {
  if (message.deleted !== undefined) return m.chats.deletedMessage;
  return message.kind === 'system' ? systemText(message, people, meId) : previewOf(message, people);
}

export function systemText(message: Message, people: People, meId: UserId): string {
  const { senderId } = message;
  const system = systemOf(message);
  const who = senderId === meId ? m.common.you : (people[senderId]?.name ?? m.common.someone);
  const whom = (id: UserId) => (id === meId ? m.system.you : (people[id]?.name ?? m.common.someone));
  switch (system?.type) {
    case 'group_created':
      return m.system.created(who, system.title);
    case 'members_added':
      return m.system.added(who, system.userIds.map(whom));
    case 'member_removed':
      return m.system.removed(who, whom(system.userId));
    case 'member_left':
      return m.system.left(who);
    case 'title_changed':
      return m.system.titled(who, system.title);
    case 'description_changed':
      return m.system.described(who);
    case 'disappear_after_changed':
      return system.disappearAfter === undefined
        ? m.system.stays(who)
        : m.system.disappears(who, duration(system.disappearAfter));
    case 'role_changed':
      return m.system.role[system.role](who, whom(system.userId));
    default:
      return m.system.other;
  }
}
