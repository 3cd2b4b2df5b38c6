// Puts a mark around the selected part of a text, or takes it off again.
import type { TextEdit } from '@/lib/input/replace-text';

export function wrapSelection(text: string, from: number, to: number, mark: string): TextEdit {
  const size = mark.length;
  const inside = text.slice(from, to);
  if (text.slice(Math.max(0, from - size), from) === mark && text.slice(to, to + size) === mark) {
    return { from: from - size, to: to + size, insert: inside, select: [from - size, to - size] };
  }
  return { from, to, insert: mark + inside + mark, select: [from + size, to + size] };
}
