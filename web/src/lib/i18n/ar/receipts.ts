// العربية. How far a message has come, and who has read it.
import type { Texts } from '../texts';

export const receipts: Texts['receipts'] = {
  sending: 'جارٍ الإرسال',
  sent: 'أُرسلت',
  delivered: 'وصلت',
  read: 'قُرئت',
  failed: 'لم تُرسَل',
  title: 'معلومات الرسالة',
  readBy: 'قرأها',
  deliveredTo: 'وصلت إلى',
  waiting: 'لم تصل بعد إلى',
  receiptsOff: 'أوقفتَ مؤشرات القراءة، لذا لا ترى من قرأ.',
};
