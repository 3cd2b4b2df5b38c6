// English. Stickers, and the server's own emoji.

export const stickers = {
  kinds: 'Emoji or stickers',
  emojiTab: 'Emoji',
  stickersTab: 'Stickers',
  emoji: 'Of this server',
  pack: (name: string) => `Stickers: ${name}`,
  send: (name: string) => `Send the sticker ${name}`,
};
