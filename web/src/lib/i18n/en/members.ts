// English. The members of a group: choosing them, adding, removing, roles, leaving.
import type { Role } from '@/protocol/types';
import { twoForms } from '../plural';

const count = twoForms('en');

export const members = {
  group: 'Group info',
  description: 'Description',
  addDescription: 'Add a description',
  editGroup: 'Edit name and description',
  addMembers: 'Add people',
  filterMembers: 'Find a member',
  created: (when: string) => `Created ${when}`,
  role: { owner: 'Owner', admin: 'Admin', member: '' } satisfies Record<Role, string>,
  memberActions: (name: string) => `Actions for ${name}`,
  message: (name: string) => `Message ${name}`,
  makeAdmin: 'Make admin',
  dropAdmin: 'Remove admin rights',
  handOver: 'Make owner',
  remove: 'Remove from group',
  leave: 'Leave group',
  leaveTitle: (title: string) => `Leave “${title}”?`,
  leaveSub: 'You will not get its messages any more. What you wrote stays.',
  leaveOwner: 'You own this group. When you leave, someone else takes it over.',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeSub: 'They will not get new messages of this group.',
  handOverTitle: (name: string) => `Make ${name} the owner?`,
  handOverSub: 'You will stay as an admin. Only they can give it back.',
  addTitle: 'Add people',
  add: (n: number) => (n === 0 ? 'Add' : `Add ${count(n, 'person', 'people')}`),
  alreadyIn: 'Already in the group',
  newGroup: {
    title: 'New group',
    picked: (n: number) => (n === 0 ? 'Nobody added yet' : count(n, 'person added', 'people added')),
    next: 'Next',
    details: 'Name the group',
    name: 'Group name',
    nameMissing: 'Give the group a name.',
    description: 'What it is about (optional)',
    create: 'Create group',
    creating: 'Creating…',
    remove: 'take off',
  },
};
