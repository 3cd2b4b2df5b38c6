// Starts and ends the peers. Each is ready when its first line says where it listens; nothing here waits for time to
// pass. All of them end with this process.

import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, TARGET } from './places.mjs';

const children = new Set();
const folders = [];

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Starts a program; returns it and the first match of `ready` in its output. */
async function start(command, args, { env = {}, ready = /^listening on (http:\/\/\S+)$/, ...options } = {}) {
  const stdio = ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { stdio, env: { ...process.env, ...env }, ...options });
  children.add(child);
  const ended = new Promise((resolve) => child.once('exit', resolve)).then(() => children.delete(child));
  let said = '';
  const found = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said += `${line}\n`;
        const match = ready.exec(line);
        if (match) resolve(match);
      });
    }
    child.once('error', reject);
    ended.then(() => reject(new Error(`${command} ended at once:\n${said}`)));
  });
  const match = await found;
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  return { child, match, stop };
}

/** A peer that is one process. */
async function single(command, args, options) {
  const { child, match, stop } = await start(command, args, options);
  return { url: match[1], pids: [child.pid], stop };
}

/** Kith's transport by itself. */
export const relay = () => single(join(TARGET, 'release/examples/relay'), []);

/** socket.io by itself. */
export const socketio = () => single(process.execPath, [join(ROOT, 'bench/peers/socketio/server.mjs')]);

/** socketioxide by itself. */
export const socketioxide = () => single(join(TARGET, 'peers/release/relay-socketioxide'), []);

/** Node, socket.io, Express and PostgreSQL. */
export async function nodeStack() {
  const postgres = await startPostgres();
  const server = await start(process.execPath, [join(ROOT, 'bench/peers/node-stack/server.mjs')], {
    env: postgres.env,
  });
  const stop = async () => {
    await server.stop();
    await postgres.stop();
  };
  return { url: server.match[1], pids: [server.child.pid, postgres.pid], stop };
}

/** A private PostgreSQL in a temporary folder, on a socket in that folder. Settings are Debian's, except for these. */
async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'kith-bench-postgres-'));
  folders.push(folder);
  // It refuses to run as root.
  const user = process.getuid() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const options = { cwd: '/', ...user };
  const initdb = ['--pgdata', data, '--username=kith', '--auth=trust', '--encoding=UTF8', '--no-locale'];
  execFileSync(postgresProgram('initdb'), initdb, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  const settings = {
    listen_addresses: "''",
    unix_socket_directories: `'${folder}'`,
    shared_buffers: '512MB',
    max_wal_size: '4GB',
    // The defaults, written down because the comparison rests on them.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`);
  writeFileSync(join(data, 'postgresql.auto.conf'), lines.join(''));
  const ready = /database system is ready to accept connections/;
  const { child, stop } = await start(postgresProgram('postgres'), ['-D', data], { ready, ...options });
  return {
    pid: child.pid,
    env: { PGHOST: folder, PGUSER: 'kith', PGDATABASE: 'postgres' },
    // A fast shutdown: it cuts connections, and closes the database in order.
    stop: () => stop('SIGINT'),
  };
}

/** A number (uid, gid) of the account that Debian's package creates for it. */
function idOf(which) {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

/** The path of one of PostgreSQL's programs: Debian keeps them out of PATH. */
export function postgresProgram(name) {
  const versions = '/usr/lib/postgresql';
  const found = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const path = found.map((version) => join(versions, version, 'bin', name)).find(existsSync);
  if (!path) throw new Error('PostgreSQL is missing: on Debian, sudo apt-get install postgresql');
  return path;
}
