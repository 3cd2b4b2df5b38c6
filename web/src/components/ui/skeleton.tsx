// Placeholders in the shape of content that is on its way.
import { m } from '@/lib/i18n/messages';
import { cx } from './cx';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cx('animate-shimmer rounded-full bg-line', className)} />;
}

/** Rows of an avatar and two lines, as in the chat list. */
export function RowSkeletons({ count }: { count: number }) {
  return (
    <div role="status" aria-label={m.common.loading}>
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={i} className="flex items-center gap-3.5 px-4 py-3">
          <Skeleton className="size-12 shrink-0" />
          <div className="flex grow flex-col gap-2.5">
            <Skeleton className={i % 2 === 0 ? 'h-3.5 w-2/5' : 'h-3.5 w-1/3'} />
            <Skeleton className={i % 3 === 0 ? 'h-3 w-4/5' : 'h-3 w-3/5'} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A whole pane: its header and its rows. */
export function PaneSkeleton({ rows = 7 }: { rows?: number }) {
  return (
    <div className="h-full bg-surface">
      <div className="safe-top border-b border-line">
        <div className="flex h-header items-center gap-4 px-5">
          <Skeleton className="h-4.5 w-36" />
        </div>
      </div>
      <RowSkeletons count={rows} />
    </div>
  );
}
