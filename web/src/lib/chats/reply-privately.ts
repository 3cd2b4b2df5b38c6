// Answers a message of a group in the chat with its sender alone: what it says stands as a quote before what one writes.
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { asQuote } from '@/lib/text/as-quote';
import { showToast } from '@/lib/toasts';
import type { UserId } from '@/protocol/types';
import { openDirect } from './open-chat';

export async function replyPrivately(
  messenger: Messenger,
  { senderId, text }: { senderId: UserId; text: string },
): Promise<void> {
  try {
    const chat = await openDirect(messenger, senderId);
    const begun = messenger.drafts.live.get()[chat.id]?.text ?? chat.state.draft ?? '';
    messenger.setDraft(chat.id, `${asQuote(text)}\n${begun}`);
  } catch (error) {
    showToast({ key: 'message', kind: 'error', text: m.errors[failureCode(error)] });
  }
}
