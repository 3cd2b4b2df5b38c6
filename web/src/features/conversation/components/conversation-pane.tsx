// The chat on screen: header, messages, composer.
import { MessageSquareOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Button } from '@/components/ui/controls/button';
import { EmptyState } from '@/components/ui/empty-state';
import { useChat, useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { goHome, useRoute } from '@/lib/navigation/navigation';
import { personOf } from '@/lib/navigation/route';
import { useFreshPictures } from '@/lib/stickers/use-pictures';
import type { Chat, ChatId } from '@/protocol/types';
import { endIntent } from '../model/composer/intent';
import { endSelection, useSelection } from '../model/selection/selection';
import { ChatHeader } from './chat-header';
import { Composer } from './composer/composer';
import { LiveBar } from './live-bar';
import { PinBar } from './pin-bar';
import { SelectionBar } from './selection/selection-bar';
import { Timeline } from './timeline/timeline';
import { TimelineSkeleton } from './timeline/timeline-skeleton';

type Props = {
  chatId: ChatId;
  /** Notices to show above the messages. */
  banners: ReactNode;
};

export function ConversationPane({ chatId, banners }: Props) {
  const chat = useChat(chatId);
  const ready = useMessengerState((state) => state.ready);
  useFreshPictures();
  if (chat !== undefined) return <Conversation key={chatId} chat={chat} banners={banners} />;
  if (!ready) {
    return (
      <div className="flex h-full flex-col">
        {banners}
        <div className="wallpaper relative min-h-0 grow bg-ground">
          <TimelineSkeleton />
        </div>
      </div>
    );
  }
  return (
    <div className="flex h-full flex-col bg-canvas">
      {banners}
      <EmptyState icon={MessageSquareOff} title={m.messages.gone} note={m.messages.goneSub}>
        <Button look="quiet" onClick={goHome}>
          {m.messages.goneAction}
        </Button>
      </EmptyState>
    </div>
  );
}

function Conversation({ chat, banners }: { chat: Chat; banners: ReactNode }) {
  const messenger = useMessenger();
  const face = useFace(chat);
  const person = personOf(useRoute().right);
  const shownIds = useMessengerState((state) => [
    ...(state.chats[chat.id]?.members?.map((member) => member.userId) ?? []),
    ...(person === null ? [] : [person]),
  ]);

  useEffect(() => {
    messenger.enter(chat.id, shownIds);
  }, [messenger, chat.id, shownIds]);

  const selection = useSelection();
  useEffect(
    () => () => {
      endSelection();
      endIntent();
      messenger.leave(chat.id);
    },
    [messenger, chat.id],
  );

  return (
    <section aria-label={face.name} className="flex h-full animate-pane flex-col md:animate-none">
      <ChatHeader chat={chat} />
      {banners}
      <PinBar chat={chat} />
      <LiveBar chatId={chat.id} />
      <div className="wallpaper flex min-h-0 grow flex-col overflow-hidden bg-ground">
        <Timeline chat={chat} />
        {selection === null ? <Composer chat={chat} /> : <SelectionBar picked={selection} />}
      </div>
    </section>
  );
}
