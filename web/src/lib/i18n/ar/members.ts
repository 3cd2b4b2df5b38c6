// العربية. The members of a group: choosing them, adding, removing, roles, leaving.

import { counter } from '../plural';
import type { Texts } from '../texts';

const counted = counter('ar');

export const members: Texts['members'] = {
  group: 'معلومات المجموعة',
  description: 'الوصف',
  addDescription: 'إضافة وصف',
  editGroup: 'تعديل الاسم والوصف',
  addMembers: 'إضافة أشخاص',
  filterMembers: 'البحث عن عضو',
  created: (when: string) => `أُنشئت ${when}`,
  role: { owner: 'المالك', admin: 'مشرف', member: '' },
  memberActions: (name: string) => `إجراءات ${name}`,
  message: (name: string) => `مراسلة ${name}`,
  makeAdmin: 'تعيين مشرفًا',
  dropAdmin: 'سحب الإشراف',
  handOver: 'تعيين مالكًا',
  remove: 'إزالة من المجموعة',
  leave: 'مغادرة المجموعة',
  leaveTitle: (title: string) => `مغادرة «${title}»؟`,
  leaveSub: 'لن تصلك رسائلها بعد الآن. ما كتبته يبقى.',
  leaveOwner: 'أنت مالك هذه المجموعة. عند مغادرتك يتولاها غيرك.',
  removeTitle: (name: string) => `إزالة ${name}؟`,
  removeSub: 'لن تصله رسائل المجموعة الجديدة.',
  handOverTitle: (name: string) => `تعيين ${name} مالكًا؟`,
  handOverSub: 'ستبقى مشرفًا. ولا يستطيع إعادتها إليك غيره.',
  addTitle: 'إضافة أشخاص',
  add: (n: number) =>
    counted(n, {
      zero: 'إضافة',
      one: 'إضافة شخص',
      two: 'إضافة شخصين',
      few: 'إضافة # أشخاص',
      many: 'إضافة # شخصًا',
      other: 'إضافة # شخص',
    }),
  alreadyIn: 'في المجموعة بالفعل',
  newGroup: {
    title: 'مجموعة جديدة',
    picked: (n: number) =>
      counted(n, {
        zero: 'لم تُضف أحدًا بعد',
        one: 'شخص واحد',
        two: 'شخصان',
        few: '# أشخاص',
        many: '# شخصًا',
        other: '# شخص',
      }),
    next: 'التالي',
    details: 'تسمية المجموعة',
    name: 'اسم المجموعة',
    nameMissing: 'أعطِ المجموعة اسمًا.',
    description: 'عمَّ هي (اختياري)',
    create: 'إنشاء المجموعة',
    creating: 'جارٍ الإنشاء…',
    remove: 'إزالة',
  },
};
