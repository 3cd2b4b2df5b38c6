// Where the app lives on its host: at the root, or below a path (the `<base>` that the server writes into the page). All
// its addresses are below that. Several instances on one host share the browser's storage, so stored names contain it too.

/** Without a slash at the end, so '' at the root. Outside of a page it is the root. */
export const BASE = baseOf(globalThis.document?.baseURI);

export function baseOf(baseURI: string | undefined): string {
  return baseURI === undefined ? '' : new URL('.', baseURI).pathname.slice(0, -1);
}

/** Turns the path of a URL into the path within the app. */
export function withinApp(path: string, base = BASE): string {
  return path.startsWith(`${base}/`) ? path.slice(base.length) : '/';
}

/** This instance's name for a storage key, a lock or a channel. No other instance's name begins with it. */
export function ownName(name: string, base = BASE): string {
  return base === '' ? name : `${base}:${name}`;
}

/** The `public_url` that the server's configuration needs, so that the server accepts this page as its own. */
export function publicAddress(): string {
  return location.origin + BASE;
}
