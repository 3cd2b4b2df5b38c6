// English. What a chat says of its own changes.
import type { Role } from '@/protocol/types';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

export const system = {
  created: (who: string, title: string) => `${who} created “${title}”`,
  added: (who: string, whom: string[]) => `${who} added ${list.format(whom)}`,
  removed: (who: string, whom: string) => `${who} removed ${whom}`,
  left: (who: string) => `${who} left`,
  titled: (who: string, title: string) => `${who} renamed the group to “${title}”`,
  described: (who: string) => `${who} changed the description`,
  disappears: (who: string, after: string) => `${who} let new messages disappear after ${after}`,
  stays: (who: string) => `${who} let messages stay`,
  role: {
    owner: (who: string, whom: string) => `${who} handed the group over to ${whom}`,
    admin: (who: string, whom: string) => `${who} made ${whom} an admin`,
    member: (who: string, whom: string) => `${who} made ${whom} a member without admin rights`,
  } satisfies Record<Role, unknown>,
  you: 'you',
  other: 'Something changed in this chat',
};
