// What a message says, shortened.
import type { ChatId, MessageId } from '@/protocol/types';
import { useMessageWords } from './use-message';

export function MessageWords({ which }: { which: { chatId: ChatId; id: MessageId } }) {
  const words = useMessageWords(which);
  return (
    <span dir="auto" className="line-clamp-2 min-h-5.5 text-match wrap-anywhere">
      {words}
    </span>
  );
}
