// Gets pages of history: from the database where it has them without holes, else from the server.
import { evict, withSpace } from '@/lib/db/eviction';
import { findMessage, noteOpened, readPage, storePage } from '@/lib/db/history';
import { ApiError } from '@/lib/http/api-error';
import { query } from '@/lib/http/request';
import type { SessionKeeper } from '@/lib/http/session';
import { lasting } from '@/lib/state/apply/expiry';
import type { HistoryPage, HistoryQuery } from '@/lib/state/apply/tab';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, Message, MessageId } from '@/protocol/types';
import type { AccountDb } from './model';

export class HistorySource {
  readonly #accountDb: AccountDb | null;
  readonly #keeper: SessionKeeper;
  /** Resolves when the database is as new as the state. */
  readonly #settled: () => Promise<void>;

  constructor(accountDb: AccountDb | null, keeper: SessionKeeper, settled: () => Promise<void>) {
    this.#accountDb = accountDb;
    this.#keeper = keeper;
    this.#settled = settled;
  }

  /** Without messages that have disappeared: the server and the database may have them for a moment longer. */
  async page(chatId: ChatId, asked: HistoryQuery, limit: number): Promise<HistoryPage> {
    const page = await this.#page(chatId, asked, limit);
    return { ...page, messages: lasting(page.messages, serverNow()) };
  }

  async #page(chatId: ChatId, asked: HistoryQuery, limit: number): Promise<HistoryPage> {
    const kept = await this.#read(chatId, asked, limit).catch(() => null);
    if (kept !== null) return kept;
    const path = `chats/${chatId}/messages${query({ ...asked, limit })}`;
    const page = await this.#keeper.request<HistoryPage>('GET', path);
    await this.#store(chatId, asked, page).catch(() => {});
    return page;
  }

  /** One message, wherever it is. Rejects when nobody has it, or it has disappeared. */
  async message(chatId: ChatId, id: MessageId): Promise<Message> {
    const kept = await this.#find(chatId, id).catch(() => undefined);
    const message = kept ?? (await this.#keeper.request<Message>('GET', `chats/${chatId}/messages/${id}`));
    const [there] = lasting([message], serverNow());
    if (there === undefined) throw new ApiError('not_found', 'it has disappeared');
    return there;
  }

  /** Notes that the chat was opened: when space runs out, its history is the last to go. */
  opened(chatId: ChatId): void {
    if (this.#accountDb === null) return;
    const { db, owner } = this.#accountDb;
    noteOpened(db, owner, chatId, serverNow()).catch(() => {});
  }

  /** Deletes history from this device, except the newest messages of each chat. Resolves with the number deleted. */
  async clear(): Promise<number> {
    if (this.#accountDb === null) return 0;
    await this.#settled();
    return evict(this.#accountDb.db, this.#accountDb.owner, 0);
  }

  async #read(chatId: ChatId, asked: HistoryQuery, limit: number): Promise<HistoryPage | null> {
    if (this.#accountDb === null) return null;
    await this.#settled();
    return readPage(this.#accountDb.db, chatId, asked, limit);
  }

  async #find(chatId: ChatId, id: MessageId): Promise<Message | undefined> {
    if (this.#accountDb === null) return undefined;
    await this.#settled();
    return findMessage(this.#accountDb.db, chatId, id);
  }

  async #store(chatId: ChatId, asked: HistoryQuery, page: HistoryPage): Promise<void> {
    if (this.#accountDb === null) return;
    const { db, owner } = this.#accountDb;
    await withSpace(db, owner, () => storePage(db, owner, chatId, asked, page));
  }
}
