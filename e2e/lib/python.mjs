// A device that runs the official Python client (python-client.py beside this file).

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { after } from 'node:test';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { within } from './deadline.mjs';

const PYTHON = fileURLToPath(new URL('../../target/python/bin/python', import.meta.url));
const CLIENT = fileURLToPath(new URL('python-client.py', import.meta.url));

const children = new Set();
after(() => children.forEach((child) => child.kill('SIGKILL')));

export class PythonDevice {
  /** Connects somebody over one kind of transport. */
  constructor(person, transport) {
    if (!existsSync(PYTHON)) throw new Error('target/python is missing: scripts/test.sh installs it');
    this.child = spawn(PYTHON, [CLIENT, person.server.url, transport, person.token]);
    children.add(this.child);
    this.log = '';
    this.child.stderr.setEncoding('utf8').on('data', (text) => (this.log += text));
    /** Lines that have arrived and that no test has taken, and the waiters for more. */
    this.events = [];
    this.waiting = null;
    createInterface(this.child.stdout).on('line', (line) => {
      const [name, payload] = JSON.parse(line);
      this.events.push({ name, payload });
      this.waiting?.();
    });
  }

  /** The next event of this name. */
  next(name) {
    const found = async () => {
      for (;;) {
        const at = this.events.findIndex((event) => event.name === name);
        if (at >= 0) return this.events.splice(at, 1)[0].payload;
        await new Promise((resolve) => (this.waiting = resolve));
      }
    };
    return within(found(), () => `${name} in Python; it said: ${this.log}`);
  }

  /** Emits, and returns the acknowledgement. */
  emit(event, payload) {
    this.child.stdin.write(`${JSON.stringify([event, payload])}\n`);
    return this.next('ack');
  }

  /** Suspends the process, like a laptop that sleeps, or lets it go on. */
  pause() {
    this.child.kill('SIGSTOP');
  }

  resume() {
    this.child.kill('SIGCONT');
  }

  close() {
    this.child.kill('SIGKILL');
  }
}
