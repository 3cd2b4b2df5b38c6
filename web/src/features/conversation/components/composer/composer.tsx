// The field in which one writes messages. Grows to six lines; Enter sends, Alt+Enter without a sound, Shift+Enter breaks the line; words after an
// @ or a colon are completed.
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { type AttachmentKind, attach } from '@/lib/chats/attaching';
import { editMessage } from '@/lib/chats/message-actions';
import { useFace } from '@/lib/chats/use-chat';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { isCommand, shortcutKey } from '@/lib/input/keyboard';
import { replaceText, type TextEdit } from '@/lib/input/replace-text';
import { useDraft } from '@/lib/messenger/use-drafts';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { textOf } from '@/lib/state/content';
import { shownMessages } from '@/lib/state/pending/overlay';
import { timelineOf } from '@/lib/state/tab';
import { charactersBeyond } from '@/lib/text/length';
import { mentionsIn } from '@/lib/text/mentions';
import { tidied } from '@/lib/text/tidy';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat, Mention, Sticker } from '@/protocol/types';
import { commandIn, deedOf } from '../../model/composer/command';
import type { Choice as CompletionChoice } from '../../model/composer/completion';
import { endIntent, type Intent, intend, setWords, useIntent } from '../../model/composer/intent';
import { wrapSelection } from '../../model/composer/wrap-selection';
import { AttachDialog } from '../attach/attach-dialog';
import { AttachMenu } from '../attach/attach-menu';
import { CompletionMenu } from './completion-menu';
import { IntentBar } from './intent-bar';
import { SendButton } from './send-button';
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

  function run(kind: AttachmentKind, words: string) {
    change('');
    attach(kind, chat.id, words);
  }

  function send(silent = false) {
    if (!sendable) return;
    const called = isEdit ? null : commandIn(text);
    if (called !== null && called.command !== 'me') return run(called.command, called.words);
    const mentions = mentionsIn(text, completion.members, chat.kind === 'group');
    if (isEdit) edit(intent, tidied(text), mentions);
    else
      messenger.sendDraft(chat.id, {
        kind: 'text',
        text: called === null ? tidied(text) : deedOf(messenger.store.get().me.name, called.words),
        ...(mentions.length > 0 ? { mentions } : {}),
        ...(intent === null ? {} : { replyTo: intent.id }),
        ...(silent ? { silent } : {}),
      });
    endIntent();
    field.current?.focus();
  }

  /** The draft stays. */
  function sendSticker(sticker: Sticker) {
    messenger.send(chat.id, { kind: 'sticker', sticker, ...(intent === null ? {} : { replyTo: intent.id }) });
    endIntent();
    if (!touch.matches) field.current?.focus();
  }

  function edit(from: Intent, words: string, mentions: Mention[]) {
    if (words !== from.text) editMessage(messenger, from, words, mentions);
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
    if (key === '.') emoji.toggle();
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
    return () => {
      endIntent();
      messenger.leave(chat.id);
    };
  }, [chat.id, messenger]);

  return (
    <div className="shrink-0">
      <div className="relative mx-auto max-w-[64rem] px-2 pb-[max(0.5rem,env(safe-area-inset-bottom))] md:px-4 md:pb-4">
        {completion.choices.length > 0 && <CompletionMenu {...completion.menu} onPick={pick} />}
        {intent !== null && <IntentBar intent={intent} />}
        {over > 0 && (
          <p id={noteId} role="status" className="px-4 pb-1.5 text-sm font-medium text-danger">
            {m.common.tooLong(over)}
          </p>
        )}
        <div className="flex items-end gap-1 rounded-[1.5rem] border border-line bg-raised p-1 shadow-bubble transition-colors has-[textarea:focus-visible]:border-accent">
          {!isEdit && <AttachMenu chatId={chat.id} />}
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
          <SendButton sendable={sendable} isEdit={isEdit} onSend={send} />
        </div>
      </div>
      {emoji.panel}
      <AttachDialog chat={chat} />
    </div>
  );
}
