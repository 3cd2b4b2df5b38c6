// العربية. How long messages stay, and those that are kept in sight.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const lasting: Texts['lasting'] = {
  title: 'الرسائل المؤقتة',
  chatSub: 'تختفي الرسائل الجديدة بعد هذه المدة من إرسالها.',
  chatOnlyAdmins: 'لا يغيِّر هذا إلا مشرفو المجموعة.',
  mineTitle: 'اختفاء رسائل الدردشات الجديدة',
  mineSub: 'للدردشات التي تبدؤها من الآن. ويمكن تغيير كل دردشة على حدة.',
  off: 'إيقاف',
  disappears: (when: string) => `تختفي ${when}`,
  pin: 'تثبيت',
  unpin: 'إلغاء التثبيت',
  pinDays: (n: number) =>
    counted(n, {
      one: 'ليوم واحد',
      two: 'ليومين',
      few: 'لمدة # أيام',
      many: 'لمدة # يومًا',
      other: 'لمدة # يوم',
    }),
  pinAlways: 'دائمًا',
  pinned: 'الرسائل المثبَّتة',
  pinnedOne: 'رسالة مثبَّتة',
  replyPrivately: 'رد على انفراد',
  whoReacted: 'من تفاعل',
  more: 'عرض المزيد',
  jumpBack: 'العودة إلى حيث كنت',
  deleteSeveral: (n: number) =>
    counted(n, {
      one: 'هل تريد حذف رسالة واحدة للجميع؟',
      two: 'هل تريد حذف رسالتين للجميع؟',
      few: 'هل تريد حذف # رسائل للجميع؟',
      many: 'هل تريد حذف # رسالة للجميع؟',
      other: 'هل تريد حذف # رسالة للجميع؟',
    }),
  deleteSeveralNote: 'لن يتمكن أحد من قراءتها بعد ذلك.',
  deleteBar: 'لا يمكنك حذف كل هذه الرسائل للجميع.',
  pinPlace: (at: string, all: string) => `${at} من ${all}`,
};
