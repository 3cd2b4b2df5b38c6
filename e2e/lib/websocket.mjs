// WebSockets by hand, for tests of behaviour that no well-made client shows.

import { randomBytes } from 'node:crypto';

/** A request for a WebSocket of the Socket.IO transport. */
export const UPGRADE = Buffer.from(
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nhost: kith\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
    `sec-websocket-version: 13\r\nsec-websocket-key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
);

/** A WebSocket frame as a client sends it (RFC 6455, section 5.2): masked, here with zeros. */
export function frame(opcode, payload, { fin = 0x80, length = payload.length } = {}) {
  const bytes = Buffer.from(payload);
  if (length < 126) return Buffer.concat([Buffer.from([fin | opcode, 0x80 | length, 0, 0, 0, 0]), bytes]);
  if (length < 65_536) {
    return Buffer.concat([Buffer.from([fin | opcode, 0x80 | 126, length >> 8, length & 0xff, 0, 0, 0, 0]), bytes]);
  }
  const head = Buffer.alloc(14);
  head.set([fin | opcode, 0x80 | 127]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, bytes]);
}
