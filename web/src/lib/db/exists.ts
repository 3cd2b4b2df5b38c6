// Whether this browser has the app's database, without loading the code that opens it: a new visitor waits for neither.
import { ownName } from '@/lib/base';

export const NAME = ownName('kith');

/** True also where the browser does not tell. */
export async function hasDatabase(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === NAME);
  } catch {
    return true;
  }
}
