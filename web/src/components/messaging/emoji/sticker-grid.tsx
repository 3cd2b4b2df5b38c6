// The stickers of all packs. One of them is in the tab order; the arrow keys go to the others.

import { m } from '@/lib/i18n/messages';
import { pictureUrl } from '@/lib/stickers/picture-url';
import { useStickerPacks } from '@/lib/stickers/pictures';
import type { Picture, Sticker } from '@/protocol/types';
import { moveFocus } from './grid-keys';

const STICKER = '[data-sticker]';

export function StickerGrid({ onPick }: { onPick: (sticker: Sticker) => void }) {
  const packs = useStickerPacks();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the buttons inside
    <div
      className="min-h-0 grow overflow-y-auto overscroll-contain px-2 pb-2"
      onKeyDown={(event) => moveFocus(event, STICKER)}
    >
      {packs.map(({ id, stickers }, nth) => (
        <section
          key={id}
          aria-label={m.stickers.pack(id)}
          className="[contain-intrinsic-size:auto_20rem] [content-visibility:auto]"
        >
          <div
            aria-hidden="true"
            className="sticky top-0 z-10 truncate bg-raised/95 px-1.5 py-1.5 text-xs font-semibold text-ink-soft"
          >
            <bdi>{id}</bdi>
          </div>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(4.5rem,1fr))] gap-1">
            {stickers.map((sticker, i) => (
              <StickerButton
                key={sticker.name}
                sticker={sticker}
                isFirst={nth === 0 && i === 0}
                onPick={() => onPick({ pack: id, ...sticker })}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}

type ButtonProps = { sticker: Picture; isFirst: boolean; onPick: () => void };

function StickerButton({ sticker: { name, file }, isFirst, onPick }: ButtonProps) {
  return (
    <button
      type="button"
      data-sticker={name}
      aria-label={m.stickers.send(name)}
      data-tip={name}
      tabIndex={isFirst ? 0 : -1}
      onClick={onPick}
      className="grid aspect-square scroll-mt-8 place-items-center rounded-lg p-1.5 -outline-offset-2 hover:bg-hover focus-visible:bg-hover"
    >
      <img
        src={pictureUrl(file)}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        className="size-full object-contain"
      />
    </button>
  );
}
