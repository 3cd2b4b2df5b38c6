// العربية. The connection: made, gone, refused, and ended by the server.
import type { Texts } from '../texts';

export const connection: Texts['connection'] = {
  connecting: 'جارٍ الاتصال…',
  offline: 'لا يوجد اتصال. ستُرسَل الرسائل عند عودته.',
  refused: (address: string) =>
    `لا يعرف الخادم هذا العنوان. على من يديره ضبط \u2066public_url = "${address}"\u2069.`,
  retry: 'المحاولة الآن',
  unreachable: 'تعذَّر الوصول إلى Kith',
  unreachableSub: 'الخادم لا يجيب. ما زلنا نحاول.',
  ended: 'سُجِّل خروجك من هذا الجهاز. سجِّل الدخول من جديد للمتابعة.',
};
