// A name or a picture that leads to the person's profile. A link, so that one can select its text with the text
// around it.
import type { MouseEvent, ReactNode } from 'react';
import { go } from '@/lib/navigation/navigation';
import { formatRoute } from '@/lib/navigation/route';
import type { ChatId, UserId } from '@/protocol/types';

type Props = {
  chatId: ChatId;
  userId: UserId;
  className?: string;
  /** Another link to the same person stands beside it, so this one is for the pointer only. */
  extra?: boolean;
  children: ReactNode;
};

export function PersonLink({ chatId, userId, className, extra = false, children }: Props) {
  const right = `person.${userId}` as const;

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ right });
  }

  return (
    <a
      href={formatRoute({ chatId, left: 'chats', right })}
      draggable={false}
      onClick={open}
      className={className}
      {...(extra ? { tabIndex: -1, 'aria-hidden': true } : {})}
    >
      {children}
    </a>
  );
}
