// What there are texts about. Each domain is a file of its name in the folder of each language, and `m.<domain>` where it
// is read. English says which entries there are; the others are held to the same.

export type Texts = {
  accounts: typeof import('./en/accounts').accounts;
  app: typeof import('./en/app').app;
  chats: typeof import('./en/chats').chats;
  common: typeof import('./en/common').common;
  connection: typeof import('./en/connection').connection;
  emoji: typeof import('./en/emoji').emoji;
  errors: typeof import('./en/errors').errors;
  members: typeof import('./en/members').members;
  messages: typeof import('./en/messages').messages;
  palette: typeof import('./en/palette').palette;
  people: typeof import('./en/people').people;
  presence: typeof import('./en/presence').presence;
  receipts: typeof import('./en/receipts').receipts;
  search: typeof import('./en/search').search;
  sessions: typeof import('./en/sessions').sessions;
  settings: typeof import('./en/settings').settings;
  system: typeof import('./en/system').system;
  time: typeof import('./en/time').time;
};
export type Domain = keyof Texts;

/** What any screen may say: they are there before the first one shows. */
export const EVERYWHERE = ['app', 'common', 'connection', 'errors', 'time'] satisfies Domain[];
/** What is said before somebody is logged in: they come with the screens for that. */
export const LOGGED_OUT = ['accounts', 'sessions'] satisfies Domain[];
/** What is said of chats wherever they are listed or told of: they come with the chat list. */
export const LOGGED_IN = ['chats', 'presence', 'receipts', 'system'] satisfies Domain[];
