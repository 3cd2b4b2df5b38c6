// Shares where this device is, for the live locations that were sent from it: one tab watches, at most one update goes out each
// ten seconds, and it ends with the time that was set, here, or on another device.
import { ownName } from '@/lib/base';
import { failureCode } from '@/lib/http/api-error';
import type { Messenger } from '@/lib/messenger/messenger';
import { Preference } from '@/lib/preference';
import { useStore } from '@/lib/store';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, MessageId, UserId } from '@/protocol/types';

export type Share = { chatId: ChatId; id: MessageId; until: number; meId: UserId };

const EVERY_MS = 10_000;

const shares = new Preference<{ all: Share[] }>('kith.live', ({ all }) => ({
  all: Array.isArray(all) ? all : [],
}));

/** A live location was sent from this device. */
export function share(one: Share): void {
  shares.choose({ all: [...shares.get().all, one] });
}

/** What this device shares in a chat at this moment. */
export function useShares(chatId: ChatId, meId: UserId, now: number): Share[] {
  return useStore(shares, ({ all }) =>
    all.filter((one) => one.chatId === chatId && one.meId === meId && one.until > now),
  );
}

/** Others see that it ended when the server can be reached; from here nothing more is told. */
export function stopSharing(messenger: Messenger, which: { chatId: ChatId; id: MessageId }): void {
  drop(which.id);
  messenger.changeMessage(which, { type: 'stop' });
}

/** Keeps sharing while somebody is logged in. Of several tabs the first one does. */
export function keepSharing(messenger: Messenger): () => void {
  let end = () => {};
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    // The turn of this tab may come after its person has logged out.
    if (isOver) return;
    const stop = watch(messenger);
    await ended;
    stop();
  };
  if (navigator.locks === undefined) void run();
  else void navigator.locks.request(ownName('kith-live'), run);
  return () => {
    isOver = true;
    end();
  };
}

function watch(messenger: Messenger): () => void {
  let watching: number | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const moved = ({ coords: { latitude, longitude, accuracy } }: GeolocationPosition) => {
    if (performance.now() - last < EVERY_MS) return;
    last = performance.now();
    for (const one of live(messenger)) void tell(messenger, one, { latitude, longitude, accuracy });
    look();
  };
  const look = () => {
    const isWanted = live(messenger).length > 0;
    if (isWanted && watching === null) {
      watching = navigator.geolocation.watchPosition(moved, () => {}, { enableHighAccuracy: true });
    } else if (!isWanted && watching !== null) {
      navigator.geolocation.clearWatch(watching);
      watching = null;
    }
  };
  look();
  const unsubscribe = shares.subscribe(look);
  return () => {
    unsubscribe();
    if (watching !== null) navigator.geolocation.clearWatch(watching);
  };
}

function live(messenger: Messenger): Share[] {
  const { me } = messenger.store.get();
  return shares.get().all.filter((one) => one.meId === me.id && one.until > serverNow());
}

async function tell(messenger: Messenger, one: Share, place: object): Promise<void> {
  // Until it has arrived nobody can follow it.
  if (messenger.store.get().outbox.some(({ message }) => message.id === one.id)) return;
  try {
    await messenger.keeper.request('PATCH', pathOf(one), place);
  } catch (error) {
    // It was stopped elsewhere, or deleted.
    if (['not_editable', 'not_found', 'not_a_member'].includes(failureCode(error))) drop(one.id);
  }
}

function drop(id: MessageId): void {
  shares.choose({ all: shares.get().all.filter((one) => one.id !== id && one.until > serverNow()) });
}

function pathOf({ chatId, id }: { chatId: ChatId; id: MessageId }): string {
  return `chats/${chatId}/messages/${id}/location`;
}
