// Starts the notices of new messages, once the visible parts of the app are loaded.
import { useEffect } from 'react';
import { useMessenger } from '@/lib/messenger/use-messenger';

export function useNotices(): void {
  const messenger = useMessenger();
  useEffect(() => {
    let stop = () => {};
    let wanted = true;
    import('./notices/start').then(
      ({ startNotices }) => {
        if (wanted) stop = startNotices(messenger);
      },
      // Without the notices, messages still appear in the list.
      () => {},
    );
    return () => {
      wanted = false;
      stop();
    };
  }, [messenger]);
}
