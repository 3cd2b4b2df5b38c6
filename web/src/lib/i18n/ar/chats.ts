// العربية. The list of chats, and what can be done with a chat.

import { number } from '../locale';
import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const chats: Texts['chats'] = {
  deletedMessage: 'حُذفت هذه الرسالة',
  newChat: 'دردشة جديدة',
  newGroup: 'مجموعة جديدة',
  noteToSelf: 'ملاحظات لنفسي',
  search: 'البحث في الدردشات والأشخاص',
  filter: 'عرض',
  all: 'الكل',
  unread: 'غير مقروءة',
  groups: 'المجموعات',
  archived: 'المؤرشفة',
  list: 'الدردشات',
  unreadMessages: (n: number) =>
    n > 999
      ? `أكثر من ${number(999)} رسالة غير مقروءة`
      : counted(n, {
          zero: 'لا رسائل غير مقروءة',
          one: 'رسالة غير مقروءة',
          two: 'رسالتان غير مقروءتين',
          few: '# رسائل غير مقروءة',
          many: '# رسالة غير مقروءة',
          other: '# رسالة غير مقروءة',
        }),
  mentionBadge: 'أشار إليك أحدهم',
  unreadChats: (n: number) =>
    counted(n, {
      zero: 'لا دردشات غير مقروءة',
      one: 'دردشة غير مقروءة',
      two: 'دردشتان غير مقروءتين',
      few: '# دردشات غير مقروءة',
      many: '# دردشة غير مقروءة',
      other: '# دردشة غير مقروءة',
    }),
  markedBadge: 'وُضعت كغير مقروءة',
  muted: 'مكتومة',
  pinned: 'مثبَّتة',
  archivedCount: (n: number) =>
    counted(n, {
      zero: 'لا دردشات مؤرشفة',
      one: 'دردشة مؤرشفة',
      two: 'دردشتان مؤرشفتان',
      few: '# دردشات مؤرشفة',
      many: '# دردشة مؤرشفة',
      other: '# دردشة مؤرشفة',
    }),
  noArchived: 'لا شيء في الأرشيف',
  noArchivedSub: 'ضع دردشة هنا فتهدأ، دون أن يضيع منها شيء.',
  actions: (name: string) => `إجراءات ${name}`,
  pin: 'تثبيت في الأعلى',
  unpin: 'إلغاء التثبيت',
  archive: 'أرشفة',
  unarchive: 'إخراج من الأرشيف',
  mute: 'كتم',
  muteHours: 'لمدة 8 ساعات',
  muteWeek: 'لمدة أسبوع',
  muteAlways: 'دائمًا',
  mutedUntil: (when: string) => `حتى ${when}`,
  unmute: 'إلغاء الكتم',
  markRead: 'وضع كمقروءة',
  markUnread: 'وضع كغير مقروءة',
  openInfo: 'معلومات الدردشة',
  archivedToast: (name: string) => `أُرشِفت «${name}»`,
  unarchivedToast: (name: string) => `عادت «${name}» إلى القائمة`,
  mutedToast: (name: string) => `كُتِمت «${name}»`,
  unmutedToast: (name: string) => `أُلغي كتم «${name}»`,
  empty: 'لا دردشات بعد',
  emptySub: 'ابحث عن شخص على هذا الخادم وألقِ التحية.',
  emptyAction: 'بدء دردشة',
  noUnread: 'قرأت كل شيء',
  noUnreadSub: 'لا شيء ينتظرك.',
  noGroups: 'لا مجموعات بعد',
  noGroupsSub: 'اجمع بعض من تعرفهم في مكان واحد.',
  sender: (name: string) => `${name}:`,
  by: (name: string, text: string) => `${name}: ${text}`,
  reacted: (name: string, emoji: string, words: string) => `تفاعل ${name} بـ ${emoji} مع «${words}»`,
  draft: 'مسودة:',
  noMessages: 'لا رسائل بعد',
  people: 'الأشخاص',
  chats: 'الدردشات',
  nothing: (q: string) => `لا نتائج عن «${q}»`,
  nothingSub: 'راجع الكتابة، أو جرِّب حروفًا أقل.',
  searchHint: 'اكتب حرفين على الأقل.',
  pick: 'اختر دردشة، أو ابدأ واحدة',
  pickSub: 'تُحفظ رسائلك على هذا الخادم وتصل إلى كل أجهزتك.',
  members: (n: number) =>
    counted(n, {
      zero: 'لا أعضاء',
      one: 'عضو واحد',
      two: 'عضوان',
      few: '# أعضاء',
      many: '# عضوًا',
      other: '# عضو',
    }),
  reminder: (chat: string) => `تذكير: ${chat}`,
  newMessage: 'رسالة جديدة',
  said: {
    poll: (question: string) => `استطلاع: ${question}`,
    location: (live: boolean, label: string) =>
      `${live ? 'موقع مباشر' : 'موقع'}${label === '' ? '' : `: ${label}`}`,
    contact: (name: string) => `جهة اتصال: ${name}`,
    sticker: 'ملصق',
  },
  quick: {
    search: 'بحث',
    pin: 'تثبيت',
    unpin: 'إلغاء التثبيت',
    archive: 'أرشفة',
    unarchive: 'استعادة',
  },
};
