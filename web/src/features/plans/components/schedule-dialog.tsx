// Writes a message that is sent later, or changes one: its words, its time, and how often it is sent.
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { TextArea } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { Dialog } from '@/components/ui/overlays/dialog';
import { endPlanning } from '@/lib/chats/plans/planning';
import type { Times } from '@/lib/chats/plans/plans';
import type { FailureCode } from '@/lib/http/api-error';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Said } from '@/lib/state/content';
import { charactersBeyond } from '@/lib/text/length';
import { whenExactly } from '@/lib/time/format';
import { fieldOf, sendPresets, timeIn } from '@/lib/time/presets';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, Repeat } from '@/protocol/types';
import { withWords } from '../model/words';
import { TimeChoice } from './time-choice';

const REPEATS = ['never', 'daily', 'weekly', 'monthly'] as const;

type Props = {
  chatId: ChatId;
  said: Said;
  /** Of a message that is scheduled already. */
  times?: Times;
  /** Stands before the fields. */
  children?: ReactNode;
  /** Resolves with why it could not be done. */
  onSave: (said: Said, times: Times) => Promise<FailureCode | null>;
  onDelete?: () => void;
};

export function ScheduleDialog({ chatId, said, times, children, onSave, onDelete }: Props) {
  const messenger = useMessenger();
  const [presets] = useState(() => sendPresets(serverNow()));
  const [text, setText] = useState(said.text ?? '');
  const [at, setAt] = useState(() => fieldOf(times?.sendAt ?? presets[0]?.at ?? serverNow()));
  const [repeat, setRepeat] = useState<Repeat | null>(times?.repeat ?? null);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const [busy, setBusy] = useState(false);
  const limit = useResource('server', serverInfo).data?.limits.messageBytes ?? Number.POSITIVE_INFINITY;
  const isText = said.kind === 'text';
  const over = charactersBeyond(text.trim(), limit);
  // A field knows no seconds: a time that was not touched stays as it is.
  const sendAt = times !== undefined && at === fieldOf(times.sendAt) ? times.sendAt : timeIn(at, serverNow());
  const isFit = (!isText || (text.trim() !== '' && over === 0)) && sendAt !== null && sendAt > serverNow();

  async function save() {
    if (!isFit || busy) return;
    setBusy(true);
    setFailure(await onSave(isText ? withWords(messenger, chatId, said, text) : said, { sendAt, repeat }));
    setBusy(false);
  }

  return (
    <Dialog open title={times === undefined ? m.plans.later : m.plans.changeTitle} onClose={endPlanning}>
      <form
        className="contents"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-3 pb-4">
          {failure !== null && <Notice kind="error">{m.errors[failure]}</Notice>}
          {children}
          {isText && (
            <TextArea
              label={m.plans.message}
              value={text}
              error={over > 0 ? m.common.tooLong(over) : null}
              onChange={(event) => setText(event.target.value)}
            />
          )}
          <TimeChoice
            presets={presets}
            value={at}
            hint={(time) => m.plans.willBeSent(whenExactly(time, serverNow()))}
            onChange={setAt}
          />
          <div className="flex flex-col gap-2">
            <p aria-hidden="true" className="text-sm font-semibold">
              {m.plans.repeat}
            </p>
            <Choice
              label={m.plans.repeat}
              value={repeat ?? 'never'}
              options={REPEATS.map((value) => ({ value, label: m.plans.repeats[value] }))}
              onChange={(next) => setRepeat(next === 'never' ? null : next)}
            />
          </div>
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
          {onDelete !== undefined && (
            <Button
              look="text"
              className="me-auto -ms-3 !text-danger hover:!bg-danger-soft"
              onClick={onDelete}
            >
              {m.plans.delete}
            </Button>
          )}
          <Button look="quiet" onClick={endPlanning}>
            {m.common.cancel}
          </Button>
          <Button type="submit" disabled={!isFit || busy} busy={busy}>
            {times === undefined ? m.plans.schedule : m.common.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
