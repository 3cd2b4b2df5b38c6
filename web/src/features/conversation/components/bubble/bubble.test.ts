// Which bubbles of a chat are rendered again after an event.
import { expect, test, vi } from 'vitest';
import { applyEvent, type ServerEvent } from '@/lib/state/apply/event';
import type { MessengerState } from '@/lib/state/state';
import { timelineOf } from '@/lib/state/tab';
import type { Message } from '@/protocol/types';
import { CHAT, chat, ME, message, stateWith, withHistory } from '@/testing/builders';
import { FakeHistory } from '@/testing/history';
import { type BubbleView, bubbleView } from '../../model/bubble/bubble-view';
import { type TimelineItem, timelineItems } from '../../model/timeline/timeline-items';

// The links of a bubble need an address of the page, and its texts a language.
new FakeHistory();
vi.stubGlobal('navigator', { languages: ['en'] });
const { Bubble } = await import('./bubble');

/** Whether the bubble is rendered again, as Preact asks the component that `memo` makes. */
function isRenderedAgain(was: object, is: object): boolean {
  const instance = { props: was, shouldComponentUpdate: (_: object) => true };
  (Bubble as unknown as (this: object, props: object) => void).call(instance, was);
  return instance.shouldComponentUpdate(is);
}

const COUNT = 199;
/** By turns, three each. */
const senderOf = (seq: number) => (seq % 6 < 3 ? ME : 'ann');
const said = (seq: number, change: Partial<Message> = {}) =>
  message(seq, { senderId: senderOf(seq), mentions: ['ann'], ...change });

function opened(): MessengerState {
  const state = stateWith([chat({ head: COUNT, read: COUNT, lastMessage: said(COUNT) })]);
  const messages = Array.from({ length: COUNT }, (_, i) => said(i + 1));
  return withHistory(state, CHAT, { messages, more: false });
}

function bubbles(state: MessengerState): Map<string, BubbleView> {
  const items = timelineItems({ ...timelineOf(state, CHAT), pending: [], meId: ME, unread: null });
  const marks = {
    highlightedSeq: null,
    freshAfter: Number.POSITIVE_INFINITY,
    isStarred: () => false,
    reminders: new Map(),
  };
  const isBubble = (item: TimelineItem) => item.type === 'message' || item.type === 'pending';
  return new Map(
    items
      .filter(isBubble)
      .map((item) => [item.key, bubbleView(item, state.chats[CHAT] ?? chat(), ME, marks)]),
  );
}

/** The bubbles that look different after the event, or are new. */
function renderedBy(event: ServerEvent): string[] {
  const before = opened();
  const [was, is] = [bubbles(before), bubbles(applyEvent(before, event, 0))];
  return [...is].filter(([key, view]) => isRenderedAgain(was.get(key) ?? {}, view)).map(([key]) => key);
}

test('a new message renders itself and the one that it follows', () => {
  const [last, next] = [COUNT, COUNT + 1];
  expect(senderOf(next)).toBe(senderOf(last));
  expect(renderedBy({ type: 'message:new', message: said(next) })).toEqual([`m${last}`, `m${next}`]);
});

test('a message that is changed renders itself', () => {
  const changed = said(50, { text: 'changed', version: COUNT + 1 });
  expect(renderedBy({ type: 'message:updated', message: changed })).toEqual(['m50']);
});

test('a receipt renders the own messages whose ticks it changes', () => {
  const receipt = { chatId: CHAT, userId: 'ann', delivered: 8, read: 8, userVersion: 0 };
  expect(renderedBy({ type: 'receipt', receipt })).toEqual(['m1', 'm2', 'm6', 'm7', 'm8']);
});
