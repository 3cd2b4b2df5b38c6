// Keeps the list of stickers and custom emoji current for a part of the screen that shows some of them.
import { useResource } from '@/lib/http/use-resource';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { loadPictures } from './pictures';

/** `freshMs`: how old the list may be when the part appears. */
export function useFreshPictures(freshMs?: number): void {
  const { keeper } = useMessenger();
  useResource('pictures', () => loadPictures(keeper, freshMs));
}
