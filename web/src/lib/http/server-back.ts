// Counts how often the server came back, for what could not be had of it while it was away.
import { Store } from '../store';

const back = new Store(0);
export const serverBack = back.readable;

export function noteServerBack(): void {
  back.update((times) => times + 1);
}
