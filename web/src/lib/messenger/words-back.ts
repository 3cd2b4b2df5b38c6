// Gives words back that the server did not take: into the field of their chat when nothing was begun there, else by a notice
// that stays until they were copied or dismissed.
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import type { LostWords } from '@/lib/state/pending/lost-words';
import { currentToasts, showToast } from '@/lib/toasts';
import type { ChatId } from '@/protocol/types';

const KEY = 'words';

/** What the notice offers at this moment. */
let offered: string[] = [];

type Fields = {
  /** What was begun in a chat; null when it is not there. */
  begunIn: (chatId: ChatId) => string | null;
  write: (chatId: ChatId, text: string) => void;
};

export function giveBack(lost: LostWords[], { begunIn, write }: Fields): void {
  for (const { chatId, text, code } of lost) {
    if (begunIn(chatId) !== '') offer(text, m.errors[code]);
    else {
      write(chatId, text);
      showToast({ key: 'message', kind: 'error', text: `${m.errors[code]} ${m.common.wordsBack}` });
    }
  }
}

function offer(words: string, why: string): void {
  const isShown = currentToasts().some(({ key }) => key === KEY);
  offered = isShown ? [...offered, words] : [words];
  const all = offered.join('\n');
  showToast({
    key: KEY,
    kind: 'error',
    text: `${why} ${m.common.wordsKept}`,
    stays: true,
    action: { label: m.common.copy, run: () => void copy(all, why) },
  });
}

async function copy(words: string, why: string): Promise<void> {
  if (!(await copyText(words))) offer(words, why);
}
