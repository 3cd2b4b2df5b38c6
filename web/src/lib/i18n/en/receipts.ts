// English. How far a message has come, and who has read it.

export const receipts = {
  sending: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Not sent',
  title: 'Message info',
  readBy: 'Read by',
  deliveredTo: 'Delivered to',
  waiting: 'Not delivered yet',
  receiptsOff: 'You have read receipts turned off, so you do not see who has read.',
};
