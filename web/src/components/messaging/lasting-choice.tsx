// How long messages stay: off, or the lengths that people choose. Another length, set by other means, is shown beside them.
import { Choice } from '@/components/ui/controls/choice';
import { m } from '@/lib/i18n/messages';
import { duration } from '@/lib/time/format';

const DAY = 86_400;
const LENGTHS = [DAY, 7 * DAY, 90 * DAY];
const OFF = 'off';

type Props = {
  label: string;
  /** In seconds; null when messages stay for good. */
  value: number | null;
  onChange: (seconds: number | null) => void;
};

export function LastingChoice({ label, value, onChange }: Props) {
  const lengths = value === null || LENGTHS.includes(value) ? LENGTHS : [value, ...LENGTHS];
  return (
    <Choice
      wraps
      label={label}
      value={value === null ? OFF : String(value)}
      options={[
        { value: OFF, label: m.lasting.off },
        ...lengths.map((seconds) => ({ value: String(seconds), label: duration(seconds) })),
      ]}
      onChange={(chosen) => onChange(chosen === OFF ? null : Number(chosen))}
    />
  );
}
