// العربية. Stickers, and the server's own emoji.
import type { Texts } from '../texts';

export const stickers: Texts['stickers'] = {
  kinds: 'رموز أو ملصقات',
  emojiTab: 'الرموز',
  stickersTab: 'الملصقات',
  emoji: 'من هذا الخادم',
  pack: (name: string) => `ملصقات: ${name}`,
  send: (name: string) => `إرسال الملصق ${name}`,
};
