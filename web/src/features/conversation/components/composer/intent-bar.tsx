// Above the field: the message that one answers or edits. Its button or Escape closes it.
import { Pencil, Reply, X } from 'lucide-react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Line } from '@/components/ui/text/words';
import { useMeId, usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useEscape } from '@/lib/navigation/escape';
import { previewOf } from '@/lib/text/preview';
import { endIntent, type Intent } from '../../model/composer/intent';

export function IntentBar({ intent }: { intent: Intent }) {
  const meId = useMeId();
  const people = usePeople();
  useEscape(endIntent);
  const { kind, senderId, of, text } = intent;
  const name = people[senderId]?.name ?? m.common.someone;
  const reply = senderId === meId ? m.messages.replyToYourself : m.messages.replyTo(name);
  const Icon = kind === 'edit' ? Pencil : Reply;
  return (
    <div className="mb-1.5 flex items-center gap-2 rounded-2xl border border-line bg-raised py-1 ps-3 pe-1 shadow-bubble">
      <Icon size={18} aria-hidden="true" className="shrink-0 text-accent-ink rtl:-scale-x-100" />
      <p className="min-w-0 grow border-s-3 border-accent ps-2.5 text-sm">
        <span className="block truncate font-semibold text-accent-ink">
          {kind === 'edit' ? m.messages.editing : reply}
        </span>
        <Line className="text-ink-soft">{previewOf({ kind: of, text }, people)}</Line>
      </p>
      <IconButton label={m.messages.stopReplying} onClick={endIntent}>
        <X size={18} />
      </IconButton>
    </div>
  );
}
