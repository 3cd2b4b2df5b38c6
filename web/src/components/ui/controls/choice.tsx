// A row of choices of which one holds: filters, kinds, tones. Where it is too wide it scrolls sideways, or goes on in the next line.
import { type ReactNode, useId } from 'react';
import { cx } from '../cx';

type Props<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  wraps?: boolean;
  onChange: (value: T) => void;
};

export function Choice<T extends string>({ label, value, options, wraps = false, onChange }: Props<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx(
        '-mx-1 flex gap-1.5 px-1 py-0.5',
        wraps ? 'flex-wrap touch:gap-y-0' : 'overflow-x-auto [scrollbar-width:none]',
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative grid shrink-0 cursor-pointer place-items-center rounded-full touch:min-h-12 touch:min-w-12 has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="cover"
          />
          <span
            className={cx(
              'rounded-full border px-3.5 py-1 text-sm font-semibold transition-colors',
              option.value === value
                ? 'border-transparent bg-accent-soft text-accent-ink'
                : 'border-line text-ink-soft hover:bg-hover hover:text-ink',
            )}
          >
            {option.label}
          </span>
        </label>
      ))}
    </div>
  );
}
