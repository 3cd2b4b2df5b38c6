// Emoji and stickers for the composer: the button, and the picker where there is room for it. The picker is fetched when it is first
// wanted.
import { Keyboard, Smile } from 'lucide-react';
import { type ReactNode, Suspense, useCallback, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { m } from '@/lib/i18n/messages';
import { mac } from '@/lib/input/keyboard';
import { lazily } from '@/lib/lazily';
import type { Sticker } from '@/protocol/types';

const EmojiPopover = lazily(
  async () => (await import('@/components/messaging/emoji/emoji-popover')).EmojiPopover,
  'emoji',
  'stickers',
);
const EmojiPanel = lazily(
  async () => (await import('@/components/messaging/emoji/emoji-popover')).EmojiPanel,
  'emoji',
  'stickers',
);

/** Where there is little room the emoji take the place of the keyboard; else they are beside the button. */
const small = window.matchMedia('(max-width: 47.99rem), (max-height: 30rem)');

type Entry = { button: ReactNode; panel: ReactNode; toggle: () => void; close: () => void };

type Wants = {
  onPick: (char: string) => void;
  /** Absent when a sticker cannot be sent. */
  onSticker: ((sticker: Sticker) => void) | undefined;
  /** The keyboard is wanted instead. */
  onWrite: () => void;
};

export function useEmojiEntry({ onPick, onSticker, onWrite }: Wants): Entry {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  const asPanel = small.matches;

  const pickSticker =
    onSticker &&
    ((sticker: Sticker) => {
      onSticker(sticker);
      setOpen(false);
    });

  function toggle() {
    // A phone's keyboard makes room for the emoji.
    if (!open && asPanel && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    setOpen(!open);
    if (open) onWrite();
  }

  return {
    toggle,
    close,
    button: (
      <IconButton
        ref={button}
        data-emoji-button
        label={m.messages.composer.emoji}
        keys={mac ? '⌘ .' : 'Ctrl .'}
        aria-expanded={open}
        onClick={toggle}
      >
        {open && asPanel ? <Keyboard size={21} /> : <Smile size={22} />}
      </IconButton>
    ),
    panel: open && (
      <Suspense>
        {asPanel ? (
          <EmojiPanel onPick={onPick} onSticker={pickSticker} onClose={close} />
        ) : (
          <EmojiPopover
            anchor={button.current}
            onPick={onPick}
            onSticker={pickSticker}
            onClose={() => {
              setOpen(false);
              onWrite();
            }}
          />
        )}
      </Suspense>
    ),
  };
}
