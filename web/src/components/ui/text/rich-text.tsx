// Shows the parsed text of a message. All elements are made here: HTML in the text never becomes elements.
import { Fragment, type ReactNode } from 'react';
import { piecesOf } from '@/lib/stickers/custom-emoji';
import { type CustomEmoji, useCustomEmoji } from '@/lib/stickers/pictures';
import type { Block, Inline } from '@/lib/text/parse/ast';
import { EmojiPicture } from './emoji-sign';

/** What to show for a mention; null when the word after the @ mentions nobody. */
export type MentionOf = (name: string) => ReactNode | null;

/** `tail` floats beside the last line, or below it where that is full. */
type Props = { blocks: Block[]; mention: MentionOf; tail?: ReactNode };

/** How pieces of a line are shown. */
type Show = { mention: MentionOf; words: (text: string) => ReactNode };

/** Most custom emoji of a text; the others are shown by their names. */
const MOST_CUSTOM_EMOJI = 200;

export function RichText({ blocks, mention, tail }: Props) {
  const custom = useCustomEmoji();
  const show = { mention, words: wordsWith(custom) };
  return blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other identity and keep their order
    <Fragment key={i}>{renderBlock(block, show, i === blocks.length - 1 ? tail : null)}</Fragment>
  ));
}

/** Each line has the direction of its first letter that has one, whatever the lines around it have. */
const LINES = 'whitespace-pre-wrap [unicode-bidi:plaintext]';

function renderBlock(block: Block, show: Show, tail: ReactNode): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p dir="auto" className={LINES}>
          {renderInlines(block.children, show)}
          {endsEmpty(block.children) && '\n'}
          {tail}
        </p>
      );
    case 'quote':
      return (
        <>
          <blockquote dir="auto" className={`my-1 border-s-3 border-accent ps-2.5 text-ink-soft ${LINES}`}>
            {renderInlines(block.children, show)}
          </blockquote>
          {tail}
        </>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      const [indent, marker] = block.ordered ? ['ps-7', '-ms-7 min-w-7'] : ['ps-5', '-ms-5 min-w-5'];
      return (
        <List className="my-0.5">
          {block.items.map((item, i) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text have no other identity and keep their order
              key={i}
              dir="auto"
              value={block.ordered ? Number.parseInt(item.marker, 10) : undefined}
              data-marker={item.marker}
              className={indent}
            >
              {/* The number is written out, because a browser counts on from the first number. */}
              <span className={`inline-block whitespace-pre select-none ${marker}`}>
                {`${block.ordered ? item.marker : '•'} `}
              </span>
              {renderInlines(item.children, show)}
              {i === block.items.length - 1 && tail}
            </li>
          ))}
        </List>
      );
    }
    case 'code':
      return (
        <>
          <pre
            dir="ltr"
            className="my-1 rounded-md border border-transparent bg-ink/8 px-2.5 py-2 text-start font-mono text-sm [tab-size:4] whitespace-pre-wrap"
          >
            {block.language !== '' && (
              <span className="float-end ms-3 font-sans text-xs text-ink-soft select-none">
                {block.language}
              </span>
            )}
            {block.text}
          </pre>
          {tail}
        </>
      );
  }
}

/** A line break at the very end of an element does not show. */
function endsEmpty(children: Inline[]): boolean {
  const last = children.at(-1);
  return last === undefined || (last.type === 'text' && last.text.endsWith('\n'));
}

/** The words of a text, in their order. */
function wordsWith(custom: CustomEmoji): Show['words'] {
  if (custom.size === 0) return (text) => text;
  let left = MOST_CUSTOM_EMOJI;
  return (text) => {
    const pieces = piecesOf(text, (name) => custom.has(name), left);
    left -= pieces.filter((piece) => typeof piece !== 'string').length;
    return pieces.map((piece, i) => {
      if (typeof piece === 'string') return piece;
      const picture = custom.get(piece.name);
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other identity and keep their order
      return picture && <EmojiPicture key={i} picture={picture} className="align-[-0.3em]" />;
    });
  };
}

function renderInlines(inlines: Inline[], show: Show): ReactNode {
  return inlines.map((inline, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line have no other identity and keep their order
    <Fragment key={i}>{renderInline(inline, show)}</Fragment>
  ));
}

function renderInline(inline: Inline, show: Show): ReactNode {
  switch (inline.type) {
    case 'text':
      return show.words(inline.text);
    case 'bold':
      return <strong className="font-bold">{renderInlines(inline.children, show)}</strong>;
    case 'italic':
      return <em>{renderInlines(inline.children, show)}</em>;
    case 'strike':
      return <s>{renderInlines(inline.children, show)}</s>;
    case 'code':
      return (
        <code dir="auto" className="rounded-sm bg-ink/8 px-1 py-px font-mono text-[0.9em]">
          {inline.text}
        </code>
      );
    case 'link':
      return (
        <a
          href={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          // In text from right to left, an address still reads from left to right.
          dir="ltr"
          className="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          {inline.text}
        </a>
      );
    case 'mention': {
      const shown = show.mention(inline.name);
      if (shown === null) return `@${inline.name}`;
      // The text for a copy of several messages.
      return <span data-typed={`@${inline.name}`}>{shown}</span>;
    }
  }
}
