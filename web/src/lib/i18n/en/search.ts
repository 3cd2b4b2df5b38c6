// English. Finding messages in a chat.
import { twoForms } from '../plural';

const count = twoForms('en');

export const search = {
  title: 'Search in this chat',
  field: 'Words to look for',
  hint: 'Find messages in this chat by the words in them.',
  nothing: (q: string) => `No message with “${q}”`,
  found: (n: number, more: boolean) =>
    more ? `More than ${count(n, 'message', 'messages')} found` : `${count(n, 'message', 'messages')} found`,
  older: 'Older results',
};
