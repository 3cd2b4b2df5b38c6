// The content of a message, for code that does not look at its kind. A kind unknown to this version has no content.
import type { Mention, Message, SystemEvent } from '@/protocol/types';

/** What its sender wrote: what quotes, copies and searches show of it. */
export function textOf(message: Message): string | undefined {
  switch (message.kind) {
    case 'text':
      return message.text;
    case 'poll':
      return message.poll?.question;
    case 'location':
      return message.location?.label;
    case 'contact':
      return message.contact?.name;
    default:
      return undefined;
  }
}

export function mentionsOf(message: Message): Mention[] {
  return message.kind === 'text' ? (message.mentions ?? []) : [];
}

export function systemOf(message: Message): SystemEvent | undefined {
  return message.kind === 'system' ? message.system : undefined;
}
