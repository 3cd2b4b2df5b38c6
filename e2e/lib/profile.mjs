// A browser with a profile of its own on disk, which can be killed like a process that crashed, and started again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { CHROMIUM, CHROMIUM_ARGS } from './chromium.mjs';
import { within } from './deadline.mjs';
import { temporaryFolder } from './server.mjs';

const browsers = new Set();
after(() => Promise.all([...browsers].map((browser) => browser.kill())));

export class Profile {
  folder = temporaryFolder();

  /** Starts the browser, and returns its one window. */
  async start() {
    const args = [...CHROMIUM_ARGS, `--user-data-dir=${this.folder}`, '--remote-debugging-port=0', 'about:blank'];
    // A process group of its own, so that one signal can end all of its processes.
    this.child = spawn(CHROMIUM, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    browsers.add(this);
    this.ended = once(this.child, 'exit');
    const address = new Promise((resolve) => {
      createInterface(this.child.stderr).on('line', (line) => {
        const found = /^DevTools listening on (\S+)$/.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    this.browser = await chromium.connectOverCDP(await within(address, () => 'the browser to start'));
    const [context] = this.browser.contexts();
    return context;
  }

  /** As when the power goes. */
  async kill() {
    browsers.delete(this);
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    await within(this.ended, () => 'the browser to be gone');
  }
}
