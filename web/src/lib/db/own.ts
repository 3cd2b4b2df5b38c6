// What is found nowhere but on this device, written the moment it is made, by whichever tab it is made in: the outbox,
// changes of chats, drafts. What cannot be written lives in memory all the same.
import type { ChatChange } from '@/lib/realtime/chat-changes';
import type { ChatId } from '@/protocol/types';
import type { KithDatabase, OutboxRow } from './database';
import { withRoom } from './eviction';
import type { Snapshot } from './snapshot';

export class OwnWork {
  readonly #db: KithDatabase;
  readonly #owner: string;
  /** The newest text of each chat that is being written in; written out one after the other. */
  readonly #drafts = new Map<ChatId, string | null>();
  #writingDrafts = false;

  constructor(db: KithDatabase, owner: string) {
    this.#db = db;
    this.#owner = owner;
  }

  keepMessage(row: OutboxRow): Promise<void> {
    const { outbox } = this.#db;
    return this.#try(() => this.#db.writeAs(this.#owner, [outbox], () => outbox.put(row)));
  }

  keepChange(chatId: ChatId, change: ChatChange): Promise<void> {
    const { changes } = this.#db;
    return this.#try(() =>
      this.#db.writeAs(this.#owner, [changes], async () => {
        const kept = await changes.get(chatId);
        await changes.put({ chatId, change: { ...kept?.change, ...change } });
      }),
    );
  }

  /** Null: the draft is kept in another way by now. */
  keepDraft(chatId: ChatId, text: string | null): void {
    this.#drafts.set(chatId, text);
    if (!this.#writingDrafts) void this.#writeDrafts();
  }

  read(): Promise<Pick<Snapshot, 'outbox' | 'changes' | 'drafts'>> {
    const { outbox, changes, drafts } = this.#db;
    return this.#db.transaction('r', [this.#db.meta, outbox, changes, drafts], async () => {
      const meId = (await this.#db.account())?.me.id;
      return {
        outbox: (await outbox.toArray()).filter((row) => row.userId === meId),
        changes: await changes.toArray(),
        drafts: await drafts.toArray(),
      };
    });
  }

  async #writeDrafts(): Promise<void> {
    const { drafts } = this.#db;
    this.#writingDrafts = true;
    for (const [chatId, text] of this.#drafts) {
      this.#drafts.delete(chatId);
      await this.#try(() =>
        this.#db.writeAs(this.#owner, [drafts], async () => {
          await (text === null ? drafts.delete(chatId) : drafts.put({ chatId, text }));
        }),
      );
    }
    this.#writingDrafts = false;
  }

  async #try(write: () => Promise<void>): Promise<void> {
    await withRoom(this.#db, this.#owner, write).catch(() => {});
  }
}
