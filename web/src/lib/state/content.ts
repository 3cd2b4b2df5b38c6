// The content of a message, for code that does not look at its kind: of one that arrived, of one on its way, of a copy. A kind
// unknown to this version has no content.
import type {
  Location,
  Mention,
  Message,
  MessageContent,
  NewPoll,
  NewSticker,
  Poll,
  SendMessage,
  Sticker,
  SystemEvent,
} from '@/protocol/types';

/** What a person says. */
export type PersonalContent = Exclude<MessageContent, { kind: 'system' }>;

/** What somebody sends, before it has an id and a chat. */
export type Said = Omit<SendMessage, 'id' | 'chatId' | 'sticker'> & { sticker?: SaidSticker };

/** A sticker to send, with what the app knows of its picture: that is what shows until the message has arrived. */
export type SaidSticker = NewSticker & Partial<Sticker>;

/** What a message that is forwarded says at this moment, and how often it was forwarded by then. */
export type Copy = { content: PersonalContent; times: number };

/** Its sender took it back soon after sending it: it is not there, and only devices that had it hear of it. */
export function isTakenBack({ deleted }: Message): boolean {
  return deleted?.trace === false;
}

/** What its sender wrote: what quotes, copies and searches show of it. */
export function textOf(content: MessageContent): string | undefined {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'poll':
      return content.poll?.question;
    case 'location':
      return content.location?.label;
    case 'contact':
      return content.contact?.name;
    default:
      return undefined;
  }
}

/** All the words in it, as copying it gives them. */
export function allTextOf(content: MessageContent): string {
  switch (content.kind) {
    case 'poll':
      return lines(content.poll?.question, ...(content.poll?.options ?? []).map(({ text }) => `- ${text}`));
    case 'location':
      return lines(content.location?.label, content.location && coordinatesOf(content.location));
    case 'contact':
      return lines(
        content.contact?.name,
        ...(content.contact?.phones ?? []),
        ...(content.contact?.emails ?? []),
      );
    default:
      return textOf(content) ?? '';
  }
}

/** As maps understand it; to about a metre. */
export function coordinatesOf({ latitude, longitude }: Location): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function lines(...all: (string | undefined)[]): string {
  return all.filter((line) => line !== undefined).join('\n');
}

export function mentionsOf(message: Message): Mention[] {
  return message.kind === 'text' ? (message.mentions ?? []) : [];
}

export function systemOf(message: Message): SystemEvent | undefined {
  return message.kind === 'system' ? message.system : undefined;
}

/** What a message on its way says, as the server will have it. `copy` is there when it forwards another. */
export function contentOf(
  { kind, text, mentions, poll, location, contact, sticker }: Said,
  copy?: Copy,
): PersonalContent {
  if (copy !== undefined) return copy.content;
  switch (kind) {
    case 'poll':
      return poll === undefined ? { kind } : { kind, poll: unvoted(poll) };
    case 'location':
      return location === undefined ? { kind } : { kind, location };
    case 'contact':
      return contact === undefined ? { kind } : { kind, contact };
    case 'sticker':
      return sticker === undefined
        ? { kind }
        : { kind, sticker: { file: '', width: 1, height: 1, ...sticker } };
    default:
      return { kind: 'text', text: text ?? '', ...(mentions === undefined ? {} : { mentions }) };
  }
}

/** Null for what cannot be forwarded. */
export function copyOf(message: Message, now: number): Copy | null {
  const content = message.deleted === undefined ? copiedContent(message, now) : null;
  return content === null ? null : { content, times: (message.forwarded?.times ?? 0) + 1 };
}

/** A copy mentions nobody, its poll begins anew, and a live location stays where it was. */
function copiedContent(message: Message, now: number): PersonalContent | null {
  switch (message.kind) {
    case 'text':
      return { kind: 'text', text: message.text ?? '' };
    case 'poll': {
      if (message.poll === undefined) return null;
      const { closedAt: _, closesAt, ...poll } = message.poll;
      const isToCome = closesAt !== undefined && closesAt > now;
      return { kind: 'poll', poll: unvoted({ ...poll, ...(isToCome ? { closesAt } : {}) }) };
    }
    case 'location': {
      if (message.location === undefined) return null;
      const { live: _, ...location } = message.location;
      return { kind: 'location', location };
    }
    case 'contact':
      return message.contact === undefined ? null : { kind: 'contact', contact: message.contact };
    case 'sticker':
      return message.sticker === undefined ? null : { kind: 'sticker', sticker: message.sticker };
    default:
      return null;
  }
}

function unvoted(poll: NewPoll): Poll {
  const options = poll.options.map((option, place) => {
    const { id = `${place + 1}`, text } = typeof option === 'string' ? { text: option } : option;
    return { id, text, count: 0, ...(poll.anonymous ? {} : { userIds: [] }) };
  });
  return { ...poll, options };
}
