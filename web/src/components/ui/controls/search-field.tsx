// The one-line field that narrows a list or starts a search.
import { Search, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import { m } from '@/lib/i18n/messages';
import { cx } from '../cx';
import { Kbd } from '../text/kbd';
import { useAutoFocus } from './use-auto-focus';

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'className'> & {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** The shortcut that searches from anywhere, shown while the field is empty. */
  keys?: readonly string[];
};

export function SearchField({ label, value, onValue, keys, autoFocus, ...rest }: Props) {
  const field = useAutoFocus<HTMLInputElement>(autoFocus);
  return (
    <div className="relative">
      <Search
        size={18}
        aria-hidden="true"
        className="pointer-events-none absolute start-3.5 top-1/2 -translate-y-1/2 text-ink-faint"
      />
      <input
        ref={field}
        type="search"
        dir="auto"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        className={cx(
          'h-11 w-full touch:h-12 text-ellipsis rounded-full border border-transparent bg-sunken ps-10.5 text-ink placeholder:text-ink-faint focus-visible:border-accent focus-visible:bg-raised focus-visible:outline-1 focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden',
          value === '' && keys !== undefined ? 'pe-11 md:pe-23' : 'pe-11',
        )}
        {...rest}
      />
      {value === '' && keys !== undefined && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute end-3.5 top-1/2 -translate-y-1/2 max-md:hidden touch:hidden"
        >
          <Kbd keys={keys} />
        </span>
      )}
      {value !== '' && (
        <button
          type="button"
          aria-label={m.common.clear}
          onClick={() => onValue('')}
          className="absolute end-0.5 top-1/2 grid size-10 touch:size-12 -translate-y-1/2 place-items-center rounded-full text-ink-soft hover:text-ink"
        >
          <X size={18} />
        </button>
      )}
    </div>
  );
}
