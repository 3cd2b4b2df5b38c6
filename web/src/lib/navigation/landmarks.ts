// The elements that shortcuts and links go to, wherever they are made.

/** Where messages are written. */
export const COMPOSER_ID = 'composer';
/** The field that searches chats and people. */
export const SEARCH_FIELD_ID = 'chat-search';
/** The field that searches the messages of the open chat. */
export const CHAT_SEARCH_FIELD_ID = 'message-search';
