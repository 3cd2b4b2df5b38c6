// The design system on one page: its tokens and its components, in every state, to look at while working on them.
// In development only, at `/#/design`.
import { useState } from 'react';
import { Choice } from '@/components/ui/controls/choice';
import { Toaster } from '@/components/ui/overlays/toaster';
import { TooltipLayer } from '@/components/ui/overlays/tooltip';
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from '@/lib/i18n/language';
import { ACCENTS, setAppearance, TEXT_SIZES, THEMES, useAppearance } from '@/lib/theme/theme';
import { Components } from './components';
import { Tokens } from './tokens';

const options = <T extends string>(values: readonly T[]) => values.map((value) => ({ value, label: value }));

export function DesignPage() {
  const { theme, accent, textSize } = useAppearance();
  const language = useLanguage();
  const [part, setPart] = useState<'tokens' | 'components'>('components');
  return (
    <main key={language} className="h-full overflow-y-auto bg-canvas">
      <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-surface px-6 py-3">
        <h1 className="text-xl font-bold">Design</h1>
        <Choice
          label="Part"
          value={part}
          onChange={setPart}
          options={options(['components', 'tokens'] as const)}
        />
        <Choice
          label="Theme"
          value={theme}
          onChange={(next) => setAppearance({ theme: next })}
          options={options(THEMES)}
        />
        <Choice
          label="Accent"
          value={accent}
          onChange={(next) => setAppearance({ accent: next })}
          options={options(ACCENTS)}
        />
        <Choice
          label="Text size"
          value={textSize}
          onChange={(next) => setAppearance({ textSize: next })}
          options={options(TEXT_SIZES)}
        />
        <Choice
          label="Language"
          value={language}
          onChange={chooseLanguage}
          options={options(Object.keys(LANGUAGES) as Language[])}
        />
      </header>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-6">
        {part === 'tokens' ? <Tokens /> : <Components />}
      </div>
      <Toaster />
      <TooltipLayer />
    </main>
  );
}
