// The content of a message, for code that does not look at its kind. A kind unknown to this version has no content.
import type { Mention, Message, SystemEvent } from '@/protocol/types';

export function textOf(message: Message): string | undefined {
  return message.kind === 'text' ? message.text : undefined;
}

export function mentionsOf(message: Message): Mention[] {
  return message.kind === 'text' ? (message.mentions ?? []) : [];
}

export function systemOf(message: Message): SystemEvent | undefined {
  return message.kind === 'system' ? message.system : undefined;
}
