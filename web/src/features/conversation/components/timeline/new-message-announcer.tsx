// Announces new messages from others to screen readers.
import { useEffect, useRef, useState } from 'react';
import { snippetOf } from '@/lib/chats/faces';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { isFromOther } from '@/lib/state/timeline';
import type { Chat } from '@/protocol/types';

export function NewMessageAnnouncer({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const last = chat.lastMessage;
  const announced = useRef(last?.seq ?? 0);
  const [text, setText] = useState('');

  useEffect(() => {
    if (last === undefined || last.seq <= announced.current) return;
    announced.current = last.seq;
    const { people, me } = messenger.store.get();
    if (!isFromOther(last, me.id)) return;
    const name = people[last.senderId]?.name ?? m.common.someone;
    setText(m.messages.newMessage(name, snippetOf(last, people, me.id)));
  }, [last, messenger]);

  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
