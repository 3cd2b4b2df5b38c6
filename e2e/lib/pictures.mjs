// Stickers and custom emoji for tests: small PNGs of one colour, and a server that has some.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { runKith, Server, temporaryFolder } from './server.mjs';

/** A PNG of one colour (W3C PNG, third edition). */
export function png(width, height, [red, green, blue]) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const row = Buffer.from([0, ...Array.from({ length: width }, () => [red, green, blue]).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** What clients call these bytes. */
export const fileOf = (bytes, ending = 'png') => `${createHash('sha256').update(bytes).digest('hex')}.${ending}`;

export const WAVE = png(64, 48, [220, 60, 60]);
export const NAP = png(48, 64, [60, 60, 220]);
export const PARROT = png(32, 32, [60, 180, 60]);

/** Files with these names and contents, in a folder of their own. */
export function filesOf(contents) {
  const folder = temporaryFolder();
  return Object.entries(contents).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
}

/** `kith sticker` or `kith emoji`, which must succeed. */
export async function operate(data, ...args) {
  const { code, out, err } = await runKith([...args, '--data', data]);
  assert.deepEqual([code, err], [0, '']);
  return out;
}

/** A running server with the stickers "wave" and "nap" of the pack "cats", and the custom emoji `:parrot:`. */
export async function startWithPictures(env = {}) {
  const server = new Server({ KITH_RATE_LIMITS: 'off', KITH_LOG: 'warn', ...env });
  await operate(server.data, 'sticker', 'add', 'cats', ...filesOf({ 'wave.png': WAVE, 'nap.png': NAP }));
  await operate(server.data, 'emoji', 'add', ...filesOf({ 'parrot.png': PARROT }));
  return server.start();
}
