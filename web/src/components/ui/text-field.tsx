// A labelled field, with its hint and its error where a screen reader finds them.
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx';

type Shared = {
  label: string;
  hint?: string | undefined;
  error?: string | null | undefined;
  end?: ReactNode;
};

const box =
  'w-full rounded-lg border bg-raised px-3.5 text-ink placeholder:text-ink-faint transition-colors focus-visible:outline-offset-0';

function border(error: string | null | undefined): string {
  return error ? 'border-danger' : 'border-line-strong hover:border-ink-faint';
}

export function TextField({ label, hint, error, end, className, ...rest }: ComponentProps<'input'> & Shared) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          id={id}
          dir="auto"
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-note` : undefined}
          className={cx(box, border(error), 'h-12', end !== undefined && 'pe-13', className)}
          {...rest}
        />
        {end !== undefined && <div className="absolute inset-y-0 end-1 grid place-items-center">{end}</div>}
      </div>
    </Frame>
  );
}

export function TextArea({
  label,
  hint,
  error,
  end: _,
  className,
  ...rest
}: ComponentProps<'textarea'> & Shared) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        dir="auto"
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        className={cx(
          box,
          border(error),
          'field-sizing-content max-h-48 min-h-20 resize-none py-2.5',
          className,
        )}
        {...rest}
      />
    </Frame>
  );
}

function Frame({ id, label, hint, error, children }: Shared & { id: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold text-ink">
        {label}
      </label>
      {children}
      {(error || hint) && (
        <p id={`${id}-note`} className={cx('text-sm', error ? 'text-danger' : 'text-ink-faint')}>
          {error || hint}
        </p>
      )}
    </div>
  );
}
