// Quotes follow what they quote. Pure.
import type { Message, Quote } from '@/protocol/types';
import { textOf } from './content';

/** How much of a text a quote has, in characters. */
const QUOTE_CHARACTERS = 200;

export function quoteOf(message: Message): Quote {
  const { id, seq, senderId, kind, deleted, expiresAt } = message;
  const text = deleted === undefined ? textOf(message) : undefined;
  return {
    id,
    seq,
    senderId,
    kind,
    ...(text === undefined ? {} : { text: [...text].slice(0, QUOTE_CHARACTERS).join('') }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(deleted === undefined ? {} : { deleted: true }),
  };
}

/** The message with its quote as `quoted` is now, if that is what it quotes; else itself. */
export function following(message: Message, quoted: Message): Message {
  return message.replyTo?.id === quoted.id ? { ...message, replyTo: quoteOf(quoted) } : message;
}

/** The same for several messages; itself when none of them quotes it. A message that never changed is quoted as it is. */
export function allFollowing(messages: Message[], quoted: Message): Message[] {
  const isQuote = (message: Message) => message.replyTo?.id === quoted.id;
  if (quoted.version === quoted.seq || !messages.some(isQuote)) return messages;
  return messages.map((message) => following(message, quoted));
}
