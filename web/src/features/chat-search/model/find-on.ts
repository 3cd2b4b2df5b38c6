// Searching a chat for words: the server looks at a part of the chat per request, and returns where it
// stopped.
import type { Message, MessageHits } from '@/protocol/types';

/** Hits, and where the search goes on; null at the beginning of the chat. */
export type Found = { messages: Message[]; next: number | null };

/** Asks until the server returns a hit, the beginning of the chat is reached, or the search was abandoned. */
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
