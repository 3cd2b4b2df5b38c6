// The tab says how much waits.
import { useEffect } from 'react';
import { m } from '@/lib/i18n/messages';
import { totalUnread } from '@/lib/realtime/selectors';
import { useMessengerState } from '@/lib/realtime/use-messenger';

export function useDocumentTitle(): void {
  const unread = useMessengerState(totalUnread);
  useEffect(() => {
    document.title = m.app.title(unread);
    return () => {
      document.title = m.app.title(0);
    };
  }, [unread]);
}
