// Which build of the app a tab runs. Without a service worker (plain HTTP) tabs of several builds may be open at once.

/** The page's first script: its name has a hash of the whole build. */
export function buildFile(): string {
  return document.querySelector('script[type="module"]')?.getAttribute('src') ?? '';
}
