// The place of the emoji picker: beside its button where there is room, in place of the keyboard on a phone.
// Fetched when it is first wanted.
import { Popover } from '@/components/ui/overlays/popover';
import { m } from '@/lib/i18n/messages';
import { useBackCloses } from '@/lib/navigation/back-closes';
import { useEscape } from '@/lib/navigation/escape';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { EmojiPicker } from './emoji-picker';

type Props = { anchor: HTMLElement | null; onPick: (char: string) => void; onClose: () => void };

export function EmojiPopover({ anchor, onPick, onClose }: Props) {
  return (
    <Popover
      label={m.messages.composer.emoji}
      anchor={anchor}
      onClose={onClose}
      writesTo={document.getElementById(COMPOSER_ID)}
    >
      <div className="flex h-108 max-h-(--radix-popover-content-available-height) w-[min(23rem,92vw)] flex-col">
        <EmojiPicker onPick={onPick} autoFocus />
      </div>
    </Popover>
  );
}

export function EmojiPanel({ onPick, onClose }: Omit<Props, 'anchor'>) {
  useBackCloses(onClose);
  useEscape(onClose);
  return (
    <section
      aria-label={m.messages.composer.emoji}
      className="flex h-[min(21rem,max(45dvh,min(15rem,100dvh-8.5rem)))] shrink-0 animate-rise flex-col overflow-hidden border-t border-line bg-raised safe-bottom"
    >
      <EmojiPicker onPick={onPick} autoFocus={false} />
    </section>
  );
}
