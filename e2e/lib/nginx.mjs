// A real nginx in front of a server, configured as operators do it: private, on a free port, stopped when the test file
// ends.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after } from 'node:test';
import { within } from './deadline.mjs';
import { temporaryFolder } from './server.mjs';

const running = new Set();
after(() => Promise.all([...running].map(end)));
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A port that was free a moment ago. */
export async function freePort() {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await once(listener, 'close');
  return port;
}

/**
 * Starts nginx with these `location` blocks, and returns the address at which it listens.
 * @param {number} port
 * @param {string} locations
 */
export async function startNginx(port, locations) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'tmp'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path tmp;`);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off;
    worker_processes 1;
    pid nginx.pid;
    error_log stderr notice;
    events { worker_connections 256; }
    http {
      access_log off;
      ${temporary.join('\n')}
      server {
        listen 127.0.0.1:${port};
        ${locations}
      }
    }`,
  );
  const args = ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf'];
  const child = spawn('nginx', args, {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let said = '';
  const ready = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`nginx ended:\n${said}`)));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (said.includes('start worker process ')) resolve();
    });
  });
  await within(ready, () => `nginx to start:\n${said}`);
  return { url: `http://127.0.0.1:${port}` };
}

async function end(child) {
  running.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
