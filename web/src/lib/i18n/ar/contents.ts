// العربية. What messages say besides texts: polls, locations, contacts; making, showing and forwarding them.
import { number } from '../locale';
import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const contents: Texts['contents'] = {
  attach: 'إضافة شيء آخر',
  commands: 'الأوامر',
  kinds: { poll: 'استطلاع', contact: 'جهة اتصال' },
  send: { poll: 'إرسال استطلاع', contact: 'إرسال جهة اتصال' },
  action: 'قل ماذا تفعل',
  sendSilently: 'إرسال دون صوت',
  silent: 'أُرسلت دون صوت',
  forwarded: 'مُعاد توجيهها',
  forwardedOften: 'أُعيد توجيهها مرات عديدة',
  contact: {
    server: 'على هذا الخادم',
    typed: 'شخص آخر',
    name: 'الاسم',
    phones: 'أرقام الهاتف',
    emails: 'عناوين البريد الإلكتروني',
    each: 'واحد في كل سطر.',
    message: 'مراسلة',
    add: 'إضافة إلى مجموعة',
    addTitle: (name: string) => `إضافة ${name} إلى مجموعة`,
    added: (name: string, group: string) => `${name} الآن في «${group}»`,
    noGroups: 'لا توجد مجموعة تديرها لإضافته إليها',
  },
  forward: {
    title: 'إعادة توجيه إلى',
    action: 'إعادة توجيه',
    search: 'البحث في الدردشات',
    comment: 'تعليق',
    send: (n: number) => (n < 2 ? 'إرسال' : `إرسال إلى ${number(n)}`),
    done: (n: number) =>
      counted(n, {
        one: 'أُعيد التوجيه إلى دردشة واحدة',
        two: 'أُعيد التوجيه إلى دردشتين',
        few: 'أُعيد التوجيه إلى # دردشات',
        many: 'أُعيد التوجيه إلى # دردشة',
        other: 'أُعيد التوجيه إلى # دردشة',
      }),
  },
  poll: {
    question: 'السؤال',
    answers: 'الأجوبة',
    answer: (n: number) => `الجواب ${number(n)}`,
    add: 'إضافة جواب',
    remove: (n: number) => `إزالة الجواب ${number(n)}`,
    keys: 'ينقل Alt مع مفتاح سهم الجوابَ من مكانه.',
    up: (n: number) => `نقل الجواب ${number(n)} إلى أعلى`,
    multiple: 'أجوبة متعددة',
    anonymous: 'مجهول',
    anonymousNote: 'لا يعرف أحد من اختار ماذا.',
    closes: 'يُغلق',
    never: 'أبدًا',
    hour: 'بعد ساعة',
    day: 'بعد يوم',
    week: 'بعد أسبوع',
    at: 'في وقت معيَّن',
    closesAt: 'وقت الإغلاق',
    alike: 'جوابان متشابهان.',
    past: 'اختر وقتًا قادمًا، خلال سنة.',
    note: (multiple: boolean, anonymous: boolean) =>
      `${anonymous ? 'استطلاع مجهول. ' : ''}${multiple ? 'اختر جوابًا أو أكثر' : 'اختر جوابًا واحدًا'}`,
    final: 'النتائج النهائية',
    until: (when: string) => `يُغلق ${when}`,
    votes: (n: number) =>
      counted(n, {
        zero: 'لا أصوات',
        one: 'صوت واحد',
        two: 'صوتان',
        few: '# أصوات',
        many: '# صوتًا',
        other: '# صوت',
      }),
    voters: 'من صوَّت',
    nobody: 'لا أحد بعد',
    more: (n: number) => `و${number(n)} غيرهم`,
    close: 'إغلاق الاستطلاع',
  },
};
