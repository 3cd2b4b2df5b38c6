// An on/off choice that takes effect at once.

type Props = { label: string; note?: string; checked: boolean; onChange: (checked: boolean) => void };

export function Switch({ label, note, checked, onChange }: Props) {
  return (
    <label className="flex cursor-pointer items-start gap-4 px-5 py-3.5 hover:bg-hover">
      <span className="grow">
        <span className="block font-medium">{label}</span>
        {note !== undefined && <span className="mt-0.5 block text-sm text-ink-soft">{note}</span>}
      </span>
      <span className="relative mt-0.5 inline-block h-7 w-12 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 z-10 m-0 size-full cursor-pointer rounded-full opacity-0"
        />
        <span className="absolute inset-0 rounded-full bg-line-strong transition-colors peer-checked:bg-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent" />
        <span className="absolute start-1 top-1 size-5 rounded-full bg-raised shadow-bubble transition-transform peer-checked:translate-x-5 rtl:peer-checked:-translate-x-5" />
      </span>
    </label>
  );
}
