// Parts of the app that are fetched when they are first wanted, together with the texts that they show. One that could not
// be comes when the server is back: `lazy` alone would remember the failure for good.
import { type ComponentType, lazy, useState } from 'react';
import { untilLoaded } from './http/until-loaded';
import { loadTexts } from './i18n/language';
import type { Domain } from './i18n/texts';

/** By then everything on screen has loaded. */
const IDLE_MS = 3_000;

/**
 * `domains` are those of its texts that are not there already where it is used. To be shown within `Suspense`; what was
 * loaded before, with `load`, shows at once.
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
    // Another component later would forget what is on screen.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Later);
    return <Shown {...props} />;
  }
  return Object.assign(Part, { load });
}

/** For a part that is also needed offline: the network may be gone when somebody first wants it. */
export function fetchWhenIdle(load: () => Promise<unknown>): void {
  setTimeout(() => load().catch(() => {}), IDLE_MS);
}
