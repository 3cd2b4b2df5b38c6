// One emoji, where it stands by itself: a character, or the picture of a custom one.
import { customEmojiName } from '@/lib/stickers/custom-emoji';
import { pictureUrl } from '@/lib/stickers/picture-url';
import { useCustomEmoji } from '@/lib/stickers/pictures';
import type { Picture } from '@/protocol/types';
import { cx } from '../cx';

export function EmojiSign({ emoji }: { emoji: string }) {
  const custom = useCustomEmoji();
  const picture = custom.get(customEmojiName(emoji) ?? '');
  return picture === undefined ? emoji : <EmojiPicture picture={picture} className="align-middle" />;
}

/** As high as the line that it stands in, and no wider than a few letters. */
export function EmojiPicture({
  picture: { name, file },
  className,
}: {
  picture: Picture;
  className: string;
}) {
  const written = `:${name}:`;
  return (
    <img
      src={pictureUrl(file)}
      alt={written}
      title={written}
      // The text for a copy of several messages.
      data-typed={written}
      loading="lazy"
      decoding="async"
      draggable={false}
      className={cx('inline-block h-[1.375em] w-auto max-w-[4em] object-contain', className)}
    />
  );
}
