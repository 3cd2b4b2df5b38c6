// Questions about the state that several screens ask.

import type { Chat, ChatPin, Member, Message, UserId } from '@/protocol/types';
import { mentionsOf, systemOf } from './content';

export type Tick = 'sent' | 'delivered' | 'read';

/** How far an own message has come: "read" only when every other member has read it, and so on. */
export function tickOf(chat: Chat, message: Message, meId: UserId): Tick {
  // The chat of a very large group does not list its members; only the message's info tells.
  if (chat.members === undefined) return 'sent';
  const others = chat.members.filter((member) => member.userId !== meId);
  if (others.every((member) => member.read >= message.seq)) return 'read';
  return others.every((member) => Math.max(member.delivered, member.read) >= message.seq)
    ? 'delivered'
    : 'sent';
}

/** The other person of a direct chat; null in groups and in the note to self. */
export function otherMember(chat: Chat, meId: UserId): Member | null {
  if (chat.kind !== 'direct') return null;
  return chat.members?.find((member) => member.userId !== meId) ?? null;
}

export function isNoteToSelf(chat: Chat): boolean {
  return chat.kind === 'direct' && chat.memberCount === 1;
}

/** The pins that hold at this time. */
export function pinsNow(pins: ChatPin[], now: number): ChatPin[] {
  return pins.filter(({ until }) => until === undefined || until > now);
}

export function canAdminister(chat: Chat): boolean {
  return chat.kind === 'group' && chat.role !== 'member';
}

/** The people in a message: its sender, those it mentions, and those a system message is about. */
export function peopleIn(message: Message): UserId[] {
  const { senderId } = message;
  const system = systemOf(message);
  if (system?.type === 'members_added') return [senderId, ...system.userIds];
  if (system?.type === 'member_removed' || system?.type === 'role_changed') return [senderId, system.userId];
  return [senderId, ...mentionsOf(message).filter((who) => who !== 'all')];
}
