// English. How long messages stay, and those that are kept in sight.
import { twoForms } from '../plural';

const count = twoForms('en');

export const lasting = {
  title: 'Disappearing messages',
  chatSub: 'New messages disappear this long after they were sent.',
  chatOnlyAdmins: 'Only the administrators of the group can change this.',
  mineTitle: 'Messages of new chats disappear',
  mineSub: 'For chats that you begin from now on. Each chat can be changed for itself.',
  off: 'Off',
  disappears: (when: string) => `Disappears ${when}`,
  pin: 'Pin',
  unpin: 'Unpin',
  pinDays: (n: number) => `For ${count(n, 'day', 'days')}`,
  pinAlways: 'For good',
  pinned: 'Pinned messages',
  pinnedOne: 'Pinned message',
  replyPrivately: 'Reply privately',
  whoReacted: 'Who reacted',
  more: 'Show more',
  jumpBack: 'Back to where you were',
  deleteSeveral: (n: number) => `Delete ${count(n, 'message', 'messages')} for everyone?`,
  deleteSeveralNote: 'Nobody will be able to read them any more.',
  deleteBar: 'You cannot delete all of these for everyone.',
  pinPlace: (at: string, all: string) => `${at} of ${all}`,
};
