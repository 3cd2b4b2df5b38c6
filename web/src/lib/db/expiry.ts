// Deletes messages that have disappeared from the database, also those of the time in which the app was closed.
import { withoutGone } from '@/lib/state/apply/expiry';
import type { ChatId, Message, UserId } from '@/protocol/types';
import type { KithDatabase } from './database';

/** As a transaction of its own, for whoever is logged in. */
export async function expireKept(db: KithDatabase, now: number): Promise<void> {
  const account = await db.account();
  if (account === undefined) return;
  await db.writeAs(account.owner, [db.chats, db.messages], () => deleteExpired(db, now, account.me.id));
}

/** Within a transaction. The chats of the messages no longer count or show them. */
export async function deleteExpired(db: KithDatabase, now: number, meId: UserId): Promise<void> {
  const gone = await db.messages.where('expiresAt').belowOrEqual(now).toArray();
  if (gone.length === 0) return;
  await db.messages.bulkDelete(gone.map(({ chatId, seq }): [ChatId, number] => [chatId, seq]));
  const byChat = new Map<ChatId, Message[]>();
  for (const one of gone) byChat.set(one.chatId, [...(byChat.get(one.chatId) ?? []), one]);
  for (const [chatId, messages] of byChat) {
    const row = await db.chats.get(chatId);
    if (row === undefined) continue;
    const newest = await db.messages
      .where('[chatId+seq]')
      .between([chatId, 0], [chatId, Number.MAX_SAFE_INTEGER])
      .last();
    const left = newest === undefined ? [] : [newest];
    await db.chats.put({ ...row, chat: withoutGone(row.chat, messages, left, now, meId) });
  }
}
