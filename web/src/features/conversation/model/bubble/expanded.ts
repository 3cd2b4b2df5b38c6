// The long messages of the chat on screen that show whole: they stay so when they scroll out of sight and back.
import { Store, useStore } from '@/lib/store';
import type { MessageId } from '@/protocol/types';

const expanded = new Store<ReadonlySet<MessageId>>(new Set());

export function expandMessage(id: MessageId): void {
  expanded.update((ids) => new Set([...ids, id]));
}

export function collapseMessages(): void {
  expanded.update(() => new Set());
}

export function useIsExpanded(id: MessageId): boolean {
  return useStore(expanded, (ids) => ids.has(id));
}
