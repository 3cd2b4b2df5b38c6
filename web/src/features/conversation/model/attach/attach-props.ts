// What a dialog that makes something to send is given.
import type { Said } from '@/lib/state/content';

export type AttachProps = {
  /** What was written behind the command. */
  words: string;
  /** Each becomes a message. */
  onSend: (all: Said[]) => void;
  onClose: () => void;
};
