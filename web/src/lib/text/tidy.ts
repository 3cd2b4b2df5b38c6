// A text as it is sent: without the empty lines around it and the spaces after it. Spaces before its first word stay.

export function tidied(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}
