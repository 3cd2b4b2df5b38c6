// A box beside a button for something that is more than a menu and less than a dialog.
import * as RadixPopover from '@radix-ui/react-popover';
import type { ReactNode } from 'react';
import { BackCloses } from '@/lib/navigation/back-closes';

type Props = {
  label: string;
  /** The element that the box belongs to, and points at. */
  anchor: HTMLElement | null;
  onClose: () => void;
  /** An element that may take the focus while the box stays open; a click there closes the box. */
  writesTo?: HTMLElement | null;
  side?: 'top' | 'bottom';
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
};

/** Mounted while it is open. */
export function Popover({
  label,
  anchor,
  onClose,
  writesTo,
  side = 'top',
  align = 'start',
  children,
}: Props) {
  return (
    <RadixPopover.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixPopover.Anchor virtualRef={{ current: anchor ?? document.body }} />
      <RadixPopover.Portal container={document.querySelector('main')}>
        <RadixPopover.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={10}
          collisionPadding={8}
          onEscapeKeyDown={(event) => {
            // A menu that is open inside closes first, by itself.
            if (document.querySelector('[data-open-inside]') !== null) event.preventDefault();
          }}
          onFocusOutside={(event) => {
            if (event.target === writesTo) event.preventDefault();
          }}
          // A click on the button that opened the box closes it in the button's own handler.
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor?.contains(event.target)) event.preventDefault();
          }}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 flex max-h-(--radix-popover-content-available-height) animate-pop flex-col overflow-hidden rounded-2xl border border-line bg-raised shadow-raised"
        >
          <BackCloses onBack={onClose} />
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
