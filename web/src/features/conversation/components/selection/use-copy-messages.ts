// A copy from several messages names the sender and the time of each.

import { type RefObject, useEffect, useEffectEvent } from 'react';
import { isWritten } from '@/lib/input/keyboard';
import { allTextOf, contentOf } from '@/lib/state/content';
import { serverNow } from '@/lib/time/server-clock';
import type { User, UserId } from '@/protocol/types';
import { type Said, transcript } from '../../model/selection/selection';
import type { TimelineItem } from '../../model/timeline/timeline-items';
import { selectedTexts } from './selected-texts';

export function useCopyMessages(
  box: RefObject<HTMLElement | null>,
  items: TimelineItem[],
  people: Record<UserId, User>,
  meId: UserId,
): void {
  const copy = useEffectEvent((event: ClipboardEvent) => {
    const selection = getSelection();
    if (box.current === null || selection === null || event.defaultPrevented || isWritten(event.target))
      return;
    const texts = selectedTexts(selection, box.current);
    const picked = texts.flatMap(({ id, text, whole }): Said[] => {
      const item = items.find((one) => one.key === id);
      const message = item === undefined ? null : saidIn(item, meId);
      if (message === null) return [];
      // A message that is selected whole is copied from its source text, with the marks within its
      // lines.
      return [{ ...message, text: whole && texts.length > 1 ? message.text : text }];
    });
    if (picked.length === 0) return;
    event.clipboardData?.setData('text/plain', transcript(picked, people, serverNow()));
    event.preventDefault();
  });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => copy(event);
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, []);
}

function saidIn(item: TimelineItem, meId: UserId): Said | null {
  if (item.type === 'message') {
    const { senderId, sentAt } = item.message;
    return { senderId, text: allTextOf(item.message), at: sentAt };
  }
  if (item.type !== 'pending') return null;
  const { message, copy, createdAt } = item.pending;
  return { senderId: meId, text: allTextOf(contentOf(message, copy)), at: createdAt };
}
