// Writes what only this device has: the outbox, and changes of chats and messages. Every tab writes its own at once. What cannot be
// written still lives in memory.
import type { ChatChange } from '@/lib/state/pending/chat-changes';
import { keyOf, type PendingChange } from '@/lib/state/pending/message-changes';
import type { ChatId, UserId } from '@/protocol/types';
import type { KithDatabase, OutboxRow } from './database';
import { withSpace } from './eviction';
import type { Snapshot } from './snapshot';

export class OwnWork {
  readonly #db: KithDatabase;
  readonly #owner: string;

  constructor(db: KithDatabase, owner: string) {
    this.#db = db;
    this.#owner = owner;
  }

  writeMessage(row: OutboxRow): Promise<void> {
    const { outbox } = this.#db;
    return this.#try(() => this.#db.writeAs(this.#owner, [outbox], () => outbox.put(row)));
  }

  writeChange(chatId: ChatId, change: ChatChange): Promise<void> {
    const { changes } = this.#db;
    return this.#try(() =>
      this.#db.writeAs(this.#owner, [changes], async () => {
        const kept = await changes.get(chatId);
        await changes.put({ chatId, change: { ...kept?.change, ...change } });
      }),
    );
  }

  writeMessageChange(userId: UserId, change: PendingChange): Promise<void> {
    const { messageChanges } = this.#db;
    const row = { key: keyOf(change), userId, change };
    return this.#try(() => this.#db.writeAs(this.#owner, [messageChanges], () => messageChanges.put(row)));
  }

  read(): Promise<Pick<Snapshot, 'outbox' | 'changes' | 'messageChanges'>> {
    const { outbox, changes, messageChanges } = this.#db;
    return this.#db.transaction('r', [this.#db.meta, outbox, changes, messageChanges], async () => {
      const meId = (await this.#db.account())?.me.id;
      return {
        outbox: (await outbox.toArray()).filter((row) => row.userId === meId),
        changes: await changes.toArray(),
        messageChanges: (await messageChanges.toArray()).filter((row) => row.userId === meId),
      };
    });
  }

  async #try(write: () => Promise<void>): Promise<void> {
    await withSpace(this.#db, this.#owner, write).catch(() => {});
  }
}
