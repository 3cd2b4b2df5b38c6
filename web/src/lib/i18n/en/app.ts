// English. What frames everything: the app's name and window, a newer version, a part that broke.

export const app = {
  name: 'Kith',
  title: (unread: number) => (unread > 0 ? `(${unread > 99 ? '99+' : unread}) Kith` : 'Kith'),
  settings: 'Settings',
  skip: 'Go to the message box',
  sample: 'Dinner at seven?',
  sampleReply: 'Yes! I will bring the bread.',
  update: {
    ready: 'A new version of Kith is ready.',
    apply: 'Use it now',
  },
  crash: {
    title: 'This part stumbled',
    sub: 'The rest of Kith still works. Your messages are safe on the server.',
    again: 'Show it again',
  },
};
