// What becomes of a message that has arrived: the server does it, and tells every device.
import { noteEmojiUsed } from '@/lib/emoji/emoji-habits';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { showToast } from '@/lib/toasts';
import type { ChatId, Mention, MessageEdits, MessageId, Reaction, UserId } from '@/protocol/types';

type Which = { chatId: ChatId; id: MessageId };

/** Answers whether it was done; if not, it has said why. */
export function editMessage(
  messenger: Messenger,
  which: Which,
  text: string,
  mentions: Mention[],
): Promise<boolean> {
  return tryTo(() => messenger.keeper.request('PATCH', pathOf(which), { text, mentions }));
}

export function deleteForEveryone(messenger: Messenger, which: Which): Promise<boolean> {
  return tryTo(() => messenger.keeper.request('DELETE', `${pathOf(which)}?for=everyone`));
}

/** Reacts with an emoji, or takes that reaction back. */
export function toggleReaction(
  messenger: Messenger,
  which: Which & { reactions: Reaction[] },
  emoji: string,
): void {
  const meId = messenger.store.get().me.id;
  const isOn = which.reactions.some((one) => one.emoji === emoji && one.userIds.includes(meId));
  if (!isOn) noteEmojiUsed(emoji);
  const path = `${pathOf(which)}/reactions/${encodeURIComponent(emoji)}`;
  void tryTo(() => messenger.keeper.request(isOn ? 'DELETE' : 'PUT', path));
}

export function closePoll(messenger: Messenger, which: Which): Promise<boolean> {
  return tryTo(() => messenger.keeper.request('POST', `${pathOf(which)}/close`));
}

/** What a message said before each of its edits. */
export function messageEdits(messenger: Messenger, which: Which): Promise<MessageEdits> {
  return messenger.keeper.request<MessageEdits>('GET', `${pathOf(which)}/edits`);
}

/** Whether somebody may delete what this sender said. */
export function mayDelete(messenger: Messenger, chatId: ChatId, senderId: UserId): boolean {
  const { me, chats } = messenger.store.get();
  return senderId === me.id || (chats[chatId]?.role ?? 'member') !== 'member';
}

function pathOf({ chatId, id }: Which): string {
  return `chats/${chatId}/messages/${id}`;
}

async function tryTo(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    showToast({ key: 'message', kind: 'error', text: m.errors[failureCode(error)] });
    return false;
  }
}
