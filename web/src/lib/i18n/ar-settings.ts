// العربية. The words of the settings.
import type { Catalogue } from './messages';
import { counter } from './plural';

const counted = counter('ar');

type Sections =
  | 'settings'
  | 'profile'
  | 'privacy'
  | 'appearance'
  | 'language'
  | 'notifications'
  | 'storage'
  | 'about'
  | 'devices'
  | 'password'
  | 'shortcuts';

export const arSettings: Pick<Catalogue, Sections> = {
  settings: {
    title: 'الإعدادات',
    profile: 'الملف الشخصي',
    profileSub: 'الاسم واسم المستخدم والنبذة',
    privacy: 'الخصوصية',
    privacySub: 'مؤشرات القراءة',
    notifications: 'الإشعارات',
    notificationsSub: 'الأصوات والتنبيهات والدردشات المكتومة',
    appearance: 'المظهر',
    appearanceSub: 'السمة واللون والنص والخلفية',
    language: 'اللغة',
    devices: 'الأجهزة',
    devicesSub: 'حيث سجَّلت الدخول',
    storage: 'التخزين',
    storageSub: 'ما يحتفظ به Kith على هذا الجهاز',
    password: 'كلمة المرور',
    passwordSub: 'تغيير كلمة المرور',
    shortcuts: 'اختصارات لوحة المفاتيح',
    shortcutsSub: 'نقرات أقل',
    about: 'حول Kith',
    aboutSub: 'الإصدار والترخيص',
    logout: 'تسجيل الخروج',
    logoutTitle: 'تسجيل الخروج من Kith؟',
    logoutSub: 'تبقى رسائلك على الخادم وتعود عند تسجيل الدخول من جديد.',
    admin: 'مدير',
    saved: 'حُفظ',
    version: (name: string, version: string) => `${name} · Kith ${version}`,
  },
  profile: {
    name: 'الاسم',
    username: 'اسم المستخدم',
    usernameHint: 'به يجدك الآخرون.',
    about: 'نبذة',
    aboutHint: 'سطر عنك، لكل من يدردش معك.',
  },
  privacy: {
    receipts: 'مؤشرات القراءة',
    receiptsSub: 'يرى الآخرون متى قرأت رسائلهم. إن أوقفتها فلن ترى ذلك منهم أيضًا.',
  },
  appearance: {
    theme: 'السمة',
    light: 'فاتحة',
    dark: 'داكنة',
    system: 'كالجهاز',
    accent: 'اللون',
    accents: { ember: 'جمر', moss: 'طحلب', tide: 'مدّ', iris: 'سوسن', plum: 'برقوق', slate: 'أردواز' },
    textSize: 'حجم النص',
    textSizes: { small: 'صغير', normal: 'عادي', large: 'كبير', huge: 'الأكبر' },
    wallpaper: 'خلفية الدردشات',
    wallpapers: {
      petals: 'بتلات',
      ripples: 'تموّجات',
      meadow: 'مرج',
      stars: 'نجوم',
      weave: 'نسيج',
      plain: 'سادة',
    },
    sample: 'العشاء في السابعة؟',
    sampleReply: 'نعم! سأحضر الخبز.',
  },
  language: {
    system: 'كالجهاز',
  },
  notifications: {
    inApp: 'أثناء فتح Kith',
    banners: 'التنبيهات',
    bannersSub: 'إظهار رسالة تصل في دردشة غير التي أمامك.',
    preview: 'إظهار نص الرسالة',
    previewSub: 'وإلا فلا يذكر التنبيه إلا مَن أرسلها.',
    sounds: 'الأصوات',
    soundsSub: 'للرسائل في الدردشات الأخرى، وعندما يكون Kith في الخلفية.',
    chatSounds: 'أصوات في الدردشة المفتوحة',
    chatSoundsSub: 'نقرة هادئة عند وصول رسالة أو إرسالها.',
    tone: 'النغمة',
    tones: { drop: 'قطرة', chime: 'رنين', wood: 'خشب' },
    muted: 'الدردشات المكتومة',
    noneMuted: 'لا دردشة مكتومة. اكتم واحدة من قائمتها.',
    unmute: (name: string) => `إلغاء كتم ${name}`,
    until: (when: string) => `حتى ${when}`,
    always: 'دائمًا',
    newMessage: 'رسالة جديدة',
  },
  storage: {
    used: (size: string) => `${size} على هذا الجهاز`,
    of: (size: string) => `من ${size} يسمح بها المتصفح`,
    sub: 'تُحفظ الدردشات والرسائل هنا ليفتح Kith على الفور، بشبكة أو بدونها.',
    unknown: 'لا يخبر هذا المتصفح بمقدار المحفوظ.',
    clear: 'مسح الرسائل الأقدم',
    clearSub: 'من هذا الجهاز فقط. تبقى على الخادم وتعود عند التمرير إليها.',
    cleared: (n: number) =>
      counted(n, {
        zero: 'لا رسائل أقدم على هذا الجهاز',
        one: 'مُسحت رسالة واحدة',
        two: 'مُسحت رسالتان',
        few: 'مُسحت # رسائل',
        many: 'مُسحت # رسالة',
        other: 'مُسحت # رسالة',
      }),
    kilobytes: (n: string) => `${n} ك.ب`,
    megabytes: (n: string) => `${n} م.ب`,
    gigabytes: (n: string) => `${n} غ.ب`,
  },
  about: {
    server: 'الخادم',
    version: 'الإصدار',
    licence: 'الترخيص',
    licenceText: 'Kith برنامج حر، برخصة MIT أو Apache 2.0، كما تشاء.',
    tagline: 'مراسلة يستطيع أي أحد تشغيلها.',
    emoji: 'أسماء الرموز التعبيرية من Unicode CLDR.',
    fonts: 'خطا Figtree وReadex Pro برخصة SIL للخطوط المفتوحة.',
    thirdParty: 'جميع تراخيص ما صنعه الآخرون',
  },
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
  password: {
    current: 'كلمة المرور الحالية',
    next: 'كلمة المرور الجديدة',
    change: 'تغيير كلمة المرور',
    wrong: 'كلمة المرور الحالية غير صحيحة.',
    done: 'تغيَّرت كلمة مرورك. قد تحتاج أجهزتك الأخرى إلى تسجيل الدخول من جديد.',
  },
  shortcuts: {
    palette: 'الذهاب إلى أي مكان، وفعل أي شيء',
    search: 'البحث في الدردشات والأشخاص',
    bold: 'عريض',
    italic: 'مائل',
    emoji: 'رموز تعبيرية',
    previous: 'الدردشة السابقة',
    next: 'الدردشة التالية',
    newChat: 'دردشة جديدة',
    searchIn: 'البحث في هذه الدردشة',
    archive: 'أرشفة هذه الدردشة',
    mute: 'كتم هذه الدردشة',
    markUnread: 'وضع هذه الدردشة كغير مقروءة',
    send: 'إرسال الرسالة',
    newLine: 'سطر جديد',
    chatMenu: 'إجراءات دردشة في القائمة',
    close: 'إغلاق المفتوح',
    help: 'هذه القائمة',
    everywhere: 'في كل مكان',
    inChat: 'في الدردشة',
    inComposer: 'أثناء الكتابة',
  },
};
