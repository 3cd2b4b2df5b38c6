// The chat on screen: header, messages, composer.
import { MessageSquareOff } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { m } from '@/lib/i18n/messages';
import { goHome } from '@/lib/navigation/navigation';
import { useChat, useFace } from '@/lib/realtime/use-chat';
import { useMessenger, useMessengerState } from '@/lib/realtime/use-messenger';
import type { Chat, ChatId } from '@/protocol/types';
import { endSelection, useSelection } from '../model/selection';
import { ChatHeader } from './chat-header';
import { Composer } from './composer';
import { SelectionBar } from './selection-bar';
import { Timeline } from './timeline';
import { TimelineSkeleton } from './timeline-skeleton';

export function ConversationPane({ chatId }: { chatId: ChatId }) {
  const chat = useChat(chatId);
  const ready = useMessengerState((state) => state.ready);
  if (chat !== undefined) return <Conversation key={chatId} chat={chat} />;
  if (!ready) {
    return (
      <div className="wallpaper relative h-full bg-ground">
        <TimelineSkeleton />
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col bg-canvas">
      <EmptyState icon={MessageSquareOff} title={m.chat.gone} note={m.chat.goneSub}>
        <Button look="quiet" onClick={goHome}>
          {m.chat.goneAction}
        </Button>
      </EmptyState>
    </div>
  );
}

function Conversation({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const face = useFace(chat);
  const memberIds = useMessengerState(
    (state) => state.chats[chat.id]?.members?.map((member) => member.userId) ?? [],
  );

  useEffect(() => {
    messenger.enter(chat.id, memberIds);
  }, [messenger, chat.id, memberIds]);

  const selection = useSelection();
  useEffect(() => endSelection, []);

  return (
    <section aria-label={face.name} className="flex h-full animate-pane flex-col md:animate-none">
      <ChatHeader chat={chat} />
      <div className="wallpaper flex min-h-0 grow flex-col overflow-hidden bg-ground">
        <Timeline chat={chat} />
        {selection === null ? <Composer chat={chat} /> : <SelectionBar picked={selection} />}
      </div>
    </section>
  );
}
