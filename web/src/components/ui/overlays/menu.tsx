// Menus: opened from a button, or at a point on the screen (the other mouse button, the menu key, a long press).
import * as RadixMenu from '@radix-ui/react-dropdown-menu';
import { ChevronRight, type LucideIcon } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { BackCloses } from '@/lib/navigation/back-closes';
import { cx } from '../cx';
import type { Point } from './press-menu';

type Props = {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
};

const box =
  'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-54 max-w-[min(20rem,90vw)] animate-pop overflow-y-auto rounded-xl border border-line bg-raised p-1.5 shadow-raised';

const narrow = window.matchMedia('(max-width: 47.99rem)');
const direction = () => (document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr');

/** A submenu stands beside its parent in the page, so a click in it must not close the parent. */
function staysOpen(event: CustomEvent): void {
  if (event.target instanceof Element && event.target.closest('[role=menu]') !== null) event.preventDefault();
}

export function Menu({ trigger, children, align = 'end' }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <RadixMenu.Root modal={false} dir={direction()} open={open} onOpenChange={setOpen}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={staysOpen}
          className={box}
        >
          <BackCloses onBack={() => setOpen(false)} />
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

type ContextMenuProps = {
  /** The subject of the menu. */
  label: string;
  at: Point;
  onClose: () => void;
  /** The element to which the focus returns. */
  returnTo: HTMLElement | null;
  children: ReactNode;
};

/** The distance from the point, and from the edges of the screen. */
const GAP_PX = 2;
const EDGE_PX = 8;

/** Mounted while it is open. */
export function ContextMenu({ label, at, onClose, returnTo, children }: ContextMenuProps) {
  const content = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState(GAP_PX);
  /** Whether a press began in the menu: the end of the one that opened it chooses nothing. */
  const isPressed = useRef(false);
  // Where it fits neither below the point nor above it, it covers the point: no entry is out of sight.
  useLayoutEffect(() => {
    const height = content.current?.scrollHeight ?? 0;
    const last = innerHeight - EDGE_PX - height;
    if (at.y + GAP_PX > last && at.y - GAP_PX - height < EDGE_PX) setOffset(Math.max(EDGE_PX, last) - at.y);
  }, [at.y]);
  return (
    <RadixMenu.Root modal={false} dir={direction()} open onOpenChange={(open) => !open && onClose()}>
      {createPortal(
        <RadixMenu.Trigger asChild>
          <button
            type="button"
            tabIndex={-1}
            aria-label={label}
            className="pointer-events-none fixed size-0"
            style={{ inset: `${at.y}px auto auto ${at.x}px` }}
          />
        </RadixMenu.Trigger>,
        // At the end of the page: inside a box with CSS containment, the menu would be placed relative to that box.
        document.querySelector('main') ?? document.body,
      )}
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.Content
          ref={content}
          align="start"
          sideOffset={offset}
          collisionPadding={EDGE_PX}
          className={box}
          onPointerDownCapture={() => {
            isPressed.current = true;
          }}
          onPointerUpCapture={(event) => isPressed.current || event.stopPropagation()}
          onInteractOutside={staysOpen}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // The chosen action may have moved the focus already.
            if (document.activeElement === document.body) returnTo?.focus({ preventScroll: true });
          }}
        >
          <BackCloses onBack={onClose} />
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
  mirrors = false,
}: {
  icon: LucideIcon;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  /** The icon points along the line. */
  mirrors?: boolean;
}) {
  return (
    <RadixMenu.Item onSelect={onSelect} className={cx(item, danger ? 'text-danger' : 'text-ink')}>
      <Icon
        size={18}
        aria-hidden="true"
        className={cx('shrink-0 opacity-80', mirrors && 'rtl:-scale-x-100')}
      />
      {children}
    </RadixMenu.Item>
  );
}

function showWhole(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

/** An entry that opens a menu of its own: beside it, or below it where there is no room beside. */
export function SubMenu({
  icon: Icon,
  label,
  children,
}: {
  icon: LucideIcon;
  label: string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const inside = (
    <>
      <Icon size={18} aria-hidden="true" className="shrink-0 opacity-80" />
      <span className="grow">{label}</span>
      <ChevronRight
        size={16}
        aria-hidden="true"
        className={cx('opacity-60 rtl:-scale-x-100', open && 'rotate-90')}
      />
    </>
  );
  if (narrow.matches) {
    return (
      <>
        <RadixMenu.Item
          aria-expanded={open}
          onSelect={(event) => {
            event.preventDefault();
            setOpen(!open);
          }}
          className={cx(item, 'text-ink')}
        >
          {inside}
        </RadixMenu.Item>
        {open && (
          <RadixMenu.Group ref={showWhole} className="ps-4">
            {children}
          </RadixMenu.Group>
        )}
      </>
    );
  }
  return (
    <RadixMenu.Sub>
      <RadixMenu.SubTrigger className={cx(item, 'text-ink')}>{inside}</RadixMenu.SubTrigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.SubContent sideOffset={2} collisionPadding={8} className={box}>
          {children}
        </RadixMenu.SubContent>
      </RadixMenu.Portal>
    </RadixMenu.Sub>
  );
}

/** Entries that are a sign each, side by side. */
export function MenuRow({ items }: { items: { shown: ReactNode; label: string; onSelect: () => void }[] }) {
  return (
    <RadixMenu.Group className="flex justify-between">
      {items.map(({ shown, label, onSelect }) => (
        <RadixMenu.Item
          key={label}
          aria-label={label}
          onSelect={onSelect}
          className="grid size-10 cursor-pointer place-items-center rounded-full text-xl outline-none transition-transform data-highlighted:scale-115 data-highlighted:bg-hover touch:size-11"
        >
          {shown}
        </RadixMenu.Item>
      ))}
    </RadixMenu.Group>
  );
}

export function MenuLine() {
  return <RadixMenu.Separator className="mx-2 my-1.5 h-px bg-line" />;
}
