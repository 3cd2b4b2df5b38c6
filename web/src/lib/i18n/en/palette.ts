// English. The palette: where to go, what to do.
import { twoForms } from '../plural';

const count = twoForms('en');

export const palette = {
  title: 'Go to, or do',
  field: 'A chat, a person, or what to do',
  chats: 'Chats',
  people: 'People',
  actions: 'Actions',
  settings: 'Settings',
  nothing: (q: string) => `Nothing fits “${q}”`,
  nothingSub: 'Try fewer letters, or the beginning of a word.',
  results: (n: number) => count(n, 'result', 'results'),
  keys: { move: 'to move', open: 'to open', close: 'to close' },
  themeLight: 'Use the light theme',
  themeDark: 'Use the dark theme',
  themeSystem: 'Use the device’s theme',
  starsHere: 'Starred messages of this chat',
  searchHere: 'Search in this chat',
  markAllRead: 'Mark everything as read',
  showArchived: 'Show archived chats',
  showPlans: 'Show scheduled messages and reminders',
  remindOfLast: 'Remind me of the last message',
};
