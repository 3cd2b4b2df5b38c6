// What a message says, for those who do not ask of which kind it is. A kind that this version does not know has none of it.
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
