// The words that an operation takes away before the server has them: a refused edit, and what waited for a chat that is gone. Pure.
import type { FailureCode } from '@/lib/http/api-error';
import type { ChatId } from '@/protocol/types';
import { forgottenIn, type Op } from '../ops';
import type { SharedState } from '../shared';
import { isAnswered } from './message-changes';

export type LostWords = { chatId: ChatId; text: string; code: FailureCode };

export function lostWords(op: Op, { messageChanges, outbox }: SharedState): LostWords[] {
  if (op.type === 'change refused') {
    const { answers, code } = op;
    return messageChanges.flatMap((one) =>
      one.type === 'edit' && isAnswered(one, answers) ? [{ chatId: one.chatId, text: one.text, code }] : [],
    );
  }
  const gone = forgottenIn(op);
  if (gone.length === 0) return [];
  const edits = messageChanges.flatMap((one) =>
    one.type === 'edit' && one.version === undefined ? [{ chatId: one.chatId, text: one.text }] : [],
  );
  const messages = outbox.flatMap(({ message: { chatId, text } }) =>
    text === undefined ? [] : [{ chatId, text }],
  );
  return [...edits, ...messages]
    .filter(({ chatId }) => gone.includes(chatId))
    .map((words) => ({ ...words, code: 'not_a_member' }));
}
