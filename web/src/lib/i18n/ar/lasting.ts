// العربية. How long messages stay, those that are kept in sight or marked, and those that one deletes for oneself.

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
  pinPlace: (at: string, all: string) => `${at} من ${all}`,
  star: 'تمييز بنجمة',
  unstar: 'إزالة النجمة',
  starred: 'عليها نجمتك',
  stars: 'الرسائل المميَّزة بنجمة',
  starsSub: 'ما ميَّزته لتعود إليه',
  noStars: 'لا رسائل مميَّزة بنجمة',
  noStarsSub: 'ميِّز رسالة بنجمة من قائمتها لتجدها هنا. لا يراها أحد غيرك.',
  mentions: 'الإشارات إليك',
  mentionsSub: 'الرسائل التي تذكرك',
  noMentions: 'لم يُشر إليك أحد بعد',
  noMentionsSub: 'تظهر هنا من كل دردشاتك الرسائل التي تذكر اسمك أو @all.',
  older: 'عرض الأقدم',
  delete: 'حذف',
  deleteQuestion: (n: number) =>
    counted(n, {
      one: 'هل تريد حذف هذه الرسالة؟',
      two: 'هل تريد حذف رسالتين؟',
      few: 'هل تريد حذف # رسائل؟',
      many: 'هل تريد حذف # رسالة؟',
      other: 'هل تريد حذف # رسالة؟',
    }),
  deleteForMe: 'حذف لديّ',
  deleteNote: 'للجميع: لن يقرأها أحد بعد ذلك. لديك: تبقى لدى الآخرين.',
  deleteForMeNote: 'تبقى لدى الآخرين في الدردشة.',
  clear: 'مسح الدردشة',
  clearQuestion: (name: string) => `هل تريد مسح الدردشة مع ${name}؟`,
  clearGroupQuestion: (name: string) => `هل تريد مسح ${name}؟`,
  clearNote: 'تُزال كل الرسائل حتى الآن من أجهزتك، وتبقى لدى الآخرين.',
  deleteChat: 'حذف الدردشة',
  deleteChatQuestion: (name: string) => `هل تريد حذف الدردشة مع ${name}؟`,
  deleteGroupQuestion: (name: string) => `هل تريد حذف ${name} من دردشاتك؟`,
  deleteChatNote: 'تُزال كل الرسائل حتى الآن من أجهزتك. تعود الدردشة فارغة مع الرسالة التالية.',
};
