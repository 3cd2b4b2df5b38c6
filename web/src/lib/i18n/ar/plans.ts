// العربية. What is to happen later: scheduled messages and reminders.
import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const plans: Texts['plans'] = {
  title: 'المجدوَلة والتذكيرات',
  scheduled: 'الرسائل المجدوَلة',
  reminders: 'التذكيرات',
  nothing: 'لا شيء مخططًا له',
  nothingSub: 'اضغط مطولًا على زر الإرسال لإرسال رسالة لاحقًا، أو اطلب من قائمة رسالة أن تُذكَّر بها.',
  noneHere: 'لم تعد في هذه الدردشة رسائل مجدوَلة.',
  count: (n: number) =>
    counted(n, {
      zero: 'لا رسائل مجدوَلة',
      one: 'رسالة مجدوَلة',
      two: 'رسالتان مجدوَلتان',
      few: '# رسائل مجدوَلة',
      many: '# رسالة مجدوَلة',
      other: '# رسالة مجدوَلة',
    }),
  failed: (n: number) =>
    counted(n, {
      zero: 'أُرسلت كل الرسائل المجدوَلة',
      one: 'رسالة مجدوَلة لم تُرسَل',
      two: 'رسالتان مجدوَلتان لم تُرسَلا',
      few: '# رسائل مجدوَلة لم تُرسَل',
      many: '# رسالة مجدوَلة لم تُرسَل',
      other: '# رسالة مجدوَلة لم تُرسَل',
    }),
  due: (n: number) =>
    counted(n, {
      zero: 'لا تذكيرات حان وقتها',
      one: 'تذكير حان وقته',
      two: 'تذكيران حان وقتهما',
      few: '# تذكيرات حان وقتها',
      many: '# تذكيرًا حان وقتها',
      other: '# تذكير حان وقتها',
    }),
  later: 'إرسال لاحقًا',
  remind: 'ذكِّرني',
  anotherTime: 'وقت آخر',
  presets: {
    soon: 'بعد 20 دقيقة',
    hour: 'بعد ساعة',
    evening: 'هذا المساء',
    tomorrow: 'صباح الغد',
    monday: 'صباح الاثنين',
    week: 'بعد أسبوع',
  },
  message: 'الرسالة',
  when: 'متى',
  at: 'التاريخ والوقت',
  past: 'اختر وقتًا آتيًا خلال سنة.',
  repeat: 'تكرار',
  repeats: { never: 'أبدًا', daily: 'كل يوم', weekly: 'كل أسبوع', monthly: 'كل شهر' },
  schedule: 'جدولة',
  change: 'تغيير',
  changeTitle: 'تغيير رسالة مجدوَلة',
  changeOf: (words: string) => `تغيير «${words}»`,
  sendNow: 'إرسال الآن',
  sendNowOf: (words: string) => `إرسال «${words}» الآن`,
  delete: 'حذف',
  deleteOf: (words: string) => `حذف «${words}»`,
  willBeSent: (when: string) => `ستُرسَل ${when}.`,
  willRemind: (when: string) => `سنذكِّرك ${when}.`,
  silent: 'دون صوت',
  waiting: 'في انتظار الاتصال',
  notSent: (why: string) => `لم تُرسَل. ${why}`,
  setReminder: 'ضبط التذكير',
  changeTime: (words: string) => `تغيير وقت «${words}»`,
  done: 'تم',
  doneOf: (words: string) => `تم الأمر مع «${words}»`,
  deleteReminder: 'حذف التذكير',
  wasDue: (when: string) => `حان وقته ${when}`,
  gone: 'لم تعد هذه الرسالة موجودة',
};
