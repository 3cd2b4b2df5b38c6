// Short notices that pass by themselves: actions that can be undone, failures, messages in other chats.
// Never a storm: a notice with the same key replaces the one before, and of each kind only the newest few stay.
import type { Face } from '@/lib/chats/faces';
import { Store, useStore } from './store';

export type Toast = {
  key: string;
  /** A message comes as a banner at the top; the others at the bottom. */
  kind: 'done' | 'error' | 'message';
  title?: string;
  text: string;
  face?: Face;
  /** The one action that the notice offers. */
  action?: { label: string; run: () => void };
  /** It does not pass by itself: it holds what would be lost with it. */
  stays?: true;
  /** What a click on it opens. */
  onOpen?: () => void;
};

/** A notice that is shown again is another one: its time starts afresh. */
export type ShownToast = Toast & { serial: number };

const MOST = { done: 2, error: 1, message: 2 };

const toasts = new Store<ShownToast[]>([]);
let serial = 0;

export function showToast(toast: Toast): void {
  serial += 1;
  const shown = { ...toast, serial };
  toasts.update((all) => {
    const others = all.filter((one) => one.key !== toast.key);
    const alike = others.filter((one) => one.kind === toast.kind && !one.stays);
    const most = MOST[toast.kind] - (toast.stays ? 0 : 1);
    const tooMany = new Set(alike.slice(0, Math.max(0, alike.length - most)));
    return [...others.filter((one) => !tooMany.has(one)), shown];
  });
}

export function dismissToast(key: string): void {
  toasts.update((all) => (all.some((one) => one.key === key) ? all.filter((one) => one.key !== key) : all));
}

export function clearToasts(): void {
  toasts.update(() => []);
}

export function useToasts(): ShownToast[] {
  return useStore(toasts, (all) => all);
}

/** What is shown now. */
export function currentToasts(): ShownToast[] {
  return toasts.get();
}
