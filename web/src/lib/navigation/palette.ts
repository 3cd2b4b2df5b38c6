// Whether the command palette is open.
import { Store, useStore } from '@/lib/store';

const open = new Store(false);

export function usePaletteOpen(): boolean {
  return useStore(open, (value) => value);
}

export function setPaletteOpen(value: boolean): void {
  open.update(() => value);
}

export function togglePalette(): void {
  open.update((value) => !value);
}
