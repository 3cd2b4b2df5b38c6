// The menu of one message, fetched when it is first wanted.
import {
  CircleCheck,
  Copy,
  Forward,
  Info,
  Lock,
  Pencil,
  Pin,
  PinOff,
  Reply,
  RotateCw,
  Smile,
  SmilePlus,
  Trash2,
  UserRound,
} from 'lucide-react';
import type { ShownMessage } from '@/components/messaging/content/content';
import { ContextMenu, MenuItem, MenuLine, MenuRow, SubMenu } from '@/components/ui/overlays/menu';
import type { Point } from '@/components/ui/overlays/press-menu';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import { closePoll, mayDelete, pinMessage, toggleReaction, unpinMessage } from '@/lib/chats/message-actions';
import { editAgain } from '@/lib/chats/pending-actions';
import { isClosed } from '@/lib/chats/poll-view';
import { replyPrivately } from '@/lib/chats/reply-privately';
import { useEmojiHabits } from '@/lib/emoji/emoji-habits';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import type { Messenger } from '@/lib/messenger/messenger';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { go } from '@/lib/navigation/navigation';
import { timelineOf } from '@/lib/state/tab';
import { serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import type { Standing } from '../../model/bubble/bubble-view';
import { intend } from '../../model/composer/intent';
import { startSelection } from '../../model/selection/selection';

type Props = {
  message: ShownMessage;
  standing: Standing;
  at: Point;
  returnTo: HTMLElement | null;
  /** Delete for everyone was chosen: the bubble asks the person first. */
  onDelete: () => void;
  /** "Reactions" was chosen: the bubble lists who reacted. */
  onListReactions: () => void;
  /** The person chooses where it is forwarded to. */
  onForward: () => void;
  /** The person wants another emoji than those in the menu. */
  onPickEmoji: () => void;
  onClose: () => void;
};

/** The number of emoji in the menu. */
const QUICK = 6;

export function BubbleActions({
  message,
  standing,
  at,
  returnTo,
  onForward,
  onDelete,
  onListReactions,
  onPickEmoji,
  onClose,
}: Props) {
  const { hasInfo, pending } = standing;
  const messenger = useMessenger();
  const { recent } = useEmojiHabits();
  const editMs = useResource('server', serverInfo).data?.limits.editMs ?? Number.POSITIVE_INFINITY;
  const { chatId, senderId } = message;
  const isOwn = senderId === messenger.store.get().me.id;
  const isGroup = messenger.store.get().chats[chatId]?.kind === 'group';
  const hasArrived = pending === null;

  return (
    <ContextMenu label={m.messages.actions} at={at} returnTo={returnTo} onClose={onClose}>
      {hasArrived && (
        <>
          <MenuRow
            items={[
              ...recent.slice(0, QUICK).map((emoji) => ({
                shown: <EmojiSign emoji={emoji} />,
                label: m.messages.react(emoji),
                onSelect: () => toggleReaction(messenger, message, emoji),
              })),
              { shown: <SmilePlus size={20} />, label: m.messages.reactMore, onSelect: onPickEmoji },
            ]}
          />
          <MenuLine />
          <MenuItem icon={Reply} onSelect={() => intend('reply', message)}>
            {m.messages.reply}
          </MenuItem>
          {!isOwn && isGroup && (
            <MenuItem icon={UserRound} onSelect={() => void replyPrivately(messenger, message)}>
              {m.lasting.replyPrivately}
            </MenuItem>
          )}
          <MenuItem icon={Forward} onSelect={onForward}>
            {m.contents.forward.action}
          </MenuItem>
          {isOwn && message.kind === 'text' && serverNow() - message.at < editMs && (
            <MenuItem icon={Pencil} onSelect={() => intend('edit', message)}>
              {m.messages.edit}
            </MenuItem>
          )}
        </>
      )}
      {message.text !== '' && (
        <MenuItem icon={Copy} onSelect={() => void copy(message.text)}>
          {m.messages.copyText}
        </MenuItem>
      )}
      <MenuItem icon={CircleCheck} onSelect={() => startSelection(message)}>
        {m.messages.select}
      </MenuItem>
      {message.seq !== null && <PinItem message={message} seq={message.seq} />}
      {message.reactions.length > 0 && (
        <MenuItem icon={Smile} onSelect={onListReactions}>
          {m.lasting.whoReacted}
        </MenuItem>
      )}
      {hasInfo && (
        <MenuItem icon={Info} onSelect={() => go({ right: `message.${message.id}` })}>
          {m.messages.messageInfo}
        </MenuItem>
      )}
      {hasOpenPoll(messenger, message) && mayDelete(messenger, chatId, senderId) && (
        <MenuItem icon={Lock} onSelect={() => void closePoll(messenger, message)}>
          {m.contents.poll.close}
        </MenuItem>
      )}
      {pending === 'failed' && (
        <>
          <MenuItem icon={RotateCw} onSelect={() => messenger.retry(message.id)}>
            {m.messages.tryAgain}
          </MenuItem>
          {message.kind === 'text' && message.forwarded === 0 && (
            <MenuItem icon={Pencil} onSelect={() => edit(messenger, message.id)}>
              {m.messages.editAgain}
            </MenuItem>
          )}
        </>
      )}
      {hasArrived && mayDelete(messenger, chatId, senderId) && (
        <MenuItem icon={Trash2} danger onSelect={onDelete}>
          {m.messages.deleteForAll}
        </MenuItem>
      )}
      {pending !== null && (
        <MenuItem icon={Trash2} danger onSelect={() => messenger.discard(message.id)}>
          {pending === 'failed' ? m.messages.delete : m.messages.cancelSending}
        </MenuItem>
      )}
    </ContextMenu>
  );
}

function hasOpenPoll(messenger: Messenger, { chatId, id }: ShownMessage): boolean {
  const { messages } = timelineOf(messenger.store.get(), chatId);
  const asked = messages.find((one) => one.id === id);
  return asked?.kind === 'poll' && asked.poll !== undefined && !isClosed(asked.poll, serverNow());
}

/** Days for which a message can be pinned; null for good. */
const PIN_DAYS = [1, 7, 30, null];

function PinItem({ message, seq }: { message: ShownMessage; seq: number }) {
  const messenger = useMessenger();
  const { chatId, id, pinned } = message;
  const which = { chatId, id, seq };
  if (pinned !== null && (pinned.until ?? Number.POSITIVE_INFINITY) > serverNow())
    return (
      <MenuItem icon={PinOff} onSelect={() => unpinMessage(messenger, which)}>
        {m.lasting.unpin}
      </MenuItem>
    );
  return (
    <SubMenu icon={Pin} label={m.lasting.pin}>
      {PIN_DAYS.map((days) => (
        <MenuItem key={days} icon={Pin} onSelect={() => pinMessage(messenger, which, days)}>
          {days === null ? m.lasting.pinAlways : m.lasting.pinDays(days)}
        </MenuItem>
      ))}
    </SubMenu>
  );
}

function edit(messenger: Messenger, id: string): void {
  editAgain(messenger, id);
  document.getElementById(COMPOSER_ID)?.focus();
}

async function copy(text: string): Promise<void> {
  const done = await copyText(text);
  showToast({
    key: 'copied',
    kind: done ? 'done' : 'error',
    text: done ? m.messages.copied(1) : m.messages.copyFailed,
  });
}
