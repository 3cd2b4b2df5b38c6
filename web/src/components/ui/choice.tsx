// A row of choices of which one holds.
import { useId } from 'react';
import { cx } from './cx';

type Props<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
};

export function Choice<T extends string>({ label, value, options, onChange }: Props<T>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="flex gap-1.5">
      {options.map((option) => (
        <label
          key={option.value}
          className="relative grid cursor-pointer place-items-center rounded-full touch:min-h-12 has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          <span
            className={cx(
              'rounded-full px-3.5 py-1.5 text-sm font-semibold transition-colors',
              option.value === value
                ? 'bg-accent-soft text-accent-ink'
                : 'text-ink-soft hover:bg-hover hover:text-ink',
            )}
          >
            {option.label}
          </span>
        </label>
      ))}
    </div>
  );
}
