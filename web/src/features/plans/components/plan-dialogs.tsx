// The dialogs about what is to happen later, whichever is open.
import { endPlanning, usePlanning } from '@/lib/chats/plans/planning';
import { schedule } from '@/lib/chats/plans/plans';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { ChangeDialog } from './change-dialog';
import { ListDialog } from './list-dialog';
import { RemindDialog } from './remind-dialog';
import { ScheduleDialog } from './schedule-dialog';

export function PlanDialogs() {
  const messenger = useMessenger();
  const planning = usePlanning();
  switch (planning?.kind) {
    case 'schedule': {
      const { chatId, said, onPlanned } = planning;
      return (
        <ScheduleDialog
          chatId={chatId}
          said={said}
          onSave={async (written, times) => {
            schedule(messenger, chatId, written, times);
            endPlanning();
            onPlanned();
            return null;
          }}
        />
      );
    }
    case 'change':
      return <ChangeDialog id={planning.id} />;
    case 'remind':
      return <RemindDialog which={planning.which} />;
    case 'list':
      return <ListDialog chatId={planning.chatId} />;
    default:
      return null;
  }
}
