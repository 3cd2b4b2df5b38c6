// العربية. Finding messages in a chat.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const search: Texts['search'] = {
  title: 'البحث في هذه الدردشة',
  field: 'كلمات البحث',
  hint: 'ابحث عن رسائل في هذه الدردشة بما فيها من كلمات.',
  nothing: (q: string) => `لا رسالة فيها «${q}»`,
  found: (n: number, more: boolean) =>
    (more ? 'أكثر من ' : '') +
    counted(n, {
      one: 'رسالة واحدة',
      two: more ? 'رسالتين' : 'رسالتان',
      few: '# رسائل',
      many: '# رسالة',
      other: '# رسالة',
    }),
  older: 'نتائج أقدم',
};
