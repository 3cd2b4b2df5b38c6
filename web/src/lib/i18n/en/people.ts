// English. Finding people, and what one sees of a person.

export const people = {
  title: 'New chat',
  search: 'Name or user name',
  newGroupSub: 'Up to a thousand people in one place',
  noteSub: 'Notes that only you see',
  people: 'People on this server',
  alone: 'It is quiet here',
  aloneSub: 'Nobody else has an account on this server yet. Share its address and they can join.',
  nobody: (q: string) => `Nobody is called “${q}”`,
  nobodySub: 'Try their user name, or fewer letters.',
  contact: 'Contact info',
  person: 'Profile',
  write: 'Message',
  self: 'Note to self',
  about: 'About',
  username: 'User name',
  noAbout: 'Nothing yet',
};
