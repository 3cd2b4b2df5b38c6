// Completing the word at the caret: the choices that fit it, the chosen one of them, and the keys.
import { type KeyboardEvent, useId, useState } from 'react';
import type { TextEdit } from '@/lib/input/replace-text';
import type { Chat } from '@/protocol/types';
import type { Choice } from '../../model/composer/completion';
import { commandChoices } from './command-choices';
import { useEmojiChoices } from './use-emoji-choices';
import { useMentionChoices } from './use-mention-choices';

export function useCompletion(chat: Chat, text: string) {
  const menuId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [chosen, setChosen] = useState(0);
  /** Closed with Escape at this place; a word elsewhere opens the menu again. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const { members, completion: mention } = useMentionChoices(chat, text, caret);
  const emoji = useEmojiChoices(text, caret);

  const open = commandChoices(text, caret) ?? mention ?? emoji;
  const completion = open === null || open.from === dismissed ? null : open;
  const choices = completion?.choices ?? [];
  const index = Math.min(chosen, Math.max(0, choices.length - 1));

  /** Puts the choice in place of the word; the space behind it is not doubled. */
  function complete({ insert }: Choice): TextEdit | null {
    if (completion === null) return null;
    setChosen(0);
    const { from, to } = completion;
    return { from, to: insert.endsWith(' ') && text[to] === ' ' ? to + 1 : to, insert };
  }

  function onKey(event: KeyboardEvent): Choice | 'handled' | null {
    if (completion === null || choices.length === 0 || event.shiftKey) return null;
    const choice = choices[index];
    if (event.key === 'ArrowDown') setChosen((index + 1) % choices.length);
    else if (event.key === 'ArrowUp') setChosen((index + choices.length - 1) % choices.length);
    else if (event.key === 'Escape') {
      setDismissed(completion.from);
      event.stopPropagation();
    } else if ((event.key === 'Enter' || event.key === 'Tab') && choice) return choice;
    else return null;
    return 'handled';
  }

  return {
    members,
    choices,
    complete,
    onKey,
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
