// Makes space when the browser's storage is full: deletes history that was not opened lately, the oldest first. The outbox,
// changes and cursors stay. The app fetches deleted history from the server when a person scrolls there.
import type { KithDatabase } from './database';
import { cutStretches } from './stretches';

/** This many of the newest messages of each chat stay: a chat opens with them. */
const KEPT = 50;
/** The history of this many chats, those opened last, is deleted only when nothing else helps. */
const SPARED = 5;

/** Writes; when the storage is full, makes space and writes again. Rejects as `write` does when that did not help. */
export async function withSpace(db: KithDatabase, owner: string, write: () => Promise<void>): Promise<void> {
  for (const spared of [SPARED, 0]) {
    try {
      return await write();
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      await evict(db, owner, spared);
    }
  }
  await write();
}

/** Cuts the history of every chat, except of the `spared` ones opened last. Returns how many messages it deleted. */
export async function evict(db: KithDatabase, owner: string, spared: number): Promise<number> {
  let gone = 0;
  const openedAt = new Map((await db.stretches.toArray()).map((row) => [row.chatId, row.openedAt]));
  const chatIds = await db.chats.toCollection().primaryKeys();
  const byOpening = chatIds.sort((a, b) => (openedAt.get(b) ?? 0) - (openedAt.get(a) ?? 0));
  for (const chatId of byOpening.slice(spared)) {
    await db.writeAs(owner, [db.messages, db.stretches], async () => {
      const all = db.messages.where('[chatId+seq]').between([chatId, 0], [chatId, Number.MAX_SAFE_INTEGER]);
      const [oldestKept] = await all
        .clone()
        .reverse()
        .offset(KEPT - 1)
        .limit(1)
        .primaryKeys();
      if (oldestKept === undefined) return;
      const [, from] = oldestKept;
      gone += await db.messages.where('[chatId+seq]').between([chatId, 0], [chatId, from]).delete();
      const row = await db.stretches.get(chatId);
      if (row !== undefined) await db.stretches.put({ ...row, known: cutStretches(row.known, from) });
    });
  }
  return gone;
}

/** The transaction's own error wraps the reason. */
export function isQuotaError(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, inner } = error as { name?: unknown; inner?: unknown };
  return name === 'QuotaExceededError' || isQuotaError(inner);
}
