// Sets when one is reminded of a message.
import { useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { Dialog } from '@/components/ui/overlays/dialog';
import { endPlanning } from '@/lib/chats/plans/planning';
import { forgetReminder, remind } from '@/lib/chats/plans/plans';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { reminderOf } from '@/lib/state/plans';
import { whenExactly } from '@/lib/time/format';
import { fieldOf, remindPresets, timeIn } from '@/lib/time/presets';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, MessageId } from '@/protocol/types';
import { MessageWords } from './message-words';
import { TimeChoice } from './time-choice';

export function RemindDialog({ which }: { which: { chatId: ChatId; id: MessageId } }) {
  const messenger = useMessenger();
  const [presets] = useState(() => remindPresets(serverNow()));
  const [before] = useState(() => reminderOf(messenger.store.get(), which.id));
  const isToCome = before !== undefined && before.at > serverNow();
  const [field, setField] = useState(() => fieldOf(isToCome ? before.at : (presets[1]?.at ?? serverNow())));
  const at = timeIn(field, serverNow());

  return (
    <Dialog open title={m.plans.remind} onClose={endPlanning}>
      <form
        className="contents"
        onSubmit={(event) => {
          event.preventDefault();
          if (at === null) return;
          remind(messenger, which, at);
          endPlanning();
        }}
      >
        <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-3 pb-4">
          <p className="border-s-3 border-accent ps-2.5 text-sm text-ink-soft">
            <MessageWords which={which} />
          </p>
          <TimeChoice
            presets={presets}
            value={field}
            hint={(time) => m.plans.willRemind(whenExactly(time, serverNow()))}
            onChange={setField}
          />
        </div>
        <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
          {before !== undefined && (
            <Button
              look="text"
              className="me-auto -ms-3 !text-danger hover:!bg-danger-soft"
              onClick={() => {
                forgetReminder(messenger, which);
                endPlanning();
              }}
            >
              {m.plans.delete}
            </Button>
          )}
          <Button look="quiet" onClick={endPlanning}>
            {m.common.cancel}
          </Button>
          <Button type="submit" disabled={at === null}>
            {before === undefined ? m.plans.setReminder : m.common.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
