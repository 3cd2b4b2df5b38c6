// Reports new messages while Kith is open: a banner for another chat, a sound, the number on the tab; and reminders. Fetched once
// somebody is logged in and the visible parts of the app are loaded.
import { ownName } from '@/lib/base';
import { faceOf, shortName, snippetOf } from '@/lib/chats/faces';
import { keepSharing } from '@/lib/chats/live-location';
import { apart, m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { jumpTo } from '@/lib/navigation/jump';
import { currentRoute, go } from '@/lib/navigation/navigation';
import { notifySettings } from '@/lib/notify/settings';
import { playTick, playTone } from '@/lib/notify/sounds';
import { serverNow } from '@/lib/time/server-clock';
import { dismissToast, showToast } from '@/lib/toasts';
import type { ChatId, Reminder } from '@/protocol/types';
import { type Arrival, arrivals } from './arrivals';
import { startBadges } from './badges';
import { dueSince } from './due-reminders';

/** When more chats than this have news at once, the device was away for long, and the chat list shows them anyway. */
const MOST_BANNERS = 3;

export function startNotices(messenger: Messenger): () => void {
  let before = messenger.store.get();
  const stopWatching = messenger.store.subscribe(() => {
    const old = before;
    before = messenger.store.get();
    if (!old.ready) return;
    // The chat on screen needs no banner.
    dismissToast(`message ${currentRoute().chatId}`);
    const news = arrivals(old.chats, before, serverNow());
    if (news.length > 0) notify(messenger, news);
    const due = dueSince(old, before);
    if (due.length > 0) remindOf(messenger, due);
    if (before.outbox.length > old.outbox.length && inFront() && notifySettings().chatSounds)
      playTick('sent');
  });
  const stopBadges = startBadges(messenger);
  const stopSharing = keepSharing(messenger);
  return () => {
    stopWatching();
    stopBadges();
    stopSharing();
  };
}

function notify(messenger: Messenger, news: Arrival[]): void {
  const { banners, sounds, chatSounds, tone } = notifySettings();
  const elsewhere = news.filter(({ chat }) => !inFront() || !isOpen(chat.id));
  if (elsewhere.length === 0) {
    if (chatSounds) playTick('received');
    return;
  }
  if (sounds) onceOverAllTabs(() => playTone(tone));
  if (banners && inFront() && elsewhere.length <= MOST_BANNERS) {
    for (const arrival of elsewhere) showBanner(messenger, arrival);
  }
}

function showBanner(messenger: Messenger, { chat, message }: Arrival): void {
  const { people, me } = messenger.store.get();
  const face = faceOf(chat, people, me.id);
  const said = snippetOf(message, people, me.id);
  const text = chat.kind === 'group' ? m.chats.by(shortName(people[message.senderId]), said) : apart(said);
  const key = `message ${chat.id}`;
  showToast({
    key,
    kind: 'message',
    title: face.name,
    text: notifySettings().preview ? text : m.chats.newMessage,
    face,
    onOpen: () => {
      dismissToast(key);
      go({ chatId: chat.id, left: 'chats', right: null });
    },
  });
}

/** The person asked for it, so it shows whatever they have chosen for messages. More than a few are in the list alone. */
function remindOf(messenger: Messenger, due: Reminder[]): void {
  const { sounds, tone } = notifySettings();
  if (sounds) onceOverAllTabs(() => playTone(tone));
  for (const reminder of due.slice(0, MOST_BANNERS)) void showReminder(messenger, reminder);
}

async function showReminder(messenger: Messenger, { chatId, id }: Reminder): Promise<void> {
  const message = await messenger.messageOf(chatId, id).catch(() => null);
  const { people, me, chats } = messenger.store.get();
  const chat = chats[chatId];
  if (message === null || chat === undefined) return;
  await untilInFront();
  const key = `reminder ${id}`;
  showToast({
    key,
    kind: 'message',
    title: m.chats.reminder(faceOf(chat, people, me.id).name),
    text: apart(snippetOf(message, people, me.id)),
    face: faceOf(chat, people, me.id),
    onOpen: () => {
      dismissToast(key);
      go({ chatId, left: 'chats', right: null });
      jumpTo({ chatId, seq: message.seq });
    },
  });
}

/** A banner that passes while nobody looks would be missed. */
function untilInFront(): Promise<void> {
  if (inFront()) return Promise.resolve();
  return new Promise((resolve) => window.addEventListener('focus', () => resolve(), { once: true }));
}

function inFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}

function isOpen(chatId: ChatId): boolean {
  return currentRoute().chatId === chatId;
}

/** Several tabs hear of the same message; one of them is enough. */
function onceOverAllTabs(sound: () => void): void {
  if (navigator.locks === undefined) {
    if (document.visibilityState === 'visible') sound();
    return;
  }
  const held = new Promise((resolve) => setTimeout(resolve, 1_000));
  void navigator.locks.request(ownName('kith-sound'), { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    sound();
    await held;
  });
}
