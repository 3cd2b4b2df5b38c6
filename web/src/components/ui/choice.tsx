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
          className={cx(
            'grid min-h-9 cursor-pointer place-items-center rounded-full px-3.5 text-sm font-semibold transition-colors touch:min-h-12 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
            option.value === value
              ? 'bg-accent-soft text-accent-ink'
              : 'text-ink-soft hover:bg-hover hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="sr-only"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
