// One person in a list.
import type { ReactNode } from 'react';
import type { User } from '@/protocol/types';
import { Avatar } from '../ui/avatar';
import { cx } from '../ui/cx';
import { Line } from '../ui/text/words';

type Props = {
  user: User;
  note?: string;
  end?: ReactNode;
  online?: boolean;
  disabled?: boolean;
  /** Set where several people can be chosen: whether this one is. */
  pressed?: boolean;
  onClick: () => void;
};

export function PersonRow({
  user,
  note = `@${user.username}`,
  end,
  online = false,
  disabled,
  pressed,
  onClick,
}: Props) {
  return (
    <button
      type="button"
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
      className={cx(
        'mx-2 flex min-h-15 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-2.5 text-start -outline-offset-2',
        'not-disabled:hover:bg-hover',
      )}
    >
      <Avatar id={user.id} name={user.name} size={44} online={online} />
      <span className="min-w-0 grow">
        <Line className="font-semibold">{user.name}</Line>
        <Line className="text-sm text-ink-soft">{note}</Line>
      </span>
      {end}
    </button>
  );
}
