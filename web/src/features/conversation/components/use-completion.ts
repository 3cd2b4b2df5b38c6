// Completing what is being typed: which choices fit the word at the caret, which of them is chosen, and what the keys do.
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Chat } from '@/protocol/types';
import { useEmojiChoices } from './use-emoji-choices';
import { useMentionChoices } from './use-mention-choices';

/** What may stand in place of the word: somebody who is mentioned, or an emoji. */
export type Choice = {
  id: string;
  kind: 'person' | 'all' | 'emoji';
  insert: string;
  name: string;
  note: string;
};

/** The word from `from` to `to`, and what fits it, best first. */
export type Completion = { from: number; to: number; choices: Choice[] };

export function useCompletion(chat: Chat, text: string, field: RefObject<HTMLTextAreaElement | null>) {
  const menuId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  /** Closed with Escape at this place; a word elsewhere opens the menu again. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const moveTo = useRef<{ from: number; to: number } | null>(null);
  const { members, completion: mention } = useMentionChoices(chat, text, caret);
  const emoji = useEmojiChoices(text, caret);

  const open = mention ?? emoji;
  const completion = open === null || open.from === dismissed ? null : open;
  const choices = completion?.choices ?? [];
  const index = Math.min(chosen, Math.max(0, choices.length - 1));

  // After something was put in, the caret stands behind it.
  useLayoutEffect(() => {
    const to = moveTo.current;
    if (to === null) return;
    moveTo.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(to.from, to.to);
  });

  function complete({ insert }: Choice): string {
    if (completion === null) return text;
    const start = text.slice(0, completion.from) + insert;
    moveTo.current = { from: start.length, to: start.length };
    setChosen(0);
    const rest = text.slice(completion.to);
    return start + (insert.endsWith(' ') ? rest.replace(/^ /, '') : rest);
  }

  function onKey(event: KeyboardEvent): { text: string } | 'handled' | null {
    if (completion === null || choices.length === 0) return null;
    const choice = choices[index];
    if (event.key === 'ArrowDown') setChosen((index + 1) % choices.length);
    else if (event.key === 'ArrowUp') setChosen((index + choices.length - 1) % choices.length);
    else if (event.key === 'Escape') {
      setDismissed(completion.from);
      event.stopPropagation();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && choice) return { text: complete(choice) };
    else return null;
    return 'handled';
  }

  return {
    members,
    choices,
    complete,
    onKey,
    moveCaret: (from: number, to = from) => {
      moveTo.current = { from, to };
    },
    followCaret: ({ selectionStart, selectionEnd }: HTMLTextAreaElement) => {
      setCaret(selectionStart === selectionEnd ? selectionStart : null);
    },
    menu: { id: menuId, choices, index, onHover: setChosen },
    field: {
      'aria-autocomplete': 'list',
      'aria-controls': choices.length > 0 ? menuId : undefined,
      'aria-activedescendant': choices.length > 0 ? `${menuId}-${index}` : undefined,
    } as const,
  };
}
