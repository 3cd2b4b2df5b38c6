// The pane of a chat. The list shows without it, so it is fetched beside the rest of the app.
import { type ComponentProps, Suspense } from 'react';
import { LOGGED_IN } from '@/lib/i18n/texts';
import { lazily } from '@/lib/lazily';

const Pane = lazily(
  async () => (await import('@/features/conversation/components/conversation-pane')).ConversationPane,
  'lasting',
  'messages',
  'contents',
  ...LOGGED_IN,
);

/** After a failure the pane is fetched again when it is needed. */
export const loadConversation = Pane.load;
loadConversation().catch(() => {});

export function Conversation(props: ComponentProps<typeof Pane>) {
  return (
    <Suspense fallback={<div className="wallpaper h-full bg-ground" />}>
      <Pane {...props} />
    </Suspense>
  );
}
