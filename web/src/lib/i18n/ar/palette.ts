// العربية. The palette: where to go, what to do.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const palette: Texts['palette'] = {
  title: 'اذهب أو نفِّذ',
  field: 'دردشة أو شخص أو إجراء',
  chats: 'الدردشات',
  people: 'الأشخاص',
  actions: 'الإجراءات',
  settings: 'الإعدادات',
  nothing: (q: string) => `لا شيء يطابق «${q}»`,
  nothingSub: 'جرِّب حروفًا أقل، أو أول الكلمة.',
  results: (n: number) =>
    counted(n, {
      zero: 'لا نتائج',
      one: 'نتيجة واحدة',
      two: 'نتيجتان',
      few: '# نتائج',
      many: '# نتيجة',
      other: '# نتيجة',
    }),
  keys: { move: 'للتنقل', open: 'للفتح', close: 'للإغلاق' },
  themeLight: 'استخدام السمة الفاتحة',
  themeDark: 'استخدام السمة الداكنة',
  themeSystem: 'استخدام سمة الجهاز',
  starsHere: 'الرسائل المميَّزة بنجمة في هذه الدردشة',
  searchHere: 'البحث في هذه الدردشة',
  markAllRead: 'وضع الكل كمقروء',
  showArchived: 'عرض الدردشات المؤرشفة',
  showPlans: 'عرض الرسائل المجدوَلة والتذكيرات',
  remindOfLast: 'ذكِّرني بآخر رسالة',
};
