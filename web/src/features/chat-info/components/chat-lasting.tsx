// How long the messages of a chat stay.
import { useState } from 'react';
import { LastingChoice } from '@/components/messaging/lasting-choice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { canAdminister } from '@/lib/state/selectors';
import { duration } from '@/lib/time/format';
import { showToast } from '@/lib/toasts';
import type { Chat } from '@/protocol/types';
import { patchGroup } from '../api/group';

export function ChatLasting({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  /** The choice that is on its way to the server. */
  const [wanted, setWanted] = useState<{ seconds: number | null } | null>(null);
  const kept = chat.disappearAfter ?? null;
  const may = chat.kind === 'direct' || canAdminister(chat);

  async function change(seconds: number | null) {
    setWanted({ seconds });
    try {
      await patchGroup(messenger, chat.id, { disappearAfter: seconds });
    } catch (reason) {
      showToast({ key: 'lasting', kind: 'error', text: m.errors[failureCode(reason)] });
    }
    setWanted(null);
  }

  return (
    <section className="border-t border-line px-5 py-3">
      <h3 className="text-sm text-ink-faint">{m.lasting.title}</h3>
      {may ? (
        <LastingChoice
          label={m.lasting.title}
          value={wanted === null ? kept : wanted.seconds}
          onChange={(seconds) => void change(seconds)}
        />
      ) : (
        <p>{kept === null ? m.lasting.off : duration(kept)}</p>
      )}
      <p className="mt-1 text-sm text-ink-soft">{may ? m.lasting.chatSub : m.lasting.chatOnlyAdmins}</p>
    </section>
  );
}
