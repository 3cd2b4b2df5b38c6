// A labelled field, with its hint and its error where a screen reader finds them.
import { type ComponentProps, type ReactNode, useId } from 'react';
import { m } from '@/lib/i18n/messages';
import { charactersLeft } from '@/lib/text/length';
import { cx } from '../cx';
import { useAutoFocus } from './use-auto-focus';

type Shared = {
  label: string;
  value: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  /** How many characters fit, as people count them. The component that sends the text checks it with `tooLong`. */
  most?: number;
  end?: ReactNode;
};

/** With so few characters left, or a fifth of a short field, the field shows how many. */
const NEAR = 60;

const box = 'w-full rounded-lg border bg-raised text-ink placeholder:text-ink-faint transition-colors';

export function TextField({
  label,
  hint,
  error,
  most,
  end,
  className,
  autoFocus,
  ...rest
}: ComponentProps<'input'> & Shared) {
  const id = useId();
  const field = useAutoFocus<HTMLInputElement>(autoFocus);
  const note = noteOf(rest.value, hint, error, most);
  return (
    <Frame id={id} label={label} note={note}>
      <div
        className={cx(
          box,
          border(note),
          'flex h-12 items-center has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent',
          // Beside the text and not over it: the text may run in another direction than the page.
          end !== undefined && 'pe-1',
        )}
      >
        <input
          ref={field}
          id={id}
          {...described(id, note)}
          placeholder=" "
          className={cx(
            'size-full min-w-0 rounded-[inherit] bg-transparent px-3.5 outline-none! placeholder:text-ink-faint',
            className,
          )}
          {...rest}
        />
        {end}
      </div>
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  error,
  most,
  end: _,
  className,
  ...rest
}: ComponentProps<'textarea'> & Shared) {
  const id = useId();
  const note = noteOf(rest.value, hint, error, most);
  return (
    <Frame id={id} label={label} note={note}>
      <textarea
        id={id}
        dir="auto"
        placeholder=" "
        {...described(id, note)}
        className={cx(
          box,
          border(note),
          'field-sizing-content max-h-48 min-h-20 resize-none px-3.5 py-2.5 focus-visible:outline-offset-0',
          className,
        )}
        {...rest}
      />
    </Frame>
  );
}

type Note = { text: string; wrong: boolean } | null;

/** The line below a field: the error, else how many characters are left when those are few, else the hint. */
function noteOf(
  value: string,
  hint: string | undefined,
  error: string | null | undefined,
  most: number | undefined,
): Note {
  if (error) return { text: error, wrong: true };
  const room = most === undefined ? Number.POSITIVE_INFINITY : charactersLeft(value, most);
  if (room < 0) return { text: m.common.tooLong(-room), wrong: true };
  if (most !== undefined && room <= Math.min(NEAR, most / 5))
    return { text: m.common.left(room), wrong: false };
  return hint === undefined ? null : { text: hint, wrong: false };
}

function described(id: string, note: Note) {
  return {
    'aria-invalid': note?.wrong ? true : undefined,
    'aria-describedby': note === null ? undefined : `${id}-note`,
  };
}

function border(note: Note): string {
  return note?.wrong ? 'border-danger' : 'border-line-strong hover:border-ink-faint';
}

function Frame({
  id,
  label,
  note,
  children,
}: {
  id: string;
  label: string;
  note: Note;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold text-ink">
        {label}
      </label>
      {children}
      {note !== null && (
        <p id={`${id}-note`} className={cx('text-sm', note.wrong ? 'text-danger' : 'text-ink-faint')}>
          {note.text}
        </p>
      )}
    </div>
  );
}
