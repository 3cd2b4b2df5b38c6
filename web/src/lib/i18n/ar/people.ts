// العربية. Finding people, and what one sees of a person.
import type { Texts } from '../texts';

export const people: Texts['people'] = {
  title: 'دردشة جديدة',
  search: 'الاسم أو اسم المستخدم',
  newGroupSub: 'حتى ألف شخص في مكان واحد',
  noteSub: 'ملاحظات لا يراها غيرك',
  people: 'الأشخاص على هذا الخادم',
  alone: 'المكان هادئ هنا',
  aloneSub: 'لا أحد غيرك لديه حساب على هذا الخادم بعد. شارك عنوانه لينضموا.',
  nobody: (q: string) => `لا أحد اسمه «${q}»`,
  nobodySub: 'جرِّب اسم المستخدم، أو حروفًا أقل.',
  contact: 'معلومات جهة الاتصال',
  person: 'الملف الشخصي',
  write: 'مراسلة',
  self: 'ملاحظات لنفسي',
  about: 'نبذة',
  username: 'اسم المستخدم',
  noAbout: 'لا شيء بعد',
};
