// Shows the parsed text of a message. Everything is an element made here: no HTML from outside ever is.
import { Fragment, type ReactNode } from 'react';
import type { Block, Inline } from '@/lib/text/ast';

/** What a mention shows; null when the word after the @ mentions nobody. */
export type MentionName = (name: string) => { label: string; me: boolean } | null;

/** `tail` floats beside the last line, or below it where that is full. */
type Props = { blocks: Block[]; mention: MentionName; tail?: ReactNode };

export function RichText({ blocks, mention, tail }: Props) {
  return blocks.map((block, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text have no other identity and keep their order
    <Fragment key={i}>{renderBlock(block, mention, i === blocks.length - 1 ? tail : null)}</Fragment>
  ));
}

function renderBlock(block: Block, mention: MentionName, tail: ReactNode): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p className="whitespace-pre-wrap">
          {renderLines(block.lines, mention)}
          {tail}
        </p>
      );
    case 'quote':
      return (
        <>
          <blockquote className="my-1 border-s-3 border-accent ps-2.5 whitespace-pre-wrap text-ink-soft">
            {renderLines(block.lines, mention)}
          </blockquote>
          {tail}
        </>
      );
    case 'list': {
      const items = block.items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text have no other identity and keep their order
        <li key={i} className="ps-0.5">
          {renderInlines(item, mention)}
          {i === block.items.length - 1 && tail}
        </li>
      ));
      return block.ordered ? (
        <ol start={block.start} className="my-0.5 list-decimal ps-6">
          {items}
        </ol>
      ) : (
        <ul className="my-0.5 list-disc ps-5">{items}</ul>
      );
    }
    case 'code':
      return (
        <>
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard
            tabIndex={0}
            className="my-1 overflow-x-auto rounded-md bg-ink/8 px-2.5 py-2 font-mono text-sm"
          >
            {block.text}
          </pre>
          {tail}
        </>
      );
  }
}

function renderLines(lines: Inline[][], mention: MentionName): ReactNode {
  return lines.map((line, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text have no other identity and keep their order
    <Fragment key={i}>
      {i > 0 && '\n'}
      {renderInlines(line, mention)}
    </Fragment>
  ));
}

function renderInlines(inlines: Inline[], mention: MentionName): ReactNode {
  return inlines.map((inline, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line have no other identity and keep their order
    <Fragment key={i}>{renderInline(inline, mention)}</Fragment>
  ));
}

function renderInline(inline: Inline, mention: MentionName): ReactNode {
  switch (inline.type) {
    case 'text':
      return inline.text;
    case 'bold':
      return <strong className="font-bold">{renderInlines(inline.children, mention)}</strong>;
    case 'italic':
      return <em>{renderInlines(inline.children, mention)}</em>;
    case 'strike':
      return <s>{renderInlines(inline.children, mention)}</s>;
    case 'code':
      return <code className="rounded-sm bg-ink/8 px-1 py-px font-mono text-[0.9em]">{inline.text}</code>;
    case 'link':
      return (
        <a
          href={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-ink underline decoration-1 underline-offset-2 hover:decoration-2"
        >
          {inline.text}
        </a>
      );
    case 'mention': {
      const found = mention(inline.name);
      if (found === null) return `@${inline.name}`;
      return (
        <span
          // How it is copied together with other messages.
          data-typed={`@${inline.name}`}
          className={
            found.me
              ? 'rounded-sm bg-accent px-1 font-semibold text-on-accent'
              : 'font-semibold text-accent-ink'
          }
        >
          @{found.label}
        </span>
      );
    }
  }
}
