// Commands: a word behind a slash, at the beginning of a text. Pure.
import { ATTACHMENT_KINDS, type AttachmentKind } from '@/lib/chats/attaching';

export type Command = AttachmentKind | 'me' | 'schedule' | 'remind';

const COMMANDS: readonly Command[] = [...ATTACHMENT_KINDS, 'me', 'schedule', 'remind'];

/** A text that is one of the commands, with what stands behind it. */
export function commandIn(text: string): { command: Command; words: string } | null {
  const [, word = '', words = ''] = /^\/(\w+)(?:\s+([\s\S]*))?$/.exec(text.trim()) ?? [];
  const command = COMMANDS.find((one) => one === word.toLowerCase());
  // What one does has to be said.
  return command === undefined || (command === 'me' && words === '') ? null : { command, words };
}

/** The commands that a word which has just been begun may become, and where it ends. */
export function commandsFor(text: string, caret: number): { to: number; commands: Command[] } | null {
  const word = /^\/\w*$/.exec(text)?.[0];
  if (word === undefined || caret < 1) return null;
  const query = word.slice(1).toLowerCase();
  return { to: word.length, commands: COMMANDS.filter((one) => one.startsWith(query)) };
}

/** What somebody does: their name and the words, slanted. */
export function deedOf(name: string, words: string): string {
  const [first = '', ...more] = words.split('\n');
  return [`_${name} ${first.trim()}_`, ...more].join('\n');
}
