// The addresses of stickers and custom emoji, and where this browser keeps them.
import { BASE, ownName } from '@/lib/base';

/** The cache of the files and of the list of them. The service worker (public/sw-routes.js) uses it by the same name. */
export const PICTURES_CACHE = ownName('kith-pictures');

export function pictureUrl(file: string): string {
  return `${BASE}/api/v1/stickers/files/${file}`;
}
