// Completing an @mention while writing: what fits, which is chosen, and what the keys do.
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/realtime/use-messenger';
import { matchPeople, mentionAt } from '@/lib/text/mentions';
import type { Chat } from '@/protocol/types';

export type MentionChoice = { id: string; username: string; name: string; note: string };

const MOST = 6;

export function useMentions(chat: Chat, text: string, field: RefObject<HTMLTextAreaElement | null>) {
  const messenger = useMessenger();
  const menuId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  /** Closed with Escape at this @; another one opens the menu again. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const moveTo = useRef<{ from: number; to: number } | null>(null);
  // A very large group does not carry its members; they are fetched once somebody may be mentioned.
  const large = chat.kind === 'group' && chat.members === undefined && text.includes('@');
  const fetched = useResource(large ? chat.id : null, () => messenger.loadMembers(chat.id));
  const memberList = chat.members ?? fetched.data ?? [];
  const members = useMessengerState((state) =>
    memberList.flatMap(({ userId }) => (userId === state.me.id ? [] : (state.people[userId] ?? []))),
  );

  const query = chat.kind === 'group' && caret !== null ? mentionAt(text, caret) : null;
  const found: MentionChoice[] = [];
  if (query !== null && query.from !== dismissed) {
    if ('all'.startsWith(query.query.toLowerCase())) {
      found.push({ id: 'all', username: 'all', name: 'all', note: m.composer.everyone });
    }
    for (const user of matchPeople(members, query.query, MOST)) {
      found.push({ id: user.id, username: user.username, name: user.name, note: `@${user.username}` });
    }
    // A person fits better than everybody, except for a lone @.
    if (found[0]?.id === 'all' && query.query !== '' && found.length > 1) found.push(...found.splice(0, 1));
  }
  const index = Math.min(chosen, Math.max(0, found.length - 1));

  // After a completed mention the caret stands behind it.
  useLayoutEffect(() => {
    const to = moveTo.current;
    if (to === null) return;
    moveTo.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(to.from, to.to);
  });

  function complete(choice: MentionChoice): string {
    if (query === null) return text;
    const start = `${text.slice(0, query.from)}@${choice.username} `;
    moveTo.current = { from: start.length, to: start.length };
    setChosen(0);
    return start + text.slice(query.to).replace(/^ /, '');
  }

  function onKey(event: KeyboardEvent): { text: string } | 'handled' | null {
    if (found.length === 0 || query === null) return null;
    const choice = found[index];
    if (event.key === 'ArrowDown') setChosen((index + 1) % found.length);
    else if (event.key === 'ArrowUp') setChosen((index + found.length - 1) % found.length);
    else if (event.key === 'Escape') {
      setDismissed(query.from);
      event.stopPropagation();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && choice) return { text: complete(choice) };
    else return null;
    return 'handled';
  }

  return {
    members,
    found,
    complete,
    onKey,
    moveCaret: (from: number, to: number) => {
      moveTo.current = { from, to };
    },
    followCaret: ({ selectionStart, selectionEnd }: HTMLTextAreaElement) => {
      setCaret(selectionStart === selectionEnd ? selectionStart : null);
    },
    menu: { id: menuId, choices: found, index, onHover: setChosen },
    field: {
      'aria-autocomplete': 'list',
      'aria-controls': found.length > 0 ? menuId : undefined,
      'aria-activedescendant': found.length > 0 ? `${menuId}-${index}` : undefined,
    } as const,
  };
}
