// A row of choices of which one holds: filters, kinds, tones. Scrolls sideways where it is too wide.
import { type ReactNode, useId } from 'react';
import { cx } from '../cx';

type Props<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: ReactNode }[];
  onChange: (value: T) => void;
};

export function Choice<T extends string>({ label, value, options, onChange }: Props<T>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5 [scrollbar-width:none]"
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
