// Keeps the app as tall as the visible part of the window, so that a phone's keyboard never covers
// the composer.

export function followViewport(): void {
  const viewport = window.visualViewport;
  if (viewport === null) return;
  const follow = () => {
    // Zoomed in, the visible part is a window onto the page and not its size.
    const height = viewport.scale > 1.01 ? '100dvh' : `${viewport.height}px`;
    document.documentElement.style.setProperty('--app-height', height);
    if (viewport.scale <= 1.01) window.scrollTo(0, 0);
  };
  viewport.addEventListener('resize', follow);
  follow();
}
