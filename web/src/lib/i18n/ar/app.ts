// العربية. What frames everything: the app's name and window, a newer version, a part that broke.

import { number } from '../locale';
import type { Texts } from '../texts';

export const app: Texts['app'] = {
  name: 'Kith',
  title: (unread: number) =>
    unread > 0 ? `(${unread > 99 ? `${number(99)}+` : number(unread)}) Kith` : 'Kith',
  settings: 'الإعدادات',
  skip: 'الانتقال إلى مربع الكتابة',
  sample: 'العشاء في السابعة؟',
  sampleReply: 'نعم! سأحضر الخبز.',
  update: {
    ready: 'إصدار جديد من Kith جاهز.',
    apply: 'استخدامه الآن',
  },
  crash: {
    title: 'تعثَّر هذا الجزء',
    sub: 'بقية Kith تعمل. ورسائلك في أمان على الخادم.',
    again: 'إظهاره من جديد',
  },
};
