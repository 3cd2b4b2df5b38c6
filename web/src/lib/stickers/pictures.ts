// The stickers and custom emoji that the server has, as far as this tab knows them. The list is kept in the browser, for
// when there is no network.
import { BASE } from '@/lib/base';
import type { SessionKeeper } from '@/lib/http/session';
import { Store, useStore } from '@/lib/store';
import type { Picture, StickerList, StickerPack } from '@/protocol/types';
import { customEmojiName } from './custom-emoji';
import { PICTURES_CACHE } from './picture-url';

export type CustomEmoji = ReadonlyMap<string, Picture>;

type Known = { packs: StickerPack[]; emoji: CustomEmoji };

/** The list changes seldom: a chat that is opened asks for it after this time, a picker whenever it opens. */
const FRESH_MS = 5 * 60_000;
const KEPT = `${BASE}/api/v1/stickers`;

const known = new Store<Known>({ packs: [], emoji: new Map() });
let text = '';
let loadedAt = Number.NEGATIVE_INFINITY;

export function useStickerPacks(): StickerPack[] {
  return useStore(known, ({ packs }) => packs);
}

export function useCustomEmoji(): CustomEmoji {
  return useStore(known, ({ emoji }) => emoji);
}

/** Whether it can be written and reacted with: a custom emoji may be gone. */
export function isEmojiThere(emoji: string, custom: CustomEmoji): boolean {
  const name = customEmojiName(emoji);
  return name === null || custom.has(name);
}

/** Fetches the list unless it is fresh. */
export async function loadPictures(keeper: SessionKeeper, freshMs = FRESH_MS): Promise<void> {
  if (performance.now() - loadedAt < freshMs) return;
  if (text === '') await recall().catch(() => {});
  const list = await keeper.request<StickerList>('GET', 'stickers');
  loadedAt = performance.now();
  learn(JSON.stringify(list));
  // Without room or a cache the list is fetched again the next time.
  await keep().catch(() => {});
}

/** The same list changes nothing on screen. */
function learn(list: string): void {
  if (list === text) return;
  text = list;
  const { packs, emoji } = JSON.parse(list) as StickerList;
  known.update(() => ({ packs, emoji: new Map(emoji.map((one) => [one.name, one])) }));
}

async function recall(): Promise<void> {
  const kept = await (await caches.open(PICTURES_CACHE)).match(KEPT);
  if (kept !== undefined) learn(await kept.text());
}

async function keep(): Promise<void> {
  await (await caches.open(PICTURES_CACHE)).put(KEPT, new Response(text));
}
