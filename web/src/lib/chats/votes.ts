// Voting in polls: shown at once, sent one after the other, and taken back with a reason when the server refuses.
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { Store, useStore } from '@/lib/store';
import { showToast } from '@/lib/toasts';
import type { ChatId, MessageChanged, MessageId, Poll } from '@/protocol/types';
import { type Casting, countedIn, isSettled, ownVote } from './poll-view';

type Asked = { chatId: ChatId; id: MessageId; version: number; poll: Poll };

const castings = new Store<Record<MessageId, Casting>>({});

export function useCasting(id: MessageId): Casting | undefined {
  return useStore(castings, (all) => all[id]);
}

/** Chooses these answers in place of those before. */
export function castVote(messenger: Messenger, asked: Asked, options: string[]): void {
  const { id, version, poll } = asked;
  const { votes, me } = messenger.store.get();
  const before = castings.get()[id];
  const isUnderWay = before !== undefined && before.takenAt === null;
  if (isUnderWay) {
    set(id, { ...before, wanted: options });
    return;
  }
  const isDone = before === undefined || isSettled(before, version);
  const counted = isDone ? ownVote(poll, votes[id], me.id) : countedIn(before, version);
  set(id, { wanted: options, sent: options, counted, since: version, takenAt: null });
  void send(messenger, asked);
}

async function send(messenger: Messenger, { chatId, id }: Asked): Promise<void> {
  const path = `chats/${chatId}/messages/${id}/vote`;
  for (;;) {
    const casting = castings.get()[id];
    if (casting === undefined) return;
    const { sent } = casting;
    try {
      const { version } = await messenger.keeper.request<MessageChanged>('PUT', path, { options: sent });
      messenger.addVote({ chatId, id, options: sent });
      const now = castings.get()[id];
      if (now === undefined) return;
      if (now.wanted === sent) {
        set(id, { ...now, takenAt: version });
        return;
      }
      set(id, { wanted: now.wanted, sent: now.wanted, counted: sent, since: version, takenAt: null });
    } catch (error) {
      castings.update(({ [id]: _, ...others }) => others);
      showToast({ key: 'message', kind: 'error', text: m.errors[failureCode(error)] });
      return;
    }
  }
}

function set(id: MessageId, casting: Casting): void {
  castings.update((all) => ({ ...all, [id]: casting }));
}
