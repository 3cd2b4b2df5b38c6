// The menu of one message, fetched when it is first wanted.
import {
  AlarmClock,
  AlarmClockOff,
  CircleCheck,
  Clock,
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
  Star,
  StarOff,
  Trash2,
  UserRound,
} from 'lucide-react';
import type { ShownMessage } from '@/components/messaging/content/content';
import { ContextMenu, MenuItem, MenuLine, MenuRow, SubMenu } from '@/components/ui/overlays/menu';
import type { Point } from '@/components/ui/overlays/press-menu';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import {
  closePoll,
  mayDelete,
  pinMessage,
  toggleReaction,
  toggleStar,
  unpinMessage,
} from '@/lib/chats/message-actions';
import { editAgain } from '@/lib/chats/pending-actions';
import { plan } from '@/lib/chats/plans/planning';
import { forgetReminder, remind } from '@/lib/chats/plans/plans';
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
import { shownMessage } from '@/lib/state/pending/overlay';
import { reminderOf } from '@/lib/state/plans';
import { timelineOf } from '@/lib/state/tab';
import { clockTime } from '@/lib/time/format';
import { remindPresets } from '@/lib/time/presets';
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
  /** The person wants to delete it: the bubble asks for whom. */
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
  const { chatId, senderId, deleted } = message;
  const isOwn = senderId === messenger.store.get().me.id;
  const isGroup = messenger.store.get().chats[chatId]?.kind === 'group';
  const hasArrived = pending === null;
  const isSaid = hasArrived && !deleted;

  return (
    <ContextMenu label={m.messages.actions} at={at} returnTo={returnTo} onClose={onClose}>
      {isSaid && (
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
          <MenuItem icon={Reply} mirrors onSelect={() => intend('reply', message)}>
            {m.messages.reply}
          </MenuItem>
          {!isOwn && isGroup && (
            <MenuItem icon={UserRound} onSelect={() => void replyPrivately(messenger, message)}>
              {m.lasting.replyPrivately}
            </MenuItem>
          )}
          <MenuItem icon={Forward} mirrors onSelect={onForward}>
            {m.contents.forward.action}
          </MenuItem>
          {isOwn && message.kind === 'text' && serverNow() - message.at < editMs && (
            <MenuItem icon={Pencil} onSelect={() => intend('edit', message)}>
              {m.messages.edit}
            </MenuItem>
          )}
        </>
      )}
      {!deleted && message.text !== '' && (
        <MenuItem icon={Copy} onSelect={() => void copy(message.text)}>
          {m.messages.copyText}
        </MenuItem>
      )}
      <MenuItem icon={CircleCheck} onSelect={() => startSelection(message)}>
        {m.messages.select}
      </MenuItem>
      {isSaid && (
        <MenuItem
          icon={standing.starred ? StarOff : Star}
          onSelect={() => toggleStar(messenger, message, !standing.starred)}
        >
          {standing.starred ? m.lasting.unstar : m.lasting.star}
        </MenuItem>
      )}
      {isSaid && <RemindItem message={message} />}
      {isSaid && message.seq !== null && <PinItem message={message} seq={message.seq} />}
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
        <MenuItem icon={Lock} onSelect={() => closePoll(messenger, message)}>
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
      {hasArrived && (
        <MenuItem icon={Trash2} danger onSelect={onDelete}>
          {m.lasting.delete}
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
  const { tab, messageChanges, me } = messenger.store.get();
  const asked = timelineOf({ tab }, chatId).messages.find((one) => one.id === id);
  const shown = asked === undefined ? undefined : shownMessage(asked, messageChanges, me.id);
  return shown?.kind === 'poll' && shown.poll !== undefined && !isClosed(shown.poll, serverNow());
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

function RemindItem({ message: { chatId, id } }: { message: ShownMessage }) {
  const messenger = useMessenger();
  const now = serverNow();
  const which = { chatId, id };
  return (
    <SubMenu icon={AlarmClock} label={m.plans.remind}>
      {remindPresets(now).map(({ name, at }) => (
        <MenuItem key={name} icon={Clock} onSelect={() => remind(messenger, which, at)}>
          <span className="grow">{m.plans.presets[name]}</span>
          <span className="ms-4 text-sm text-ink-soft">{clockTime(at)}</span>
        </MenuItem>
      ))}
      <MenuItem icon={AlarmClock} onSelect={() => plan({ kind: 'remind', which })}>
        {m.plans.anotherTime}
      </MenuItem>
      {reminderOf(messenger.store.get(), id) !== undefined && (
        <MenuItem icon={AlarmClockOff} onSelect={() => forgetReminder(messenger, which)}>
          {m.plans.deleteReminder}
        </MenuItem>
      )}
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
