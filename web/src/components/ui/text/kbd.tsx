// Keys, as they are written on a keyboard: always from left to right.

export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span dir="ltr" className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="grid h-6 min-w-6 place-items-center rounded-md border border-line bg-sunken px-1.5 font-sans text-xs font-semibold text-ink-soft"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
