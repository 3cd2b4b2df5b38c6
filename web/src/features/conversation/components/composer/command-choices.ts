// Which command the word after a slash may become.
import { ATTACHMENTS } from '@/components/messaging/attachments';
import { m } from '@/lib/i18n/messages';
import { type Command, commandsFor } from '../../model/composer/command';
import type { Completion } from '../../model/composer/completion';

export function commandChoices(text: string, caret: number | null): Completion | null {
  const found = caret === null ? null : commandsFor(text, caret);
  if (found === null) return null;
  const choices = found.commands.map((command) => ({
    id: command,
    kind: 'command' as const,
    insert: `/${command} `,
    name: `/${command}`,
    note: noteOf(command),
  }));
  return { from: 0, to: found.to, choices };
}

function noteOf(command: Command): string {
  switch (command) {
    case 'me':
      return m.contents.action;
    case 'schedule':
      return m.contents.sendLater;
    case 'remind':
      return m.contents.remind;
    default:
      return ATTACHMENTS.find(({ kind }) => kind === command)?.send() ?? '';
  }
}
