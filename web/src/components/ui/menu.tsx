// Menus: opened from a button, or at a point on the screen (the other mouse button, the menu key, a long press).
import * as RadixMenu from '@radix-ui/react-dropdown-menu';
import { Check, ChevronRight, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';
import type { Point } from './press-menu';

type Props = {
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'end';
};

const box =
  'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-54 max-w-[min(20rem,90vw)] animate-pop overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-raised';

const direction = () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr');

export function Menu({ trigger, children, align = 'end', ...state }: Props) {
  return (
    <RadixMenu.Root modal={false} dir={direction()} {...state}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.Content align={align} sideOffset={4} collisionPadding={8} className={box}>
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

type ContextMenuProps = {
  /** What the menu is about. */
  label: string;
  at: Point;
  onClose: () => void;
  /** Where the focus goes back to. */
  returnTo: HTMLElement | null;
  children: ReactNode;
};

/** Mounted while it is open. */
export function ContextMenu({ label, at, onClose, returnTo, children }: ContextMenuProps) {
  return (
    <RadixMenu.Root modal={false} dir={direction()} open onOpenChange={(open) => !open && onClose()}>
      <RadixMenu.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-label={label}
          className="pointer-events-none fixed size-0"
          style={{ inset: `${at.y}px auto auto ${at.x}px` }}
        />
      </RadixMenu.Trigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.Content
          align="start"
          sideOffset={2}
          collisionPadding={8}
          className={box}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // What was chosen may have moved the focus somewhere better.
            if (document.activeElement === document.body) returnTo?.focus({ preventScroll: true });
          }}
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

const item =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 outline-none touch:min-h-12 data-highlighted:bg-hover data-[state=open]:bg-hover';

export function MenuItem({
  icon: Icon,
  children,
  onSelect,
  danger = false,
}: {
  icon: LucideIcon;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
}) {
  return (
    <RadixMenu.Item onSelect={onSelect} className={cx(item, danger ? 'text-danger' : 'text-ink')}>
      <Icon size={18} aria-hidden="true" className="shrink-0 opacity-80" />
      {children}
    </RadixMenu.Item>
  );
}

/** One of several of which one holds. */
export function MenuChoice({ value, children }: { value: string; children: ReactNode }) {
  return (
    <RadixMenu.RadioItem value={value} className={cx(item, 'text-ink')}>
      <span className="grid size-4.5 shrink-0 place-items-center">
        <RadixMenu.ItemIndicator>
          <Check size={18} aria-hidden="true" />
        </RadixMenu.ItemIndicator>
      </span>
      {children}
    </RadixMenu.RadioItem>
  );
}

export function MenuChoices({
  value,
  onChange,
  children,
}: {
  value: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <RadixMenu.RadioGroup value={value} onValueChange={onChange}>
      {children}
    </RadixMenu.RadioGroup>
  );
}

/** An entry that opens a menu of its own beside it. */
export function SubMenu({
  icon: Icon,
  label,
  children,
}: {
  icon: LucideIcon;
  label: string;
  children: ReactNode;
}) {
  return (
    <RadixMenu.Sub>
      <RadixMenu.SubTrigger className={cx(item, 'text-ink')}>
        <Icon size={18} aria-hidden="true" className="shrink-0 opacity-80" />
        <span className="grow">{label}</span>
        <ChevronRight size={16} aria-hidden="true" className="opacity-60 rtl:-scale-x-100" />
      </RadixMenu.SubTrigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.SubContent sideOffset={2} collisionPadding={8} className={box}>
          {children}
        </RadixMenu.SubContent>
      </RadixMenu.Portal>
    </RadixMenu.Sub>
  );
}

export function MenuLine() {
  return <RadixMenu.Separator className="mx-2 my-1.5 h-px bg-line" />;
}
