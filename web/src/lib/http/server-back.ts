// Counts how often the server came back, so that requests that failed while it was away can be repeated.
import { Store } from '../store';

const back = new Store(0);
export const serverBack = back.readable;

export function noteServerBack(): void {
  back.update((times) => times + 1);
}
