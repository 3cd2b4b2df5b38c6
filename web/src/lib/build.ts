// Which build of the app a tab runs. Without a service worker (plain HTTP) tabs of several builds may be open at once.

/** The file that the page began with: its name has a hash that follows from all that was built. */
export function buildFile(): string {
  return document.querySelector('script[type="module"]')?.getAttribute('src') ?? '';
}
