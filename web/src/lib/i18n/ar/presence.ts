// العربية. Who is online, was seen, or is typing.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');
const list = new Intl.ListFormat('ar', { type: 'conjunction' });

export const presence: Texts['presence'] = {
  online: 'متصل الآن',
  justNow: 'آخر ظهور قبل لحظات',
  minutesAgo: (n: number) =>
    counted(n, {
      one: 'آخر ظهور قبل دقيقة',
      two: 'آخر ظهور قبل دقيقتين',
      few: 'آخر ظهور قبل # دقائق',
      many: 'آخر ظهور قبل # دقيقة',
      other: 'آخر ظهور قبل # دقيقة',
    }),
  lastSeen: (when: string) => `آخر ظهور ${when}`,
  onlineCount: (n: number) =>
    counted(n, {
      one: 'واحد متصل',
      two: 'اثنان متصلان',
      few: '# متصلون',
      many: '# متصلًا',
      other: '# متصل',
    }),
  typing: 'يكتب…',
  isTyping: (name: string) => `${name} يكتب…`,
  areTyping: (names: string[]) => `${list.format(names)} يكتبون…`,
  manyTyping: 'عدة أشخاص يكتبون…',
};
