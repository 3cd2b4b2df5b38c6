// العربية. What frames everything: the app's name and window, a newer version, a part that broke, the connection.

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
  connection: {
    connecting: 'جارٍ الاتصال…',
    offline: 'لا يوجد اتصال. ستُرسَل الرسائل عند عودته.',
    refused: (address: string) =>
      `لا يعرف الخادم هذا العنوان. على من يديره ضبط \u2066public_url = "${address}"\u2069.`,
    retry: 'المحاولة الآن',
    unreachable: 'تعذَّر الوصول إلى Kith',
    unreachableSub: 'الخادم لا يجيب. ما زلنا نحاول.',
    ended: 'سُجِّل خروجك من هذا الجهاز. سجِّل الدخول من جديد للمتابعة.',
  },
};
