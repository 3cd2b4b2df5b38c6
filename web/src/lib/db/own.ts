// Writes what only this device has: the outbox and changes of chats. Every tab writes its own at once. What cannot be
// written still lives in memory.
import type { ChatChange } from '@/lib/state/chat-changes';
import type { ChatId } from '@/protocol/types';
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

  read(): Promise<Pick<Snapshot, 'outbox' | 'changes'>> {
    const { outbox, changes } = this.#db;
    return this.#db.transaction('r', [this.#db.meta, outbox, changes], async () => {
      const meId = (await this.#db.account())?.me.id;
      return {
        outbox: (await outbox.toArray()).filter((row) => row.userId === meId),
        changes: await changes.toArray(),
      };
    });
  }

  async #try(write: () => Promise<void>): Promise<void> {
    await withSpace(this.#db, this.#owner, write).catch(() => {});
  }
}
