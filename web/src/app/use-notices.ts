// Starts telling of what arrives, once everything that shows is there.
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
      // Without it, messages are in the list all the same.
      () => {},
    );
    return () => {
      wanted = false;
      stop();
    };
  }, [messenger]);
}
