// How much Kith keeps on this device, in words.
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';

export type Usage = { used: number; allowed: number };

/** Null where the browser does not report it, or must not, as over plain HTTP. */
export async function measureStorage(): Promise<Usage | null> {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return usage === undefined || quota === undefined ? null : { used: usage, allowed: quota };
}

/** "3.4 MB": two digits are enough to see how much it is. */
export function sayBytes(bytes: number): string {
  const [unit, size] =
    bytes < 1e6
      ? [m.settings.storage.kilobytes, bytes / 1e3]
      : bytes < 1e9
        ? [m.settings.storage.megabytes, bytes / 1e6]
        : [m.settings.storage.gigabytes, bytes / 1e9];
  return unit(number(size, { maximumFractionDigits: size < 10 ? 1 : 0 }));
}
