// العربية. Logging in, and the devices that one is logged in on.
import type { Texts } from '../texts';

export const sessions: Texts['sessions'] = {
  welcome: 'أهلًا بعودتك',
  welcomeSub: 'سجِّل الدخول لتتابع من حيث توقفت.',
  login: 'تسجيل الدخول',
  loggingIn: 'جارٍ تسجيل الدخول…',
  loginField: 'اسم المستخدم أو البريد الإلكتروني',
  password: 'كلمة المرور',
  wrong: 'الاسم أو كلمة المرور غير صحيح.',
  loginMissing: 'أدخل اسم المستخدم أو البريد الإلكتروني.',
  passwordMissing: 'أدخل كلمة المرور.',
  newHere: 'جديد هنا؟',
  closed: 'هذا الخادم لا يقبل أعضاء جددًا. اطلب دعوة ممن يديره.',
  tagline: 'أحبابك، على خادمك.',
  taglineSub: 'تبقى الرسائل على خادم يملكه شخص تعرفه.',
  devices: {
    thisDevice: 'هذا الجهاز',
    others: 'أجهزة أخرى',
    none: 'لم تسجِّل الدخول في مكان آخر.',
    active: (when: string) => `نشط ${when}`,
    since: (when: string) => `سُجِّل الدخول ${when}`,
    logout: 'تسجيل الخروج',
    logoutOf: (name: string) => `تسجيل الخروج من ${name}`,
    logoutTitle: (name: string) => `تسجيل خروج «${name}»؟`,
    logoutSub: 'يفقد الوصول فورًا. وتسجيل الدخول فيه من جديد يتطلب كلمة المرور.',
    unnamed: 'جهاز بلا اسم',
  },
};
