// The three panes, and which of them show: all on a wide screen, two on a middling one, the topmost on a phone.
import { MessagesSquare } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { cx } from '@/components/ui/cx';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorBoundary } from '@/components/ui/error-boundary';
import { ChatListPane } from '@/features/chats/components/chat-list-pane';
import { useClearing } from '@/lib/chats/clearing';
import { usePlanning } from '@/lib/chats/plans/planning';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { useRoute } from '@/lib/navigation/navigation';
import { setPaletteOpen, usePaletteOpen } from '@/lib/navigation/palette';
import { useMedia } from '@/lib/use-media';
import { ConnectionBanner, useIsAway } from './connection-banner';
import { Conversation } from './conversation';
import { LeftPanes } from './left-panes';
import { RightPanes } from './right-panes';
import { UpdateBanner } from './update-banner';
import { useNotices } from './use-notices';
import { useShortcuts } from './use-shortcuts';

const Palette = lazily(
  async () => (await import('@/features/palette/components/palette')).Palette,
  'palette',
  'lasting',
  'contents',
  'settings',
);

const ClearDialog = lazily(
  async () => (await import('@/features/marks/components/clear-dialog')).ClearDialog,
  'lasting',
);
const PlanDialogs = lazily(
  async () => (await import('@/features/plans/components/plan-dialogs')).PlanDialogs,
  'contents',
  'plans',
);

export function Shell() {
  const route = useRoute();
  useNotices();
  useShortcuts();

  const clearing = useClearing();

  const { chatId, left, right } = route;
  const top = right !== null ? 'right' : left !== 'chats' ? 'left' : chatId !== null ? 'main' : 'list';
  const isAway = useIsAway();
  const isWide = useMedia('(min-width: 48rem)');
  const banners = (
    <>
      <ConnectionBanner shown={isAway} />
      <UpdateBanner />
    </>
  );
  const bannersIn = isWide ? (left === 'chats' ? 'list' : 'left') : top;
  const foot = (pane: string) => bannersIn === pane && banners;
  const onPhone = (pane: string) => cx(top !== pane && 'max-md:hidden');

  return (
    <div className="relative flex h-(--app-height,100dvh) flex-col">
      {chatId !== null && (
        <button
          type="button"
          onClick={() => document.getElementById(COMPOSER_ID)?.focus()}
          className="sr-only z-50 rounded-lg bg-accent px-4 py-3 font-semibold text-on-accent focus-visible:not-sr-only focus-visible:absolute focus-visible:start-3 focus-visible:top-3"
        >
          {m.app.skip}
        </button>
      )}
      <main
        className={cx(
          'relative grid min-h-0 grow grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(18.5rem,22rem)_minmax(0,1fr)]',
          right === null
            ? 'lg:grid-cols-[min(25rem,36vw)_minmax(0,1fr)]'
            : 'lg:grid-cols-[min(24rem,30vw)_minmax(0,1fr)_min(24rem,30vw)]',
        )}
      >
        <h1 className="sr-only">{m.app.name}</h1>
        <Slot
          className={cx(left === 'chats' ? onPhone('list') : 'hidden', 'md:border-e')}
          of="chats"
          foot={foot('list')}
        >
          <ChatListPane open={chatId} />
        </Slot>
        {left !== 'chats' && (
          <Slot className={cx(onPhone('left'), 'md:border-e')} of={left} foot={foot('left')}>
            <LeftPanes pane={left} />
          </Slot>
        )}
        <Slot className={cx(onPhone('main'), right !== null && 'md:max-lg:hidden')} of={chatId ?? ''}>
          {chatId === null ? (
            <div className="wallpaper flex h-full flex-col bg-ground">
              <EmptyState icon={MessagesSquare} title={m.chats.pick} note={m.chats.pickSub} />
            </div>
          ) : (
            <Conversation chatId={chatId} banners={foot('main')} />
          )}
        </Slot>
        {right !== null && chatId !== null && (
          <Slot
            className={cx(onPhone('right'), 'lg:border-s')}
            of={`${chatId}/${right}`}
            foot={foot('right')}
          >
            <RightPanes chatId={chatId} pane={right} />
          </Slot>
        )}
      </main>
      {usePlanning() !== null && (
        <Suspense>
          <PlanDialogs />
        </Suspense>
      )}
      {usePaletteOpen() && (
        <Suspense>
          <Palette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
      {clearing !== null && (
        <Suspense>
          <ClearDialog clearing={clearing} />
        </Suspense>
      )}
    </div>
  );
}

type SlotProps = { className: string; of: string; foot?: ReactNode; children: ReactNode };

/** A place for a pane; it catches the pane's errors. */
function Slot({ className, of, foot, children }: SlotProps) {
  return (
    <div className={cx('relative flex min-h-0 min-w-0 flex-col overflow-hidden border-line', className)}>
      <div className="relative min-h-0 grow">
        <ErrorBoundary of={of}>{children}</ErrorBoundary>
      </div>
      {foot}
    </div>
  );
}
