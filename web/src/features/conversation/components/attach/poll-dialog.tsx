// Makes a poll: the question, the answers, and how they are given.
import { useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { Switch } from '@/components/ui/controls/switch';
import { TextField } from '@/components/ui/controls/text-field';
import { Dialog } from '@/components/ui/overlays/dialog';
import { m } from '@/lib/i18n/messages';
import { serverNow } from '@/lib/time/server-clock';
import type { AttachProps } from '../../model/attach/attach-props';
import {
  areAlike,
  closesAtOf,
  MOST_QUESTION,
  newDraft,
  type PollDraft,
  pollOf,
} from '../../model/attach/poll-draft';
import { PollAnswers } from './poll-answers';

const CLOSINGS = ['never', 'hour', 'day', 'week', 'at'] as const;

export function PollDialog({ words, onSend, onClose }: AttachProps) {
  const [draft, setDraft] = useState(() => newDraft(words));
  const change = (part: Partial<PollDraft>) => setDraft((now) => ({ ...now, ...part }));
  const poll = pollOf(draft, serverNow());
  const { question, answers, multiple, anonymous, closing, at } = draft;

  return (
    <Dialog open title={m.contents.send.poll} onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-3 pb-4">
        <TextField
          label={m.contents.poll.question}
          value={question}
          most={MOST_QUESTION}
          dir="auto"
          autoFocus
          autoComplete="off"
          onChange={(event) => change({ question: event.target.value })}
        />
        <PollAnswers answers={answers} onChange={(next) => change({ answers: next })} />
        {areAlike(answers) && (
          <p role="alert" className="text-sm text-danger">
            {m.contents.poll.alike}
          </p>
        )}
        <div className="-mx-6 border-y border-line py-1 *:px-6">
          <Switch
            label={m.contents.poll.multiple}
            checked={multiple}
            onChange={(on) => change({ multiple: on })}
          />
          <Switch
            label={m.contents.poll.anonymous}
            note={m.contents.poll.anonymousNote}
            checked={anonymous}
            onChange={(on) => change({ anonymous: on })}
          />
        </div>
        <div className="flex flex-col gap-2">
          <p className="text-sm font-semibold">{m.contents.poll.closes}</p>
          <Choice
            wraps
            label={m.contents.poll.closes}
            value={closing}
            options={CLOSINGS.map((value) => ({ value, label: m.contents.poll[value] }))}
            onChange={(next) => change({ closing: next })}
          />
          {closing === 'at' && (
            <TextField
              type="datetime-local"
              label={m.contents.poll.closesAt}
              value={at}
              error={at !== '' && closesAtOf(draft, serverNow()) === null ? m.contents.poll.past : null}
              onChange={(event) => change({ at: event.target.value })}
            />
          )}
        </div>
      </div>
      <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
        <Button disabled={poll === null} onClick={() => poll !== null && onSend([{ kind: 'poll', poll }])}>
          {m.messages.composer.send}
        </Button>
      </footer>
    </Dialog>
  );
}
