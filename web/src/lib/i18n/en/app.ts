// English. What frames everything: the app's name and window, a newer version, a part that broke, the connection.

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
  connection: {
    connecting: 'Connecting…',
    offline: 'No connection. Messages will go out when you are back.',
    refused: (address: string) =>
      `The server does not know this address. Whoever runs it has to set public_url = "${address}".`,
    retry: 'Try now',
    unreachable: 'Cannot reach Kith',
    unreachableSub: 'The server does not answer. We keep trying.',
    ended: 'You were logged out on this device. Log in again to go on.',
  },
};
