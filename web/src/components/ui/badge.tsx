// A small count.

export function Badge({ count, label }: { count: number; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className="grid h-5.5 min-w-5.5 shrink-0 animate-pop place-items-center rounded-full bg-accent px-1.5 text-xs font-bold text-on-accent tabular-nums"
    >
      {count > 999 ? '999+' : count}
    </span>
  );
}
