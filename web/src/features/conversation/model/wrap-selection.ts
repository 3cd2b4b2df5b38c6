// Puts a mark around the selected part of a text, or takes it off again.

export type Wrapped = { text: string; from: number; to: number };

export function wrapSelection(text: string, from: number, to: number, mark: string): Wrapped {
  const size = mark.length;
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark) {
    const bare = text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size);
    return { text: bare, from: from - size, to: to - size };
  }
  const marked = text.slice(0, from) + mark + text.slice(from, to) + mark + text.slice(to);
  return { text: marked, from: from + size, to: to + size };
}
