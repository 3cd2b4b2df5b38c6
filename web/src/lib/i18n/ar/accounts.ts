// العربية. An account: making one, its profile, its password.
import type { Texts } from '../texts';

export const accounts: Texts['accounts'] = {
  createAccount: 'إنشاء حساب',
  createSub: 'يكفي اسم وكلمة مرور.',
  setupTitle: 'إعداد Kith',
  setupSub: 'أنت أول من يصل إلى هنا، لذا ستكون مدير هذا الخادم.',
  create: 'إنشاء الحساب',
  creating: 'جارٍ إنشاء حسابك…',
  name: 'اسمك',
  nameHint: 'كما يناديك من تعرفهم.',
  nameMissing: 'أخبر الناس بمَ ينادونك.',
  username: 'اسم المستخدم',
  usernameHint: 'به يجدك الآخرون. حروف لاتينية وأرقام ونقاط وشرطات.',
  usernameBad: 'استخدم من 3 إلى 32 حرفًا لاتينيًا أو رقمًا أو نقطة أو شرطة.',
  email: 'البريد الإلكتروني (اختياري)',
  emailHint: 'وسيلة أخرى لتسجيل الدخول.',
  emailBad: 'لا يبدو هذا بريدًا إلكترونيًا.',
  passwordHint: '8 أحرف على الأقل. جملة قصيرة اختيار جيد.',
  passwordShort: 'استخدم 8 أحرف على الأقل.',
  haveAccount: 'لديك حساب؟',
  profile: {
    name: 'الاسم',
    username: 'اسم المستخدم',
    usernameHint: 'به يجدك الآخرون.',
    about: 'نبذة',
    aboutHint: 'سطر عنك، لكل من يدردش معك.',
  },
  password: {
    current: 'كلمة المرور الحالية',
    next: 'كلمة المرور الجديدة',
    change: 'تغيير كلمة المرور',
    wrong: 'كلمة المرور الحالية غير صحيحة.',
    done: 'تغيَّرت كلمة مرورك. قد تحتاج أجهزتك الأخرى إلى تسجيل الدخول من جديد.',
  },
};
