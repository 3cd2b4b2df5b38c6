// The field in which one writes messages. Grows to six lines; Enter sends, Alt+Enter without a sound, Shift+Enter breaks the line; words after an
// @ or a colon are completed.
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { attach } from '@/lib/chats/attaching';
import { editMessage } from '@/lib/chats/message-actions';
import { plan, planReminder } from '@/lib/chats/plans/planning';
import { lastSent, offerUndo } from '@/lib/chats/undo';
import { useFace } from '@/lib/chats/use-chat';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { isCommand, shortcutKey } from '@/lib/input/keyboard';
import { replaceText, type TextEdit } from '@/lib/input/replace-text';
import { useDraft } from '@/lib/messenger/use-drafts';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { type Said, textOf } from '@/lib/state/content';
import { shownMessages } from '@/lib/state/pending/overlay';
import { timelineOf } from '@/lib/state/tab';
import { charactersBeyond } from '@/lib/text/length';
import { mentionsIn } from '@/lib/text/mentions';
import { tidied } from '@/lib/text/tidy';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat, Sticker } from '@/protocol/types';
import { type Command, commandIn, deedOf } from '../../model/composer/command';
import type { Choice as CompletionChoice } from '../../model/composer/completion';
import { endIntent, intend, setWords, useIntent } from '../../model/composer/intent';
import { undoSend } from '../../model/composer/undo-send';
import { wrapSelection } from '../../model/composer/wrap-selection';
import { AttachDialog } from '../attach/attach-dialog';
import { AttachMenu } from '../attach/attach-menu';
import { CompletionMenu } from './completion-menu';
import { IntentBar } from './intent-bar';
import { ScheduledLine } from './scheduled-line';
import { SendButton } from './send-button';
import { UndoAnnouncer } from './undo-announcer';
import { useCompletion } from './use-completion';
import { useEmojiEntry } from './use-emoji-entry';

/** On a touch keyboard Enter is the only way to break a line. */
const touch = window.matchMedia('(pointer: coarse)');
/** The mark that a key puts around the selection. */
const MARKS: Record<string, string> = { b: '*', i: '_' };

export function Composer({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const face = useFace(chat);
  const field = useRef<HTMLTextAreaElement>(null);
  /** The field has the focus for a moment only. */
  const isWriting = useRef(false);
  const draft = useDraft(chat.id);
  const intent = useIntent(chat.id);
  const isEdit = intent?.kind === 'edit';
  const text = isEdit ? intent.words : draft;
  const completion = useCompletion(chat, text);
  const emoji = useEmojiEntry({
    onPick: insert,
    onSticker: isEdit ? undefined : sendSticker,
    onWrite: () => field.current?.focus(),
  });
  const limits = useResource('server', serverInfo).data?.limits;
  const limit = limits?.messageBytes ?? Number.POSITIVE_INFINITY;
  const noteId = useId();

  const over = charactersBeyond(text.trim(), limit);
  const sendable = text.trim() !== '' && over === 0;

  function change(next: string) {
    if (isEdit) return setWords(next);
    messenger.setDraft(chat.id, next);
    messenger.typing(chat.id, next.trim() !== '');
  }

  function write(edit: TextEdit | null) {
    if (field.current === null || edit === null) return;
    isWriting.current = true;
    replaceText(field.current, edit);
    isWriting.current = false;
  }

  /** Puts an emoji where the caret is, or was last. */
  function insert(char: string) {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    write({ from, to, insert: char });
  }

  /** A command that needs no words is carried out at once. */
  function pick(choice: CompletionChoice) {
    const called = choice.kind === 'command' ? commandIn(choice.insert) : null;
    if (called === null || called.command === 'me') write(completion.complete(choice));
    else run(called.command, '');
  }

  function run(command: Exclude<Command, 'me'>, words: string) {
    change('');
    if (command === 'schedule') sendLater(words);
    else if (command === 'remind') {
      planReminder(messenger.store.get(), chat.id, intent?.id);
      endIntent();
    } else attach(command, chat.id, words);
  }

  function say(words: string): Said {
    const called = isEdit ? null : commandIn(words);
    const isDeed = called?.command === 'me';
    const said = isDeed ? deedOf(messenger.store.get().me.name, called.words) : tidied(words);
    const mentions = mentionsIn(said, completion.members, chat.kind === 'group');
    return {
      kind: 'text',
      text: said,
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(intent === null ? {} : { replyTo: intent.id }),
    };
  }

  function sendLater(words: string) {
    plan({ kind: 'schedule', chatId: chat.id, said: say(words), onPlanned });
  }

  function onPlanned() {
    messenger.typing(chat.id, false);
    messenger.drafts.sent(chat.id);
    endIntent();
    field.current?.focus();
  }

  function send(silent = false) {
    if (!sendable) return;
    const called = isEdit ? null : commandIn(text);
    if (called !== null && called.command !== 'me') return run(called.command, called.words);
    const { text: words = '', mentions = [] } = say(text);
    if (isEdit) {
      if (words !== intent.text) editMessage(messenger, intent, words, mentions);
    } else {
      const id = messenger.sendDraft(chat.id, { ...say(text), ...(silent ? { silent } : {}) });
      offerUndo({ chatId: chat.id, id }, limits?.undoMs ?? 0);
    }
    endIntent();
    field.current?.focus();
  }

  /** The draft stays. */
  function sendSticker(sticker: Sticker) {
    messenger.send(chat.id, { kind: 'sticker', sticker, ...(intent === null ? {} : { replyTo: intent.id }) });
    endIntent();
    if (!touch.matches) field.current?.focus();
  }

  /** The arrow up in an empty field edits one's last message. */
  function editLast(): boolean {
    if (text !== '' || intent !== null) return false;
    const { me, tab, messageChanges } = messenger.store.get();
    const { messages: known, moreAfter } = timelineOf({ tab }, chat.id);
    const messages = shownMessages(known, messageChanges, me.id);
    const last = messages.findLast((one) => one.senderId === me.id && one.kind === 'text');
    if (moreAfter || last === undefined || last.deleted !== undefined) return false;
    // While the app does not know the limit, the server checks it.
    if (serverNow() - last.sentAt >= (limits?.editMs ?? Number.POSITIVE_INFINITY)) return false;
    intend('edit', { ...last, text: textOf(last) ?? '' });
    return true;
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const picked = completion.onKey(event);
    if (picked !== null) {
      event.preventDefault();
      if (picked !== 'handled') pick(picked);
    } else if (event.key === 'Enter' && !event.shiftKey && (event.altKey || !touch.matches)) {
      event.preventDefault();
      send(event.altKey);
    } else if (event.key === 'ArrowUp' && !event.shiftKey && !event.altKey && editLast())
      event.preventDefault();
    else if (isCommand(event) && !event.altKey) onCommand(event);
  }

  function onCommand(event: KeyboardEvent<HTMLTextAreaElement>) {
    const key = shortcutKey(event);
    const mark = event.shiftKey ? undefined : MARKS[key];
    const sent = key === 'z' && text === '' && !isEdit && !event.shiftKey ? lastSent(chat.id) : undefined;
    if (key === '.') emoji.toggle();
    else if (sent !== undefined) undoSend(messenger, sent);
    else if (mark !== undefined) {
      const { selectionStart, selectionEnd } = event.currentTarget;
      write(wrapSelection(text, selectionStart, selectionEnd, mark));
    } else return;
    event.preventDefault();
  }

  useLayoutEffect(() => {
    const area = field.current;
    if (area === null) return;
    // With a `value` that is set anew, each letter would be an undo step of its own.
    if (area.value !== text) area.value = text;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [text]);

  const intended = intent === null ? null : `${intent.kind} ${intent.id}`;
  useEffect(() => {
    if (intended !== null) field.current?.focus();
  }, [intended]);

  useEffect(() => {
    // On a phone the keyboard would jump up at every chat that is opened.
    if (!touch.matches) field.current?.focus();
    return () => messenger.typing(chat.id, false);
  }, [chat.id, messenger]);

  return (
    <div className="shrink-0">
      <div className="relative mx-auto max-w-[64rem] px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-4 md:pb-4">
        {completion.choices.length > 0 && <CompletionMenu {...completion.menu} onPick={pick} />}
        <ScheduledLine chatId={chat.id} />
        {intent !== null && <IntentBar intent={intent} />}
        {over > 0 && (
          <p id={noteId} role="status" className="px-4 pb-1.5 text-sm font-medium text-danger">
            {m.common.tooLong(over)}
          </p>
        )}
        <div className="flex items-end gap-1 rounded-[1.5rem] border border-line bg-raised p-1 shadow-bubble transition-colors has-[textarea:focus-visible]:border-accent">
          {!isEdit && <AttachMenu chatId={chat.id} onLater={() => sendLater(text)} />}
          {emoji.button}
          <textarea
            ref={field}
            id={COMPOSER_ID}
            rows={1}
            onChange={(event) => {
              change(event.target.value);
              completion.followCaret(event.target);
            }}
            onPointerDown={() => touch.matches && emoji.close()}
            onSelect={(event) => completion.followCaret(event.currentTarget)}
            onKeyDown={onKeyDown}
            onBlur={() => isWriting.current || messenger.typing(chat.id, false)}
            aria-label={m.messages.composer.label(face.name)}
            aria-describedby={over > 0 ? noteId : undefined}
            {...completion.field}
            placeholder={m.messages.composer.placeholder}
            dir="auto"
            enterKeyHint={touch.matches ? 'enter' : 'send'}
            className="max-h-37 grow resize-none self-center overflow-y-auto bg-transparent py-2 text-[1rem] leading-5.5 placeholder:text-ink-faint focus-visible:outline-none md:text-base"
          />
          <SendButton
            sendable={sendable}
            isEdit={isEdit}
            onSend={send}
            later={{ chatId: chat.id, say: () => say(text), onPlanned }}
          />
        </div>
      </div>
      {emoji.panel}
      <AttachDialog chat={chat} />
      <UndoAnnouncer chatId={chat.id} />
    </div>
  );
}
