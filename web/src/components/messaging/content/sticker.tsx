// A sticker: its picture without a bubble around it, or its name when there is no picture any more.
import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import { pictureUrl } from '@/lib/stickers/picture-url';
import type { MessageContent, Sticker } from '@/protocol/types';
import type { ContentKind, ContentProps } from './content';

type StickerMessage = Extract<MessageContent, { kind: 'sticker' }>;

/** The longer side, in pixels. */
const SIDE = 176;

export const stickerKind: ContentKind<StickerMessage> = {
  isBare: () => true,
  Content: ({ message, content: { sticker }, context, meta }: ContentProps<StickerMessage>) => (
    <div
      data-message={message.id}
      className={cx('flex flex-col gap-1', message.senderId === context.meId ? 'items-end' : 'items-start')}
    >
      {sticker !== undefined && <StickerPicture sticker={sticker} />}
      {meta}
    </div>
  ),
};

/** Has its place before the file is there, so that nothing around it moves. */
function StickerPicture({ sticker: { name, file, width, height } }: { sticker: Sticker }) {
  const [isGone, setGone] = useState(false);
  const label = `${m.chats.said.sticker}: ${name}`;
  const scale = SIDE / Math.max(width, height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (isGone || file === '')
    return (
      <p
        style={size}
        className="grid max-w-full place-items-center rounded-2xl border border-dashed border-line bg-ground/85 p-2 text-center text-sm text-ink-soft"
      >
        <span className="max-w-full truncate">{label}</span>
      </p>
    );
  return (
    <img
      src={pictureUrl(file)}
      alt={label}
      {...size}
      decoding="async"
      draggable={false}
      onError={() => setGone(true)}
      className="max-w-full object-contain"
    />
  );
}
