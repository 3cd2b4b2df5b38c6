// A modal window for one question or one small task; on a phone it is a sheet that comes up from below, and that a
// finger can pull down again.
import * as RadixDialog from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { m } from '@/lib/i18n/messages';
import { BackCloses } from '@/lib/navigation/back-closes';
import { Button } from '../controls/button';
import { IconButton } from '../controls/icon-button';
import { useSheetPull } from './sheet-pull';

type Props = {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title; what a person wrote stands in `Words`. */
  note?: ReactNode;
  children?: ReactNode;
};

export function Dialog({ open, onClose, title, note, children }: Props) {
  const pull = useSheetPull(onClose);
  return (
    <RadixDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <RadixDialog.Content
          ref={pull.sheet}
          {...(note === undefined ? { 'aria-describedby': undefined } : {})}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[88dvh] w-full max-w-md animate-sheet flex-col rounded-t-2xl bg-raised safe-bottom shadow-raised sm:top-1/2 sm:bottom-auto sm:w-[calc(100%-2rem)] sm:-translate-y-1/2 sm:animate-pop sm:rounded-2xl"
        >
          <BackCloses onBack={onClose} />
          <header
            className="relative flex touch-none items-start gap-2 ps-6 pe-3 pt-4 sm:touch-auto"
            {...pull.grip}
          >
            <span
              aria-hidden="true"
              className="absolute inset-x-0 top-1.5 mx-auto h-1 w-9 rounded-full bg-line sm:hidden"
            />
            <RadixDialog.Title className="grow pt-1.5 text-lg font-bold text-balance touch:pt-2.5">
              {title}
            </RadixDialog.Title>
            <RadixDialog.Close asChild>
              <IconButton label={m.common.close}>
                <X size={20} />
              </IconButton>
            </RadixDialog.Close>
          </header>
          {note !== undefined && (
            <RadixDialog.Description className="px-6 pt-1 text-ink-soft">{note}</RadixDialog.Description>
          )}
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Asks before something that is not easily undone. */
export function ConfirmDialog({
  action,
  onConfirm,
  busy = false,
  error,
  danger = true,
  ...dialog
}: Omit<Props, 'children'> & {
  action: string;
  onConfirm: () => void;
  busy?: boolean;
  error?: string | null;
  danger?: boolean;
}) {
  return (
    <Dialog {...dialog}>
      {error && (
        <p role="alert" className="px-6 pt-3 text-sm text-danger">
          {error}
        </p>
      )}
      <footer className="flex justify-end gap-2 p-6 pt-5">
        <Button look="quiet" onClick={dialog.onClose}>
          {m.common.cancel}
        </Button>
        <Button look={danger ? 'danger' : 'primary'} onClick={onConfirm} busy={busy} disabled={busy}>
          {action}
        </Button>
      </footer>
    </Dialog>
  );
}
