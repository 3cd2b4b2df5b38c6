// The mark of Kith: a K whose arms are two speech bubbles, leaning on one another.

export function LogoMark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <g className="fill-on-accent">
        <rect x="7.5" y="7" width="5" height="18" rx="2.5" />
        <path d="M14.5 15v-4A4.5 4.5 0 0 1 19 6.5h1a4.5 4.5 0 0 1 0 9h-5a.5.5 0 0 1-.5-.5Z" />
        <path d="M14.5 17v4a4.5 4.5 0 0 0 4.5 4.5h1a4.5 4.5 0 0 0 0-9h-5a.5.5 0 0 0-.5.5Z" opacity=".82" />
      </g>
    </svg>
  );
}
