// العربية. Words that stand everywhere: the buttons of dialogs, what a field says of its length.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const common: Texts['common'] = {
  cancel: 'إلغاء',
  save: 'حفظ',
  close: 'إغلاق',
  back: 'رجوع',
  retry: 'إعادة المحاولة',
  loading: 'جارٍ التحميل',
  you: 'أنت',
  someone: 'شخص ما',
  clear: 'مسح',
  undo: 'تراجع',
  copy: 'نسخ',
  dismiss: 'إخفاء',
  left: (n: number) =>
    counted(n, {
      zero: 'لم يبقَ شيء',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  tooLong: (over: number) =>
    counted(over, {
      one: 'زيادة بحرف واحد',
      two: 'زيادة بحرفين',
      few: 'زيادة بـ# أحرف',
      many: 'زيادة بـ# حرفًا',
      other: 'زيادة بـ# حرف',
    }),
  /** Between the parts of a short list. */
  comma: '، ',
  toasts: 'تنبيهات',
  wordsBack: 'ما كتبتَه عاد إلى حقل الكتابة.',
  wordsKept: 'ما زال بإمكانك نسخ ما كتبت.',
  showPassword: 'إظهار كلمة المرور',
  hidePassword: 'إخفاء كلمة المرور',
  /** Days and times in words. */
  time: {
    today: 'اليوم',
    yesterday: 'أمس',
    todayAt: (time: string) => `اليوم ${time}`,
    yesterdayAt: (time: string) => `أمس ${time}`,
    tomorrowAt: (time: string) => `غدًا ${time}`,
    dayAt: (day: string, time: string) => `${day} ${time}`,
  },
};
