// The panes that can stand beside a chat. Fetched when one is first opened: reading and writing need
// none of them.
import { Suspense } from 'react';
import { PaneSkeleton } from '@/components/ui/skeleton';
import { useChat } from '@/lib/chats/use-chat';
import { lazily } from '@/lib/lazily';
import { personOf, type RightPane } from '@/lib/navigation/route';
import type { ChatId } from '@/protocol/types';

const ChatInfoPane = lazily(
  async () => (await import('@/features/chat-info/components/chat-info-pane')).ChatInfoPane,
  'lasting',
  'members',
  'messages',
  'people',
);
const ChatSearchPane = lazily(
  async () => (await import('@/features/chat-search/components/chat-search-pane')).ChatSearchPane,
  'search',
);
const PersonPane = lazily(
  async () => (await import('@/features/chat-info/components/person-pane')).PersonPane,
  'members',
  'people',
);
const MessageInfoPane = lazily(
  async () => (await import('@/features/message-info/components/message-info-pane')).MessageInfoPane,
);

const ChatStarsPane = lazily(
  async () => (await import('@/features/marks/components/message-list-pane')).ChatStarsPane,
  'lasting',
);

export function RightPanes({ chatId, pane }: { chatId: ChatId; pane: RightPane }) {
  const chat = useChat(chatId);
  const person = personOf(pane);
  if (chat === undefined) return <div className="h-full bg-surface" />;
  return (
    <Suspense fallback={<PaneSkeleton />}>
      {pane === 'info' && <ChatInfoPane key={chatId} chat={chat} />}
      {person !== null && <PersonPane key={person} chat={chat} userId={person} />}
      {pane === 'stars' && <ChatStarsPane key={chatId} chatId={chatId} />}
      {pane === 'search' && <ChatSearchPane key={chatId} chat={chat} />}
      {pane.startsWith('message.') && (
        <MessageInfoPane key={pane} chat={chat} messageId={pane.slice('message.'.length)} />
      )}
    </Suspense>
  );
}
