// العربية. Messages: what stands between them, what can be done with them, writing one.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const messages: Texts['messages'] = {
  hello: (name: string) => `هنا تبدأ دردشتك مع ${name}.`,
  helloSub: 'ألقِ التحية.',
  helloGroup: 'الجميع هنا. ابدأ الحديث.',
  helloSelf: 'مكان لملاحظاتك وقوائمك وروابطك.',
  gone: 'هذه الدردشة ليست هنا',
  goneSub: 'أُزيلت، أو لم تعد فيها.',
  goneAction: 'العودة إلى دردشاتك',
  info: 'معلومات الدردشة',
  searchIn: 'البحث في هذه الدردشة',
  jumpDown: 'الانتقال إلى أحدث رسالة',
  newMessages: (n: number) =>
    counted(n, {
      one: 'رسالة جديدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      many: '# رسالة جديدة',
      other: '# رسالة جديدة',
    }),
  historyFailed: 'تعذَّر تحميل هذه الرسائل.',
  dayJump: (day: string) => `${day}. الانتقال إلى تاريخ`,
  jumpToDate: 'الانتقال إلى تاريخ',
  toBeginning: 'أول رسالة',
  previousMonth: 'الشهر السابق',
  nextMonth: 'الشهر التالي',
  timeline: 'الرسائل',
  newMessage: (name: string, text: string) => `${name}: ${text}`,
  said: (name: string, when: string) => `${name}، ${when}: `,
  actions: 'إجراءات الرسالة',
  copyText: 'نسخ النص',
  copied: (n: number) =>
    counted(n, {
      one: 'نُسخت',
      two: 'نُسخت رسالتان',
      few: 'نُسخت # رسائل',
      many: 'نُسخت # رسالة',
      other: 'نُسخت # رسالة',
    }),
  copyFailed: 'لم يسمح المتصفح بالنسخ.',
  readMore: 'قراءة المزيد',
  select: 'تحديد',
  selected: (n: number) =>
    counted(n, {
      zero: 'لا رسائل محددة',
      one: 'رسالة محددة',
      two: 'رسالتان محددتان',
      few: '# رسائل محددة',
      many: '# رسالة محددة',
      other: '# رسالة محددة',
    }),
  selectMessage: 'تحديد الرسالة',
  endSelection: 'إنهاء التحديد',
  menu: 'إجراءات الدردشة',
  messageInfo: 'معلومات الرسالة',
  tryAgain: 'إعادة المحاولة',
  delete: 'حذف',
  notSent: (why: string) => `لم تُرسَل. ${why}`,
  undeliverable: 'انقطع الاتصال في كل محاولة. قد تكون الرسالة طويلة جدًا: عدِّلها أو أعد المحاولة.',
  cancelSending: 'إلغاء الإرسال',
  editAgain: 'تعديل',
  edgeOfTime: 'انضممت هنا. الرسائل الأقدم تبقى لمن كان في المجموعة.',
  composer: {
    placeholder: 'اكتب رسالة',
    label: (chat: string) => `رسالة إلى ${chat}`,
    send: 'إرسال',
    mention: 'الإشارة إلى شخص',
    emoji: 'رموز تعبيرية',
    emojiChoices: 'رموز مناسبة',
    everyone: 'كل من في هذه المجموعة',
  },
};
