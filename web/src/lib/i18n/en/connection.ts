// English. The connection: made, gone, refused, and ended by the server.

export const connection = {
  connecting: 'Connecting…',
  offline: 'No connection. Messages will go out when you are back.',
  refused: (address: string) =>
    `The server does not know this address. Whoever runs it has to set public_url = "${address}".`,
  retry: 'Try now',
  unreachable: 'Cannot reach Kith',
  unreachableSub: 'The server does not answer. We keep trying.',
  ended: 'You were logged out on this device. Log in again to go on.',
};
