// Counts how often the server came back, for what could not be had of it while it was away.
import { Store } from '../store';

export const serverBack = new Store(0);

export function noteServerBack(): void {
  serverBack.update((times) => times + 1);
}
