// The shape of a conversation on its way.
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';

const SHAPES = ['h-10 w-52', 'h-16 w-72 own', 'h-10 w-40', 'h-10 w-64', 'h-10 w-36 own', 'h-16 w-60'];

export function TimelineSkeleton() {
  return (
    <div
      role="status"
      aria-label={m.common.loading}
      className="absolute inset-0 mx-auto flex max-w-[64rem] flex-col justify-end gap-3 overflow-hidden px-3 pb-6 md:px-6"
    >
      {SHAPES.map((shape) => {
        const own = shape.endsWith('own');
        return (
          <div
            key={shape}
            className={cx(
              'max-w-[70%] animate-shimmer rounded-xl',
              own ? 'self-end bg-own' : 'bg-other',
              shape.replace(' own', ''),
            )}
          />
        );
      })}
    </div>
  );
}
