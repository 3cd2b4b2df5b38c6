// The language of Kith on this device.
import { Check } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import {
  chooseLanguage,
  LANGUAGES,
  type Language,
  type LanguageChoice,
  useLanguageChoice,
} from '@/lib/i18n/language';
import { m } from '@/lib/i18n/messages';
import { SettingsPage } from './settings-page';

export function LanguagePage() {
  const chosen = useLanguageChoice();
  const choices: { value: LanguageChoice; label: string; lang?: Language }[] = [
    { value: 'system', label: m.settings.language.system },
    ...(Object.keys(LANGUAGES) as Language[]).map((lang) => ({ value: lang, label: LANGUAGES[lang], lang })),
  ];
  return (
    <SettingsPage title={m.settings.menu.language}>
      <div role="radiogroup" aria-label={m.settings.menu.language} className="py-2">
        {choices.map(({ value, label, lang }) => (
          <label
            key={value}
            className={cx(
              'relative mx-2 flex min-h-14 cursor-pointer items-center gap-4 rounded-xl px-3.5 font-medium hover:bg-hover',
              'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name="language"
              checked={value === chosen}
              onChange={() => chooseLanguage(value)}
              className="cover"
            />
            <span className="grow" {...(lang === undefined ? {} : { lang })}>
              {label}
            </span>
            {value === chosen && <Check size={20} aria-hidden="true" className="text-accent-ink" />}
          </label>
        ))}
      </div>
    </SettingsPage>
  );
}
