// The panes that can replace the chat list. Fetched when one is first opened: reading and writing need none of
// them.
import { Suspense } from 'react';
import { PaneSkeleton } from '@/components/ui/skeleton';
import { lazily } from '@/lib/lazily';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { LeftPane } from '@/lib/navigation/route';
import { logOut } from './auth-state';

const NewChatPane = lazily(
  async () => (await import('@/features/people/components/new-chat-pane')).NewChatPane,
  'people',
);
const NewGroupPane = lazily(
  async () => (await import('@/features/people/components/new-group-pane')).NewGroupPane,
  'members',
  'people',
);
const PlansPane = lazily(
  async () => (await import('@/features/plans/components/plans-pane')).PlansPane,
  'contents',
  'plans',
);
const SettingsPanes = lazily(
  async () => (await import('@/features/settings/components/settings-panes')).SettingsPanes,
  'accounts',
  'lasting',
  'sessions',
  'settings',
);

const StarsPane = lazily(
  async () => (await import('@/features/marks/components/message-list-pane')).StarsPane,
  'lasting',
);
const MentionsPane = lazily(
  async () => (await import('@/features/marks/components/message-list-pane')).MentionsPane,
  'lasting',
);

export function LeftPanes({ pane }: { pane: Exclude<LeftPane, 'chats'> }) {
  const messenger = useMessenger();
  return (
    <Suspense fallback={<PaneSkeleton />}>
      {pane === 'new' && <NewChatPane />}
      {pane === 'new-group' && <NewGroupPane />}
      {pane === 'stars' && <StarsPane />}
      {pane === 'mentions' && <MentionsPane />}
      {pane === 'plans' && <PlansPane />}
      {isSettings(pane) && <SettingsPanes pane={pane} onLogOut={() => logOut(messenger)} />}
    </Suspense>
  );
}

function isSettings(pane: LeftPane): boolean {
  return pane.startsWith('settings');
}
