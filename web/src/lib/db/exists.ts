// Whether this browser has the app's database, known before what opens it is there: whoever is new here waits for neither.
import { ownName } from '@/lib/base';

export const NAME = ownName('kith');

/** True also where the browser does not say. */
export async function hasDatabase(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === NAME);
  } catch {
    return true;
  }
}
