// The messages of a chat as a reader scrolls through them: makes long chats fast, and records what is on screen at
// every frame.

import { text } from './client.mjs';

/** The number of messages under way at a time. */
const BATCH = 1_000;

/** The text of each number: bubbles of many heights, but mostly of one line. */
function words(number) {
  const phrase = 'and so on and on '.repeat(number % 9 === 0 ? number % 11 : number % 3);
  return `Number ${number}. ${phrase}${number % 40 === 0 ? '\nand\nthree more\nlines' : ''}`.trim();
}

/**
 * Writes that many messages into a chat, in their order, by everybody in turn.
 * @param {import('./client.mjs').Device[]} devices of its members; the events that they receive are forgotten
 */
export async function fill(chat, devices, count, from = 1) {
  for (let first = from; first < from + count; first += BATCH) {
    const device = devices[(first / BATCH) % devices.length | 0];
    const numbers = Array.from({ length: Math.min(BATCH, from + count - first) }, (_, index) => first + index);
    await Promise.all(numbers.map((number) => device.send(chat.id, words(number))));
    for (const each of devices) each.forget();
  }
}

/** The timeline of the chat that is open in a window. */
export class Timeline {
  /** @param {import('./app.mjs').App} app */
  constructor(app) {
    this.app = app;
    this.page = app.page;
    this.box = app.timeline;
  }

  /** A message of `fill` by its number. */
  number(number) {
    return this.box.locator('[data-seq]').filter({ hasText: `Number ${number}.` });
  }

  /** The position of the view, and the seqs of the messages in it. */
  look() {
    return this.box.evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect();
      const rows = [...box.querySelectorAll('[data-seq]')].filter((row) => {
        const rect = row.getBoundingClientRect();
        return rect.bottom > top && rect.top < bottom;
      });
      const toEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
      return { top: box.scrollTop, toEnd, seqs: rows.map((row) => Number(row.dataset.seq)) };
    });
  }

  /** Waits until `fits` accepts the messages in view. */
  async until(isWanted, what) {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const look = await this.look();
      if (isWanted(look)) return look;
      if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; in view: ${JSON.stringify(look)}`);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  /** Turns the mouse wheel over the messages; upwards when negative. */
  async wheel(pixels) {
    const { x, y, width, height } = await this.box.boundingBox();
    await this.page.mouse.move(x + width / 2, y + height / 2);
    await this.page.mouse.wheel(0, pixels);
  }

  /** Turns the wheel as fast as the messages come, without passing over any, until this message is in view. */
  async wheelUpTo(seq, pixels) {
    await this.wheel(0);
    while (!(await this.box.evaluate(hasComeTo, seq))) await this.page.mouse.wheel(0, -pixels);
  }

  /** Waits until no page of history is on its way and nothing moves any more. */
  async settled() {
    await this.page.waitForLoadState('networkidle');
    await this.box.evaluate(async (box) => {
      const frame = () => new Promise(requestAnimationFrame);
      for (let still = 0, top = -1; still < 20; still = box.scrollTop === top ? still + 1 : 0) {
        top = box.scrollTop;
        await frame();
      }
    });
  }

  /** A message's distance from the top edge of the view. */
  placeOf(number) {
    return this.number(number).evaluate((row) => {
      const box = row.closest('[role=log]');
      return row.getBoundingClientRect().top - box.getBoundingClientRect().top;
    });
  }

  /** Begins to look at every frame; `report` returns what it saw. */
  async watch() {
    const report = await this.box.evaluateHandle(watchFrames);
    return () => report.evaluate((seen) => seen());
  }
}

/** Runs in the page: waits until messages fill the view, and says whether this is one of them. */
async function hasComeTo(box, seq) {
  const { left, top, width } = box.getBoundingClientRect();
  while (document.elementFromPoint(left + width / 2, top + 2)?.closest('.skeleton-ground'))
    await new Promise(requestAnimationFrame);
  const row = box.querySelector(`[data-seq="${seq}"]`);
  return row !== null && row.getBoundingClientRect().bottom > top;
}

/** Runs in the page. Looks down the middle of the view at each frame: rows, placeholders of rows, or nothing. */
function watchFrames(box) {
  const seen = { frames: 0, blankMs: 0, groundMs: 0, worstFrameMs: 0, nodes: 0, rows: 0, messages: 0 };
  const messages = new Set();
  const since = { blank: null, ground: null };
  let last = performance.now();
  let going = true;
  const lasts = (what, is, now) => {
    since[what] = is ? (since[what] ?? now) : null;
    return is ? now - since[what] : 0;
  };
  const look = (now) => {
    const { left, top, width, height } = box.getBoundingClientRect();
    let [rows, blank] = [0, 0];
    for (let part = 1; part < 16; part++) {
      const element = document.elementFromPoint(left + width / 2, top + (height * part) / 16);
      if (element?.closest('[data-row], [data-continued]')) rows++;
      else if (!element?.closest('.skeleton-ground')) blank++;
    }
    seen.frames++;
    seen.worstFrameMs = Math.max(seen.worstFrameMs, now - last);
    last = now;
    seen.blankMs = Math.max(seen.blankMs, lasts('blank', blank > 0, now));
    seen.groundMs = Math.max(seen.groundMs, lasts('ground', rows === 0, now));
    seen.nodes = Math.max(seen.nodes, document.getElementsByTagName('*').length);
    seen.rows = Math.max(seen.rows, box.querySelectorAll('[data-row]').length);
    for (const row of box.querySelectorAll('[data-seq]')) messages.add(row.dataset.seq);
    if (going) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return () => {
    going = false;
    return { ...seen, messages: messages.size };
  };
}
