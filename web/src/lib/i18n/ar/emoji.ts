// العربية. Choosing emoji.
import type { Texts } from '../texts';

export const emoji: Texts['emoji'] = {
  search: 'البحث في الرموز',
  recent: 'الأخيرة',
  groups: {
    smileys: 'وجوه',
    people: 'أشخاص',
    nature: 'حيوانات وطبيعة',
    food: 'طعام وشراب',
    travel: 'سفر وأماكن',
    activities: 'أنشطة',
    objects: 'أشياء',
    symbols: 'رموز',
    flags: 'أعلام',
  },
  categories: 'أنواع الرموز',
  tone: 'لون البشرة',
  tones: ['بلا لون', 'فاتحة', 'فاتحة إلى متوسطة', 'متوسطة', 'متوسطة إلى داكنة', 'داكنة'],
  nothing: 'لا رمز مناسب',
  nothingSub: 'جرِّب كلمة أخرى.',
  pick: 'اختر رمزًا',
};
