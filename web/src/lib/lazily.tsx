// Parts of the app that are fetched when they are first needed, together with their texts. A failed fetch is repeated
// when the server is back: `lazy` alone would remember the failure for good.
import { type ComponentType, lazy, useState } from 'react';
import { untilLoaded } from './http/until-loaded';
import { loadTexts } from './i18n/language';
import type { Domain } from './i18n/texts';

/** By then everything on screen has loaded. */
const IDLE_MS = 3_000;

/**
 * `domains` are those of its texts that are not loaded already where it is used. Show the part within `Suspense`; if it
 * was loaded before, with `load`, it shows at once.
 */
export function lazily<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
  ...domains: Domain[]
) {
  let loaded: ComponentType<Props> | null = null;
  const load = async () => {
    const [part] = await Promise.all([fetchPart(), loadTexts(domains)]);
    loaded = part;
    return part;
  };
  const Later = lazy(async () => ({ default: await untilLoaded(load) }));

  function Part(props: Props) {
    // Switching to another component later would lose the state on screen.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Shown {...props} />;
  }
  return Object.assign(Part, { load });
}

/** For a part that is also needed offline: the network may be gone when the part is first needed. */
export function fetchWhenIdle(load: () => Promise<unknown>): void {
  setTimeout(() => load().catch(() => {}), IDLE_MS);
}
