// The number of unread chats, shown while one looks elsewhere: in the tab's title, in its icon, on the app's
// icon.
import { BASE } from '@/lib/base';
import { waitingCount } from '@/lib/chats/chat-state';
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { serverNow } from '@/lib/time/server-clock';

const ICON = `${BASE}/favicon.svg`;
const SIZE = 64;

/** The count that is shown, or being drawn. */
let shown = -1;

export function startBadges(messenger: Messenger): () => void {
  const show = (count: number) => {
    if (count === shown) return;
    shown = count;
    document.title = m.app.title(count);
    void drawIcon(count);
    // Only installed apps have a badge; elsewhere this changes nothing.
    const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
    done?.catch(() => {});
  };
  const look = () => show(waitingCount(messenger.store.get().chats, serverNow()));
  look();
  const stop = messenger.store.subscribe(look);
  return () => {
    stop();
    show(0);
  };
}

let picture: HTMLImageElement | null = null;

async function drawIcon(count: number): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) return;
  if (count === 0) {
    link.href = ICON;
    return;
  }
  if (picture === null) {
    picture = new Image(SIZE, SIZE);
    picture.src = ICON;
    await picture.decode();
    // The chat may have been read meanwhile.
    if (count !== shown) return drawIcon(shown);
  }
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.drawImage(picture, 0, 0, SIZE, SIZE);
  pen.fillStyle = '#c8102e';
  pen.beginPath();
  pen.arc(44, 44, 20, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = '#fff';
  pen.font = `bold ${count > 9 ? 24 : 28}px sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(count > 9 ? `${number(9)}+` : number(count), 44, 46);
  link.href = canvas.toDataURL('image/png');
}
