// English. Who is online, was seen, or is typing.
import { twoForms } from '../plural';

const count = twoForms('en');
const list = new Intl.ListFormat('en', { type: 'conjunction' });

export const presence = {
  online: 'online',
  justNow: 'last seen just now',
  minutesAgo: (n: number) => `last seen ${count(n, 'minute', 'minutes')} ago`,
  lastSeen: (when: string) => `last seen ${when}`,
  onlineCount: (n: number) => `${n} online`,
  typing: 'typing…',
  isTyping: (name: string) => `${name} is typing…`,
  areTyping: (names: string[]) => `${list.format(names)} are typing…`,
  manyTyping: 'Several people are typing…',
};
