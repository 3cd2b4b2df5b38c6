// A face for people and groups without a picture: initials on a colour that stays theirs.
import { Bookmark, Users } from 'lucide-react';
import { hueOf, initialsOf } from '@/lib/text/initials';

type Props = {
  id: string;
  name: string;
  size?: number;
  kind?: 'person' | 'group' | 'self';
  online?: boolean;
};

export function Avatar({ id, name, size = 48, kind = 'person', online = false }: Props) {
  const hue = hueOf(id);
  return (
    <span className="relative inline-block shrink-0" style={{ width: size, height: size }} aria-hidden="true">
      <span
        className="grid size-full place-items-center font-semibold select-none forced-colors:border"
        style={{
          borderRadius: kind === 'group' ? '34%' : '50%',
          fontSize: size * 0.38,
          letterSpacing: '-0.01em',
          color: `light-dark(oklch(0.37 0.09 ${hue}), oklch(0.93 0.05 ${hue}))`,
          background: `light-dark(linear-gradient(150deg, oklch(0.93 0.05 ${hue}), oklch(0.87 0.08 ${hue})), linear-gradient(150deg, oklch(0.47 0.075 ${hue}), oklch(0.39 0.07 ${hue})))`,
        }}
      >
        {kind === 'self' ? (
          <Bookmark size={size * 0.44} strokeWidth={2} />
        ) : (
          initialsOf(name) || <Users size={size * 0.44} strokeWidth={2} />
        )}
      </span>
      {online && (
        <span
          className="absolute rounded-full border-surface bg-online"
          style={{
            width: size * 0.27,
            height: size * 0.27,
            borderWidth: size > 60 ? 3 : 2,
            insetInlineEnd: 0,
            bottom: 0,
          }}
        />
      )}
    </span>
  );
}
