// English. What messages say besides texts: polls, locations, contacts; making, showing and forwarding them.
import { number } from '../locale';
import { twoForms } from '../plural';

const count = twoForms('en');

export const contents = {
  attach: 'Add something else',
  commands: 'Commands',
  /** Entries of the menu, of the commands and of the palette. */
  kinds: { poll: 'Poll', contact: 'Contact' },
  send: { poll: 'Send a poll', contact: 'Send a contact' },
  action: 'Say what you do',
  sendSilently: 'Send without sound',
  silent: 'Sent without sound',
  forwarded: 'Forwarded',
  forwardedOften: 'Forwarded many times',
  contact: {
    server: 'On this server',
    typed: 'Somebody else',
    name: 'Name',
    phones: 'Telephone numbers',
    emails: 'E-mail addresses',
    each: 'One on each line.',
    message: 'Message',
    add: 'Add to group',
    addTitle: (name: string) => `Add ${name} to a group`,
    added: (name: string, group: string) => `${name} is in “${group}” now`,
    noGroups: 'There is no group of yours to add them to',
  },
  forward: {
    title: 'Forward to',
    action: 'Forward',
    search: 'Search chats',
    comment: 'Comment',
    send: (n: number) => (n < 2 ? 'Send' : `Send to ${number(n)}`),
    done: (n: number) => `Forwarded to ${count(n, 'chat', 'chats')}`,
  },
  poll: {
    question: 'Question',
    answers: 'Answers',
    answer: (n: number) => `Answer ${number(n)}`,
    add: 'Add an answer',
    remove: (n: number) => `Remove answer ${number(n)}`,
    keys: 'Alt and an arrow key move an answer.',
    up: (n: number) => `Move answer ${number(n)} up`,
    multiple: 'Several answers',
    anonymous: 'Anonymous',
    anonymousNote: 'Nobody learns who chose what.',
    closes: 'Closes',
    never: 'Never',
    hour: 'In an hour',
    day: 'In a day',
    week: 'In a week',
    at: 'At a time',
    closesAt: 'Closing time',
    alike: 'Two answers are alike.',
    past: 'Choose a time to come, within a year.',
    note: (multiple: boolean, anonymous: boolean) =>
      `${anonymous ? 'Anonymous. ' : ''}${multiple ? 'Choose one or more' : 'Choose one'}`,
    final: 'Final results',
    until: (when: string) => `Closes ${when}`,
    votes: (n: number) => count(n, 'vote', 'votes'),
    voters: 'Who voted',
    nobody: 'Nobody yet',
    more: (n: number) => `and ${number(n)} more`,
    close: 'Close poll',
  },
};
