// Runs private Kith servers: each on a free port, with a temporary folder of its own, both gone when the test file
// ends. A server is ready when its first line says where it listens; no function here waits for time to pass.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { within } from './deadline.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));

/** The program under test. */
export const KITH = resolve(HERE, process.env.KITH_BIN ?? '../target/debug/kith');

const folders = [];
const processes = new Set();

after(() => Promise.all([...processes].map((child) => end(child, 'SIGKILL'))));
process.on('exit', () => {
  for (const child of processes) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// An interrupt ends this process by `exit`, so that the listener above runs.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** A folder that is removed at the end. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kith-e2e-'));
  folders.push(folder);
  return folder;
}

/**
 * Starts `kith` with nothing of our own KITH_ variables in its environment.
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @param {{ descriptors?: number, diskKilobytes?: number, data?: string }} [limits] how many file descriptors it may have,
 * and how large the disk is that holds its data
 */
export function spawnKith(args, env = {}, { descriptors, diskKilobytes, data } = {}) {
  const inherited = Object.entries(process.env).filter(([key]) => !key.startsWith('KITH_'));
  const limited = ['-c', 'ulimit -n "$0" && exec "$@"', String(descriptors), KITH, ...args];
  const mount = 'mkdir -p "$1" && mount -t tmpfs -o "size=$0k" none "$1" && shift && exec "$@"';
  const onDisk = ['-Urm', 'sh', '-c', mount, String(diskKilobytes), data, KITH, ...args];
  const [program, argv] =
    diskKilobytes !== undefined ? ['unshare', onDisk] : descriptors !== undefined ? ['sh', limited] : [KITH, args];
  const child = spawn(program, argv, {
    cwd: temporaryFolder(),
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  processes.add(child);
  child.once('exit', () => processes.delete(child));
  return child;
}

/**
 * Runs `kith` to its end.
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, input?: string }} [options]
 * @returns {Promise<{ code: number, out: string, err: string }>}
 */
export async function runKith(args, { env = {}, input = '' } = {}) {
  const child = spawnKith(args, { KITH_LOG: 'error', ...env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  // An error here means that a program ended without reading: that is no failure of the test.
  child.stdin.on('error', () => {}).end(input);
  const [code] = await within(once(child, 'close'), () => `kith ${args.join(' ')} to end; so far:\n${out}${err}`);
  return { code, out, err };
}

/** A server that can be stopped, killed and started again on the same port and folder. */
export class Server {
  /**
   * @param {Record<string, string>} env
   * @param {{ descriptors?: number, diskKilobytes?: number }} [limits] as for spawnKith
   */
  constructor(env, limits) {
    this.env = env;
    this.limits = limits;
    this.data = join(temporaryFolder(), 'data');
    /** Everything printed on standard output, line by line, since the last start. */
    this.lines = [];
    this.log = '';
  }

  async start(listen = '127.0.0.1:0') {
    this.lines = [];
    const limits = { ...this.limits, data: this.data };
    const child = spawnKith(['serve', '--listen', listen, '--data', this.data], this.env, limits);
    this.child = child;
    child.stderr.setEncoding('utf8').on('data', (text) => (this.log += text));
    const lines = createInterface(child.stdout);
    lines.on('line', (line) => this.lines.push(line));
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}:\n${this.log}`)));
    // Once the server listens, other code awaits its end.
    ended.catch(() => {});
    const [first] = await within(Promise.race([once(lines, 'line'), ended]), () => 'the server to listen');
    this.url = /^listening on (http:\/\/\S+)$/.exec(first)?.[1];
    if (this.url === undefined) throw new Error(`unexpected first line: ${first}`);
    return this;
  }

  /** Waits until its log says this. */
  async logged(pattern) {
    const { stderr } = this.child;
    const said = async () => {
      while (!pattern.test(this.log)) await once(stderr, 'data');
    };
    await within(said(), () => `the log to say ${pattern}; so far:\n${this.log}`);
  }

  /** The server's memory (RSS), in MiB. */
  memory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) / 1024;
  }

  /** Asks it to stop, and returns how it ended. */
  stop() {
    return end(this.child, 'SIGTERM');
  }

  /** Ends it without any warning, as a power cut would. */
  kill() {
    return end(this.child, 'SIGKILL');
  }

  /** Starts it again at the same address: clients find it there. */
  again() {
    return this.start(new URL(this.url).host);
  }
}

/**
 * A running server. Rate limits are off unless the test is about them.
 * @param {Record<string, string>} [env]
 * @param {{ descriptors?: number, diskKilobytes?: number }} [limits] as for spawnKith
 */
export function startServer(env = {}, limits = undefined) {
  return new Server({ KITH_RATE_LIMITS: 'off', KITH_LOG: 'warn', ...env }, limits).start();
}

async function end(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return { code: child.exitCode, signal: child.signalCode };
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code, by] = await within(exit, () => `the server to end after ${signal}`);
  return { code, signal: by };
}
