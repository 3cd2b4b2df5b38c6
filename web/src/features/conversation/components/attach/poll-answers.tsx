// The answers of a poll that is being made: Enter goes on to the next one, Alt and an arrow moves one.
import { ArrowUp, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Button } from '@/components/ui/controls/button';
import { IconButton } from '@/components/ui/controls/icon-button';
import { TextField } from '@/components/ui/controls/text-field';
import { m } from '@/lib/i18n/messages';
import {
  type Answer,
  LEAST_ANSWERS,
  MOST_ANSWER,
  MOST_ANSWERS,
  moved,
  withAnswer,
  withoutAnswer,
} from '../../model/attach/poll-draft';

type Props = { answers: Answer[]; onChange: (answers: Answer[]) => void };

export function PollAnswers({ answers, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null);
  /** The field is there, or elsewhere, with the next frame. */
  const focus = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[at]?.focus());

  function write(key: number, text: string) {
    onChange(answers.map((one) => (one.key === key ? { key, text } : one)));
  }

  function add() {
    onChange(withAnswer(answers));
    focus(answers.length);
  }

  function move(key: number, at: number, by: 1 | -1) {
    onChange(moved(answers, key, by));
    focus(Math.max(0, Math.min(at + by, answers.length - 1)));
  }

  function onKeyDown(event: KeyboardEvent, key: number, at: number) {
    if (event.altKey && event.key === 'ArrowUp') move(key, at, -1);
    else if (event.altKey && event.key === 'ArrowDown') move(key, at, 1);
    else if (event.key !== 'Enter') return;
    else if (at + 1 < answers.length) focus(at + 1);
    else add();
    event.preventDefault();
  }

  return (
    <div className="flex flex-col gap-2">
      <ol ref={list} aria-label={m.contents.poll.answers} className="flex flex-col gap-2">
        {answers.map(({ key, text }, at) => (
          <li key={key}>
            <TextField
              label={m.contents.poll.answer(at + 1)}
              value={text}
              most={MOST_ANSWER}
              dir="auto"
              autoComplete="off"
              onChange={(event) => write(key, event.target.value)}
              onKeyDown={(event) => onKeyDown(event, key, at)}
              end={
                <span className="flex">
                  <IconButton
                    label={m.contents.poll.up(at + 1)}
                    disabled={at === 0}
                    onClick={() => move(key, at, -1)}
                  >
                    <ArrowUp size={17} />
                  </IconButton>
                  <IconButton
                    label={m.contents.poll.remove(at + 1)}
                    disabled={answers.length <= LEAST_ANSWERS}
                    onClick={() => onChange(withoutAnswer(answers, key))}
                  >
                    <X size={17} />
                  </IconButton>
                </span>
              }
            />
          </li>
        ))}
      </ol>
      <Button look="text" className="self-start" disabled={answers.length >= MOST_ANSWERS} onClick={add}>
        <Plus size={18} aria-hidden="true" />
        {m.contents.poll.add}
      </Button>
      <p className="text-sm text-ink-faint touch:hidden">{m.contents.poll.keys}</p>
    </div>
  );
}
