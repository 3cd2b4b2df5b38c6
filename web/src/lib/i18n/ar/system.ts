// العربية. What a chat says of its own changes.
import type { Texts } from '../texts';

const list = new Intl.ListFormat('ar', { type: 'conjunction' });

export const system: Texts['system'] = {
  created: (who: string, title: string) => `أنشأ ${who} «${title}»`,
  added: (who: string, whom: string[]) => `أضاف ${who} ${list.format(whom)}`,
  removed: (who: string, whom: string) => `أزال ${who} ${whom}`,
  left: (who: string) => `غادر ${who}`,
  titled: (who: string, title: string) => `غيَّر ${who} اسم المجموعة إلى «${title}»`,
  described: (who: string) => `غيَّر ${who} الوصف`,
  disappears: (who: string, after: string) => `جعل ${who} الرسائل الجديدة تختفي بعد ${after}`,
  stays: (who: string) => `جعل ${who} الرسائل تبقى`,
  role: {
    owner: (who: string, whom: string) => `سلَّم ${who} المجموعة إلى ${whom}`,
    admin: (who: string, whom: string) => `جعل ${who} ${whom} مشرفًا`,
    member: (who: string, whom: string) => `جعل ${who} ${whom} عضوًا دون إشراف`,
  },
  you: 'أنت',
  other: 'تغيَّر شيء في هذه الدردشة',
};
