// The words above the first message of a chat.

import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { systemOf } from '@/lib/state/content';
import type { Chat, Message } from '@/protocol/types';

export function Beginning({ chat, first }: { chat: Chat; first: Message | undefined }) {
  const face = useFace(chat);
  const notes = {
    person: [m.messages.hello(face.name), m.messages.helloSub],
    group: [chat.description ?? m.messages.helloGroup, null],
    self: [m.messages.helloSelf, null],
  } as const;
  const [text, hint] = notes[face.kind];
  return (
    <div className="flex flex-col items-center gap-1 px-6 pt-10 pb-6 text-center">
      <ChatAvatar face={face} size={76} />
      <p dir="auto" className="mt-3 text-lg font-bold text-balance wrap-anywhere">
        {face.name}
      </p>
      <p className="max-w-96 text-ink-soft text-balance wrap-anywhere">
        <bdi>{text}</bdi> {first === undefined && hint}
      </p>
      {chat.kind === 'group' && first !== undefined && systemOf(first)?.type !== 'group_created' && (
        <p className="mt-1 max-w-96 text-sm text-ink-faint text-balance">{m.messages.edgeOfTime}</p>
      )}
    </div>
  );
}
