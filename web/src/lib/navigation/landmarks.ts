// The elements that shortcuts and links go to, wherever they are made.

/** Where messages are written. */
export const COMPOSER_ID = 'composer';
/** The field that searches chats and people. */
export const SEARCH_FIELD_ID = 'chat-search';
