// English. What went wrong, by the code of the failure.
import type { FailureCode } from '@/lib/http/api-error';

export const errors: Record<FailureCode, string> = {
  invalid_request: 'That did not look right to the server. Please check it and try again.',
  unauthenticated: 'You are not logged in any more.',
  session_ended: 'This device was logged out.',
  forbidden: 'You are not allowed to do that here.',
  origin_not_allowed:
    'The server does not know this address. Whoever runs it needs to set public_url; its log says to what.',
  not_found: 'That is not there any more.',
  method_not_allowed: 'The server does not know how to do that.',
  request_timeout: 'That took too long to reach the server. Please try again.',
  not_a_member: 'You are not in this chat any more.',
  blocked: 'You cannot write to this person.',
  chat_closed: 'This chat is closed.',
  conflict: 'Something else is already there under that name.',
  empty_message: 'There is nothing in it to send.',
  message_too_long: 'This message is too long. Split it in two and send the parts.',
  unknown_kind: 'The server does not know this kind of message.',
  rate_limited: 'That was a little fast. Wait a moment and try again.',
  payload_too_large: 'That is too large to send.',
  username_taken: 'Somebody already has this user name.',
  email_taken: 'There is already an account with this e-mail address.',
  weak_password: 'Choose a longer password that is harder to guess.',
  group_full: 'This group is full.',
  registration_closed: 'This server is not taking new people. Ask whoever runs it for an invitation.',
  unavailable: 'The server cannot do that right now. Please try again.',
  disk_full: 'The server has no room left. Whoever runs it has to make some.',
  database_corrupt: 'The server cannot read this. Whoever runs it has to look after it.',
  offline: 'The server cannot be reached. Check your connection and try again.',
};
