// Every way in which a request fails either passes or does not.
import { expect, test } from 'vitest';
import { type FailureCode, isPassing } from './api-error';

/** Whether the same request may succeed later. A code that is missing here does not compile. */
const PASSES: Record<FailureCode, boolean> = {
  offline: true,
  invalid_request: false,
  unauthenticated: true,
  session_ended: true,
  forbidden: false,
  origin_not_allowed: false,
  not_found: false,
  method_not_allowed: false,
  request_timeout: true,
  not_a_member: false,
  blocked: false,
  chat_closed: false,
  conflict: false,
  empty_message: false,
  message_too_long: false,
  not_editable: false,
  poll_closed: false,
  too_many_pins: false,
  too_many_plans: false,
  send_at_out_of_range: false,
  not_your_message: false,
  edit_window_over: false,
  too_many_reactions: false,
  unknown_kind: false,
  rate_limited: true,
  payload_too_large: false,
  username_taken: false,
  email_taken: false,
  weak_password: false,
  group_full: false,
  registration_closed: false,
  unavailable: true,
  disk_full: true,
  database_corrupt: false,
};

test.each(Object.entries(PASSES))('that %s passes is %s', (code, passes) => {
  expect(isPassing(code as FailureCode)).toBe(passes);
});
