// Keeps the timeline where its reader is. Only the rows around the view exist. Above and below them is empty ground,
// about as high as the missing rows. Rows never move on the screen by themselves: when the rows above the view change
// their height, the ground changes by as much the other way. So the code need not scroll while somebody scrolls, not
// even during a flick.
import { type Goal, rowOfGoal } from '../../model/timeline/goal';
import { type Range, RowHeights, rangeAround } from '../../model/timeline/row-heights';
import {
  type Content,
  FOOT_PX,
  farSeq,
  groundAbove,
  groundBelow,
  type Look,
  lookAt,
} from '../../model/timeline/timeline-view';

/** After this long without scrolling, the reader rests. */
const REST_MS = 150;
/** While somebody scrolls over ground, history for their place is fetched this often. */
const STRAY_MS = 250;

export type Parts = { box: HTMLElement; above: HTMLElement; rows: HTMLElement; below: HTMLElement };

export type Listener = {
  /** Other rows are wanted; `now` when they can be rendered before the next frame. */
  onRange: (now: boolean) => void;
  onLook: (look: Look) => void;
  onReached: (goal: Goal) => void;
  /** Only ground is in view, about where this message must be. */
  onFar: (goal: Goal) => void;
};

export class TimelineScroll {
  listener: Listener = { onRange: () => {}, onLook: () => {}, onReached: () => {}, onFar: () => {} };
  readonly #heights = new RowHeights();
  #parts: Parts | null = null;
  #content: Content | null = null;
  #range: Range = { start: 0, end: 0 };
  /** Where the first row begins, in the coordinates of the scrolling box. */
  #origin = 0;
  /** The rows in view and where they begin, in the same coordinates. The first one that still exists keeps its place. */
  #anchors: { key: string; y: number }[] = [];
  /** The scroll position at the last look. */
  #top = 0;
  /** The greatest possible scroll position then. */
  #most = 0;
  /** Whether the reader has scrolled to the very end, and so wants to stay there when more comes. */
  #atFoot = false;
  #hidden = false;
  #goal: Goal | null;
  #sticking = false;
  #width = 0;
  #height = 0;
  #touched = false;
  #strayedAt = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  /** The goal to show first. */
  constructor(goal: Goal) {
    this.#goal = goal;
  }

  attach(parts: Parts): () => void {
    this.#parts = parts;
    const { box, rows } = parts;
    const off = new AbortController();
    const on = { passive: true, signal: off.signal };
    box.addEventListener('scroll', () => this.#scrolled(), on);
    box.addEventListener('touchstart', () => this.#touch(true), on);
    for (const type of ['touchend', 'touchcancel']) box.addEventListener(type, () => this.#touch(false), on);
    window.addEventListener('focus', () => this.#look(), on);
    document.addEventListener('visibilitychange', () => this.#look(), on);
    const resize = new ResizeObserver(() => this.#settle());
    resize.observe(box);
    resize.observe(rows);
    return () => {
      off.abort();
      resize.disconnect();
      clearTimeout(this.#resting);
      this.#parts = null;
    };
  }

  /** Shows a goal as soon as its row exists; null gives up. */
  aim(goal: Goal | null): void {
    this.#goal = goal;
    if (goal !== null) this.listener.onRange(false);
  }

  /** Scrolls to the end visibly, when it is near; false when it is too far for that. */
  glideToEnd(): boolean {
    const { box } = this.#parts ?? {};
    if (!box || this.#content?.timeline.moreAfter || this.#range.end < this.#heights.count) return false;
    box.scrollTo({ top: box.scrollHeight, behavior: pace() });
    return true;
  }

  scrollByScreen(direction: 1 | -1): void {
    const { box } = this.#parts ?? {};
    box?.scrollBy({ top: direction * box.clientHeight * 0.9, behavior: pace() });
  }

  /** A row in view is about to change its height: its beginning stays where it is, also at the end of the chat. */
  keepBeginning(key: string): void {
    const row = this.#heights.indexOf(key);
    if (row === undefined) return;
    this.#sticking = false;
    this.#anchors = [{ key, y: this.#origin + this.#heights.top(row) }];
  }

  /** The rows that should be rendered. */
  plan(content: Content): Range {
    const there = this.#rangeIn(content);
    const heights = this.#heights;
    heights.use(content.keys);
    const height = this.#height || window.innerHeight;
    const row = this.#goal === null ? null : rowOfGoal(this.#goal, content.items, content.timeline);
    const anchor = this.#anchorRow();
    let top = heights.total - height;
    if (row !== null && this.#goal?.to === 'about') top = heights.top(row) + this.#top - this.#goal.y;
    else if (row !== null) top = heights.top(row) - height / 2;
    else if (anchor !== null && !this.#sticks(content)) top = heights.top(anchor.row) + this.#top - anchor.y;
    return rangeAround(heights, there, { top, height }, { least: height / 2, ample: height * 1.25 });
  }

  /** The rows of `range` are rendered: puts them in their place. */
  commit(content: Content, range: Range): void {
    this.#content = content;
    this.#range = range;
    this.#heights.use(content.keys);
    this.#settle();
  }

  #settle(now = false, isResting = false): void {
    const { box, above, rows, below } = this.#parts ?? {};
    const content = this.#content;
    if (!box || !above || !rows || !below || content === null) return;
    // While another pane covers the timeline, no row is on screen or has a height, and the browser forgets the scroll
    // position.
    const wasHidden = this.#hidden;
    this.#hidden = box.clientHeight === 0;
    if (this.#hidden) return;
    if (wasHidden) box.scrollTop = this.#top;
    const isResized = box.clientWidth !== this.#width || box.clientHeight !== this.#height;
    this.#measure(box, rows);

    const heights = this.#heights;
    const was = box.scrollTop;
    // Somebody has begun to scroll up, and the browser has not fired the event yet.
    const isUpwards = was < this.#top - 1 && box.scrollHeight - was - this.#height > 1;
    if (isUpwards && !isResized) this.#sticking = false;
    this.#noteFoot(was);
    const aimed = this.#goal;
    const top = this.#place(content, was, isResting);
    const continued = rows.querySelector('[data-continued]')?.getBoundingClientRect().height ?? 0;
    setHeight(above, Math.max(0, this.#origin + heights.top(this.#range.start) - continued));
    const end = heights.total - heights.top(this.#range.end) + groundBelow(content, heights, this.#height);
    setHeight(below, end + FOOT_PX);
    const most = Math.max(0, this.#bottom(content) - this.#height);
    const wanted = this.#sticks(content) ? most : Math.max(0, Math.min(top, most));
    if (Math.abs(wanted - was) >= 1) {
      box.scrollTop = wanted;
      this.#atFoot = false;
    }
    this.#most = most;
    this.#hold(wanted);
    const look = this.#look();
    if (aimed !== null && this.#goal === null) this.#sticking ||= look?.atEnd ?? false;
    if (!isSame(this.plan(content), this.#range)) this.listener.onRange(now);
  }

  #measure(box: HTMLElement, rows: HTMLElement): void {
    if (box.clientWidth !== this.#width) this.#heights.forget();
    this.#width = box.clientWidth;
    // Counted from below: the rows just above the composer stay there when a keyboard opens or the composer grows.
    const grown = this.#height === 0 ? 0 : box.clientHeight - this.#height;
    // When the content shrinks, the browser scrolls the box back by itself; the reader did not.
    const was = box.scrollTop;
    const isCutShort = was < this.#top && box.scrollHeight - was - box.clientHeight <= 1;
    const by = grown + (isCutShort ? was - this.#top : 0);
    if (by !== 0) this.#anchors = this.#anchors.map(({ key, y }) => ({ key, y: y + by }));
    this.#height = box.clientHeight;
    let row = this.#range.start;
    for (const element of rows.querySelectorAll('[data-row]')) {
      const key = this.#heights.key(row++);
      if (key !== undefined) this.#heights.measured(key, element.getBoundingClientRect().height);
    }
  }

  /** Decides where the first row begins. Returns the scroll position for the box, mostly the present one. */
  #place(content: Content, was: number, isResting: boolean): number {
    const heights = this.#heights;
    const goal = this.#goal;
    const row = goal === null ? null : rowOfGoal(goal, content.items, content.timeline);
    const anchor = this.#anchorRow();
    let top = was;
    if (goal !== null && row !== null) {
      if (goal.to === 'about') this.#origin = goal.y - heights.top(row);
      else {
        this.#origin = groundAbove(content, heights, this.#height);
        top = Math.round(this.#origin + heights.top(row) - this.#below(goal, row));
      }
      this.#sticking = goal.to === 'end' || (goal.to === 'unread' && row === heights.count - 1);
      // The place of a row is only certain when the row has been measured.
      if (goal.to === 'about' || (row >= this.#range.start && row < this.#range.end)) {
        this.#goal = null;
        this.listener.onReached(goal);
      }
    } else if (anchor !== null) this.#origin = anchor.y - heights.top(anchor.row);
    else {
      this.#origin = groundAbove(content, heights, this.#height);
      top = Math.round(this.#origin);
    }
    const shift = Math.round(this.#shift(content, top, isResting));
    this.#origin += shift;
    return top + shift;
  }

  /** The distance of a goal from the top edge of the view. */
  #below(goal: Goal, row: number): number {
    if (goal.to === 'time') return 0;
    if (goal.to === 'unread') return this.#height / 4;
    const height = this.#heights.top(row + 1) - this.#heights.top(row);
    return Math.max(this.#height / 8, (this.#height - height) / 2);
  }

  /** How far the box must be scrolled after all, because no ground is left or the beginning of the chat is near. */
  #shift(content: Content, top: number, isResting: boolean): number {
    const missing = groundAbove(content, this.#heights, this.#height) - this.#origin;
    if (content.timeline.more) {
      const isOff = isResting && Math.abs(missing) > Math.max(4 * this.#height, Math.abs(this.#origin) / 3);
      return this.#origin < 2 * this.#height || isOff ? missing : 0;
    }
    const isNear = top - this.#origin < 3 * this.#height || top < 2 * this.#height;
    return isNear || isResting ? missing : 0;
  }

  #scrolled(): void {
    const { box } = this.#parts ?? {};
    const content = this.#content;
    if (!box || content === null || box.clientHeight === 0) return;
    // The box has another size, and the browser has scrolled it for that: the reader did not.
    if (box.clientHeight !== this.#height || box.clientWidth !== this.#width) {
      this.#settle(true);
      return;
    }
    const top = box.scrollTop;
    const isUpwards = top < this.#top;
    this.#noteFoot(top);
    this.#hold(top);
    // A reader who begins to scroll up is not held at the end.
    const isAtEnd = this.#look()?.atEnd ?? false;
    this.#sticking = isAtEnd && (!isUpwards || this.#bottom(content) - top - this.#height < 2);
    if (Math.abs(this.#shift(content, top, false)) >= 1) this.#settle(true);
    else if (!isSame(this.plan(content), this.#range)) this.listener.onRange(true);
    this.#strayed(content, top, STRAY_MS);
    this.#restLater();
  }

  #noteFoot(top: number): void {
    if (Math.abs(top - this.#top) >= 1) this.#atFoot = top > this.#most - 4;
  }

  #touch(touched: boolean): void {
    this.#touched = touched;
    this.#restLater();
  }

  #restLater(): void {
    clearTimeout(this.#resting);
    if (!this.#touched) this.#resting = setTimeout(() => this.#rest(), REST_MS);
  }

  #rest(): void {
    const { box } = this.#parts ?? {};
    const content = this.#content;
    if (!box || content === null || box.clientHeight === 0) return;
    this.#strayed(content, box.scrollTop, 0);
    if (Math.abs(this.#shift(content, box.scrollTop, true)) >= 1) this.#settle(true, true);
  }

  /** Reports when only ground is in view, at most once in so many milliseconds. */
  #strayed(content: Content, top: number, every: number): void {
    const far = farSeq(content, this.#heights, top - this.#origin, this.#origin, this.#height);
    if (far === null || performance.now() - this.#strayedAt < every) return;
    this.#strayedAt = performance.now();
    const isEnd = far === content.head || this.#atFoot;
    this.listener.onFar(isEnd ? { to: 'end' } : { to: 'about', seq: far, y: top + this.#height / 2 });
  }

  /** Reports what is on screen by the last known positions: asking the browser for them costs a layout. */
  #look(): Look | null {
    const content = this.#content;
    if (this.#parts === null || content === null || this.#hidden || this.#height === 0) return null;
    const view = { top: this.#top - this.#origin, height: this.#height };
    const look = lookAt(content, this.#heights, this.#range, view);
    this.listener.onLook(look);
    return look;
  }

  /** Remembers the rows in view and their places; the nearest row, when none is in view. */
  #hold(top: number): void {
    const { start, end } = this.#range;
    const heights = this.#heights;
    const from = top - this.#origin;
    this.#top = top;
    const at = Math.min(Math.max(start, heights.rowAt(from)), end - 1);
    this.#anchors = [];
    for (let row = at; row < end; row++) {
      const key = heights.key(row) ?? '';
      if (heights.top(row) > from + this.#height && row > at) break;
      this.#anchors.push({ key, y: this.#origin + heights.top(row) });
    }
    // A row that is only partly in view may change its height in its hidden part.
    const [first, ...others] = this.#anchors;
    if (first !== undefined && first.y < top) this.#anchors = [...others, first];
  }

  #anchorRow(): { row: number; y: number } | null {
    for (const { key, y } of this.#anchors) {
      const row = this.#heights.indexOf(key);
      if (row !== undefined) return { row, y };
    }
    return null;
  }

  #sticks(content: Content): boolean {
    return this.#sticking && !content.timeline.moreAfter && this.#goal === null;
  }

  /** The height of all rows and ground. */
  #bottom(content: Content): number {
    const ground = groundBelow(content, this.#heights, this.#height);
    return this.#origin + this.#heights.total + ground + FOOT_PX;
  }

  /** The rendered rows, by their indexes in `content`. */
  #rangeIn(content: Content): Range {
    const keys = this.#content?.keys;
    if (keys === undefined || keys === content.keys) return this.#range;
    this.#heights.use(content.keys);
    const start = this.#heights.indexOf(keys[this.#range.start] ?? '');
    const last = this.#heights.indexOf(keys[this.#range.end - 1] ?? '');
    return start === undefined || last === undefined ? { start: 0, end: 0 } : { start, end: last + 1 };
  }
}

function pace(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}

function isSame(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

function setHeight(element: HTMLElement, height: number): void {
  const text = `${height}px`;
  if (element.style.height !== text) element.style.height = text;
}
