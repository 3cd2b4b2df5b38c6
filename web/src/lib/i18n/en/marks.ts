// English. Stars, mentions, and what one deletes for oneself.
import { twoForms } from '../plural';

const count = twoForms('en');

export const marks = {
  star: 'Star',
  unstar: 'Remove star',
  starred: 'With your star',
  stars: 'Starred messages',
  starsSub: 'What you marked to find again',
  noStars: 'No starred messages',
  noStarsSub: 'Give a message a star from its menu, to find it here. Nobody else sees it.',
  mentions: 'Mentions of you',
  mentionsSub: 'Messages that name you',
  noMentions: 'Nobody has mentioned you yet',
  noMentionsSub: 'Messages with your name or @all show here, from all your chats.',
  older: 'Show older ones',
  delete: 'Delete',
  deleteQuestion: (n: number) => `Delete ${count(n, 'message', 'messages')}?`,
  deleteForMe: 'Delete for me',
  deleteNote: 'For everyone, nobody can read it any more. For you, it stays with the others.',
  deleteForMeNote: 'It stays with the others in the chat.',
  clear: 'Clear chat',
  clearQuestion: (name: string) => `Clear the chat with ${name}?`,
  clearGroupQuestion: (name: string) => `Clear ${name}?`,
  clearNote: 'All messages so far go from your devices. They stay with the others.',
  deleteChat: 'Delete chat',
  deleteChatQuestion: (name: string) => `Delete the chat with ${name}?`,
  deleteGroupQuestion: (name: string) => `Delete ${name} from your chats?`,
  deleteChatNote:
    'All messages so far go from your devices. The chat comes back, empty, with the next message.',
};
