// The place of the picker of emoji and stickers: beside its button where there is room, in place of the keyboard on a
// phone. Fetched when it is first wanted.
import { useState } from 'react';
import { Choice } from '@/components/ui/controls/choice';
import { Popover } from '@/components/ui/overlays/popover';
import { m } from '@/lib/i18n/messages';
import { useBackCloses } from '@/lib/navigation/back-closes';
import { useEscape } from '@/lib/navigation/escape';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { useStickerPacks } from '@/lib/stickers/pictures';
import { useFreshPictures } from '@/lib/stickers/use-pictures';
import type { Sticker } from '@/protocol/types';
import { EmojiPicker } from './emoji-picker';
import { StickerGrid } from './sticker-grid';

type Picks = {
  onPick: (char: string) => void;
  /** Absent where only an emoji will do. */
  onSticker?: ((sticker: Sticker) => void) | undefined;
};
type Props = Picks & { anchor: HTMLElement | null; onClose: () => void };

export function EmojiPopover({ anchor, onClose, ...picks }: Props) {
  return (
    <Popover
      label={m.messages.composer.emoji}
      anchor={anchor}
      onClose={onClose}
      writesTo={document.getElementById(COMPOSER_ID)}
    >
      <div className="flex h-108 max-h-(--radix-popover-content-available-height) w-[min(23rem,92vw)] flex-col">
        <Picker {...picks} autoFocus />
      </div>
    </Popover>
  );
}

export function EmojiPanel({ onClose, ...picks }: Omit<Props, 'anchor'>) {
  useBackCloses(onClose);
  useEscape(onClose);
  return (
    <section
      aria-label={m.messages.composer.emoji}
      className="flex h-[min(21rem,max(45dvh,min(15rem,100dvh-8.5rem)))] shrink-0 animate-rise flex-col overflow-hidden border-t border-line bg-raised safe-bottom"
    >
      <Picker {...picks} autoFocus={false} />
    </section>
  );
}

type Kind = 'emoji' | 'stickers';

/** The kind that was looked at last comes first the next time. */
let last: Kind = 'emoji';

function Picker({ onPick, onSticker, autoFocus }: Picks & { autoFocus: boolean }) {
  useFreshPictures(0);
  const hasStickers = useStickerPacks().length > 0;
  const [kind, setKind] = useState<Kind>(last);
  if (onSticker === undefined || !hasStickers) return <EmojiPicker onPick={onPick} autoFocus={autoFocus} />;

  function choose(chosen: Kind) {
    last = chosen;
    setKind(chosen);
  }

  return (
    <>
      <div className="px-3 pt-2">
        <Choice
          label={m.stickers.kinds}
          value={kind}
          options={[
            { value: 'emoji', label: m.stickers.emojiTab },
            { value: 'stickers', label: m.stickers.stickersTab },
          ]}
          onChange={choose}
        />
      </div>
      {kind === 'emoji' ? (
        <EmojiPicker onPick={onPick} autoFocus={autoFocus} />
      ) : (
        <StickerGrid onPick={onSticker} />
      )}
    </>
  );
}
