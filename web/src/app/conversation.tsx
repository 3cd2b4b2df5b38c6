// The pane of a chat. The list shows without it, so it is fetched beside the rest of the app; and once it is there it shows
// at once: what React's `lazy` has suspended for, React holds back for a third of a second.
import { type ComponentProps, Suspense, useState } from 'react';
import type { ConversationPane } from '@/features/conversation/components/conversation-pane';
import { lazily } from '@/lib/lazily';

type Pane = typeof ConversationPane;

let loaded: Pane | null = null;

/** What failed is asked for again when it is needed. */
export async function loadConversation(): Promise<Pane> {
  loaded = (await import('@/features/conversation/components/conversation-pane')).ConversationPane;
  return loaded;
}

const LazyPane = lazily(loadConversation);
loadConversation().catch(() => {});

export function Conversation(props: ComponentProps<Pane>) {
  // Another component later would forget what is on screen.
  const [Shown] = useState(() => loaded ?? LazyPane);
  return (
    <Suspense fallback={<div className="wallpaper h-full bg-ground" />}>
      <Shown {...props} />
    </Suspense>
  );
}
