// The skin tone of all emoji of people from now on: a hand that unfolds into six.
import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import { TONES, type Tone, withTone } from '@/lib/emoji/tones';
import { m } from '@/lib/i18n/messages';

const HAND = '✋';

export function ToneChoice({ tone, onChange }: { tone: Tone; onChange: (tone: Tone) => void }) {
  const [open, setOpen] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of what is inside
    <div
      className="relative"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
      }}
    >
      <button
        type="button"
        aria-label={`${m.emoji.tone}: ${m.emoji.tones[tone]}`}
        data-tip={m.emoji.tone}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid size-11 place-items-center rounded-full text-xl hover:bg-hover touch:size-12"
      >
        {withTone(HAND, tone)}
      </button>
      {open && (
        <div
          role="radiogroup"
          data-open-inside
          aria-label={m.emoji.tone}
          className="absolute end-0 top-full z-20 flex animate-pop rounded-full border border-line bg-raised p-1 shadow-raised"
        >
          {TONES.map((one) => (
            <label
              key={one}
              className={cx(
                'relative grid size-10 cursor-pointer place-items-center rounded-full text-xl has-focus-visible:outline-2 has-focus-visible:outline-accent touch:size-12',
                one === tone ? 'bg-accent-soft' : 'hover:bg-hover',
              )}
            >
              <input
                type="radio"
                name="tone"
                aria-label={m.emoji.tones[one]}
                checked={one === tone}
                onClick={(event) => {
                  onChange(one);
                  // The arrow keys go on choosing; they cause clicks without a press. A real click ends the choice.
                  if (event.detail > 0) setOpen(false);
                }}
                className="cover"
              />
              {withTone(HAND, one)}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
