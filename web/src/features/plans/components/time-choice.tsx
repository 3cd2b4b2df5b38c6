// When something is to happen: one of the usual times, or any other in the field below.
import { Choice } from '@/components/ui/controls/choice';
import { TextField } from '@/components/ui/controls/text-field';
import { m } from '@/lib/i18n/messages';
import { fieldOf, type Preset, timeIn } from '@/lib/time/presets';
import { serverNow } from '@/lib/time/server-clock';

type Props = {
  presets: Preset[];
  /** As the field has it. */
  value: string;
  /** What is going to happen at that time. */
  hint: (at: number) => string;
  onChange: (value: string) => void;
};

export function TimeChoice({ presets, value, hint, onChange }: Props) {
  const at = timeIn(value, serverNow());
  const chosen = presets.find((preset) => fieldOf(preset.at) === value)?.name;
  return (
    <div className="flex flex-col gap-2">
      <p aria-hidden="true" className="text-sm font-semibold">
        {m.plans.when}
      </p>
      <Choice<string>
        label={m.plans.when}
        value={chosen ?? ''}
        options={presets.map(({ name }) => ({ value: name, label: m.plans.presets[name] }))}
        onChange={(name) => onChange(fieldOf(presets.find((one) => one.name === name)?.at ?? 0))}
      />
      <TextField
        type="datetime-local"
        label={m.plans.at}
        value={value}
        hint={at === null ? undefined : hint(at)}
        error={at === null ? m.plans.past : null}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
