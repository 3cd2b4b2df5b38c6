// Which command the word after a slash may become.
import { ATTACHMENTS } from '@/components/messaging/attachments';
import { m } from '@/lib/i18n/messages';
import { commandsFor } from '../../model/composer/command';
import type { Completion } from '../../model/composer/completion';

export function commandChoices(text: string, caret: number | null): Completion | null {
  const found = caret === null ? null : commandsFor(text, caret);
  if (found === null) return null;
  const choices = found.commands.map((command) => ({
    id: command,
    kind: 'command' as const,
    insert: `/${command} `,
    name: `/${command}`,
    note: ATTACHMENTS.find(({ kind }) => kind === command)?.send() ?? m.contents.action,
  }));
  return { from: 0, to: found.to, choices };
}
