// Escape goes back one step. Dialogs and menus close themselves. Anything else that lies over the screen is noted here; the
// shortcuts of the app close the uppermost before they close a pane.
import { useEffect, useRef } from 'react';

/** The uppermost last. */
const layers: (() => void)[] = [];

/** For as long as the caller is mounted, the next Escape is for it. */
export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape);
  latest.current = onEscape;
  useEffect(() => {
    const layer = () => latest.current();
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, []);
}

/** False when there is nothing to close. */
export function closeUppermost(): boolean {
  const layer = layers.at(-1);
  layer?.();
  return layer !== undefined;
}
