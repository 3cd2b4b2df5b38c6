// Going through a chat for words: the server looks at so much per request, and says where it ended.
import type { Message, MessageHits } from '@/protocol/types';

/** Hits, and where to look on from; null at the beginning of the chat. */
export type Found = { messages: Message[]; next: number | null };

/** Asks until something is found, the beginning of the chat is reached, or the search was abandoned. */
export async function findOn(
  ask: (before: number | undefined) => Promise<MessageHits>,
  from: number | undefined,
  wanted: () => boolean,
): Promise<Found> {
  for (let before = from; ; ) {
    const { messages, more, searchedTo } = await ask(before);
    const next = more ? (searchedTo ?? messages.at(-1)?.seq) : undefined;
    if (messages.length > 0 || next === undefined || !wanted()) return { messages, next: next ?? null };
    before = next;
  }
}
