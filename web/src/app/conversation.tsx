// The pane of a chat. The chat list shows without it, so it is fetched beside the rest of the app. It is no `lazy` component:
// React would hold it back for a third of a second after it has loaded.
import { type ComponentProps, Suspense, useState } from 'react';
import type { ConversationPane } from '@/features/conversation/components/conversation-pane';
import { lazily } from '@/lib/lazily';

type Pane = typeof ConversationPane;

let loaded: Pane | null = null;

/** A load that failed is repeated when the pane is needed. */
export async function loadConversation(): Promise<Pane> {
  loaded = (await import('@/features/conversation/components/conversation-pane')).ConversationPane;
  return loaded;
}

const LazyPane = lazily(loadConversation);
loadConversation().catch(() => {});

export function Conversation(props: ComponentProps<Pane>) {
  // The same component for good: another one later would lose the state of the pane.
  const [Shown] = useState(() => loaded ?? LazyPane);
  return (
    <Suspense fallback={<div className="wallpaper h-full bg-ground" />}>
      <Shown {...props} />
    </Suspense>
  );
}
