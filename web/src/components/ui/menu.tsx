// A menu that opens from a button.
import * as RadixMenu from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

type Props = {
  trigger: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'end';
};

export function Menu({ trigger, children, align = 'end', ...state }: Props) {
  return (
    <RadixMenu.Root modal={false} {...state}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal container={document.querySelector('main')}>
        <RadixMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-52 animate-pop rounded-xl border border-line bg-raised p-1.5 shadow-raised"
        >
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

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
    <RadixMenu.Item
      onSelect={onSelect}
      className={cx(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 touch:min-h-12 outline-none data-highlighted:bg-hover',
        danger ? 'text-danger' : 'text-ink',
      )}
    >
      <Icon size={18} aria-hidden="true" className="shrink-0 opacity-80" />
      {children}
    </RadixMenu.Item>
  );
}

export function MenuLine() {
  return <RadixMenu.Separator className="mx-2 my-1.5 h-px bg-line" />;
}
