// The domains of the app's texts. Each is a file of its name in the folder of each language, and code reads it as
// `m.<domain>`. English defines the entries; the other languages must have the same.

export type Texts = {
  accounts: typeof import('./en/accounts').accounts;
  app: typeof import('./en/app').app;
  chats: typeof import('./en/chats').chats;
  common: typeof import('./en/common').common;
  contents: typeof import('./en/contents').contents;
  emoji: typeof import('./en/emoji').emoji;
  errors: typeof import('./en/errors').errors;
  lasting: typeof import('./en/lasting').lasting;
  members: typeof import('./en/members').members;
  messages: typeof import('./en/messages').messages;
  palette: typeof import('./en/palette').palette;
  people: typeof import('./en/people').people;
  plans: typeof import('./en/plans').plans;
  presence: typeof import('./en/presence').presence;
  receipts: typeof import('./en/receipts').receipts;
  search: typeof import('./en/search').search;
  sessions: typeof import('./en/sessions').sessions;
  settings: typeof import('./en/settings').settings;
  stickers: typeof import('./en/stickers').stickers;
  system: typeof import('./en/system').system;
};
export type Domain = keyof Texts;

/** Domains that any screen may need: loaded before the first screen shows. */
export const EVERYWHERE = ['app', 'common', 'errors'] satisfies Domain[];
/** Domains that are needed before log-in: loaded with the screens for that. */
export const LOGGED_OUT = ['accounts', 'sessions'] satisfies Domain[];
/** Domains for chats in lists and notices: loaded with the chat list. */
export const LOGGED_IN = ['chats', 'presence', 'receipts', 'system'] satisfies Domain[];
