// English. Words that stand everywhere: the buttons of dialogs, what a field says of its length.
import { twoForms } from '../plural';

const count = twoForms('en');

export const common = {
  cancel: 'Cancel',
  save: 'Save',
  close: 'Close',
  back: 'Back',
  retry: 'Try again',
  loading: 'Loading',
  you: 'You',
  someone: 'Someone',
  clear: 'Clear',
  undo: 'Undo',
  copy: 'Copy',
  dismiss: 'Dismiss',
  /** Characters, in a field. */
  left: (n: number) => `${n} left`,
  tooLong: (over: number) => count(over, 'character too many', 'characters too many'),
  /** Between the parts of a short list. */
  comma: ', ',
  toasts: 'Notices',
  wordsBack: 'What you wrote is in the field again.',
  wordsKept: 'You can still copy what you wrote.',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  /** Days and times in words. */
  time: {
    today: 'Today',
    yesterday: 'Yesterday',
    todayAt: (time: string) => `today at ${time}`,
    yesterdayAt: (time: string) => `yesterday at ${time}`,
    tomorrowAt: (time: string) => `tomorrow at ${time}`,
    dayAt: (day: string, time: string) => `${day} at ${time}`,
  },
};
