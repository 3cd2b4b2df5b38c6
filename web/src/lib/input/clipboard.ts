// Copies text to the clipboard, also where the browser's clipboard API is not available.

/** False when the browser does not allow it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard !== undefined) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Asked too late after the click, or forbidden: the old way may still work.
  }
  // The clipboard needs a secure context; a server on a home network over plain HTTP has none.
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
