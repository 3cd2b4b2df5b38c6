// The address of a sticker's or custom emoji's file.
import { BASE } from '@/lib/base';

export function pictureUrl(file: string): string {
  return `${BASE}/api/v1/stickers/files/${file}`;
}
