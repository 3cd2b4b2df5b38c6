// The tokens of the design system: the name and the look of each.
import { WALLPAPERS } from '@/lib/theme/theme';
import { Part } from './part';

const SURFACES = ['canvas', 'surface', 'raised', 'sunken', 'hover', 'ground', 'line', 'line-strong', 'scrim'];
const INKS = [
  'ink',
  'ink-soft',
  'ink-faint',
  'accent-ink',
  'danger',
  'warn',
  'online',
  'tick-read',
  'own-faint',
];
const FILLS = ['accent', 'accent-strong', 'accent-soft', 'own', 'other', 'danger-soft', 'warn-soft'];
const TYPE = ['2xl', 'xl', 'lg', 'base', 'sm', 'xs'];
const RADII = ['xs', 'sm', 'md', 'lg', 'xl', '2xl'];
const SPACE = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 12, 16];
const MOTION = ['rise', 'pane', 'fade', 'pop', 'sheet', 'toast', 'shimmer'];

export function Tokens() {
  return (
    <>
      <Part title="Surfaces">
        {SURFACES.map((name) => (
          <Swatch key={name} name={name} />
        ))}
      </Part>
      <Part title="Fills">
        {FILLS.map((name) => (
          <Swatch key={name} name={name} />
        ))}
      </Part>
      <Part title="Ink">
        {INKS.map((name) => (
          <p key={name} className="font-semibold" style={{ color: `var(--${name})` }}>
            {name}
          </p>
        ))}
      </Part>
      <Part title="Type">
        <div className="flex flex-col gap-2">
          {TYPE.map((name) => (
            <p
              key={name}
              style={{ fontSize: `var(--text-${name})`, lineHeight: `var(--text-${name}--line-height)` }}
            >
              {name}: Dinner at seven? نعم، سأحضر الخبز 🍞
            </p>
          ))}
        </div>
      </Part>
      <Part title="Space">
        {SPACE.map((step) => (
          <div key={step} className="flex flex-col items-center gap-1 text-xs text-ink-soft">
            <span className="bg-accent" style={{ width: `${step / 4}rem`, height: `${step / 4}rem` }} />
            {step}
          </div>
        ))}
      </Part>
      <Part title="Radius and elevation">
        {RADII.map((name) => (
          <div
            key={name}
            className="grid size-20 place-items-center bg-raised text-sm shadow-bubble"
            style={{ borderRadius: `var(--radius-${name})` }}
          >
            {name}
          </div>
        ))}
        <div className="grid size-20 place-items-center rounded-xl bg-raised text-sm shadow-raised">
          raised
        </div>
      </Part>
      <Part title="Motion">
        {MOTION.map((name) => (
          <div
            key={name}
            className="grid size-20 place-items-center rounded-xl bg-accent-soft text-sm text-accent-ink"
            style={{
              animation: `var(--animate-${name})`,
              animationIterationCount: 'infinite',
              animationDuration: '1.6s',
            }}
          >
            {name}
          </div>
        ))}
      </Part>
      <Part title="Wallpapers">
        {WALLPAPERS.map((name) => (
          <div
            key={name}
            data-wallpaper={name}
            className="wallpaper grid h-40 w-56 place-items-center overflow-hidden rounded-xl bg-ground text-sm"
          >
            {name}
          </div>
        ))}
      </Part>
    </>
  );
}

function Swatch({ name }: { name: string }) {
  return (
    <div className="flex w-24 flex-col gap-1 text-xs text-ink-soft">
      <span className="h-14 rounded-lg border border-line" style={{ background: `var(--${name})` }} />
      {name}
    </div>
  );
}
