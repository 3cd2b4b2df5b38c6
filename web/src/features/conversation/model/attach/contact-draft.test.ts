// A contact that is being typed.
import { expect, test } from 'vitest';
import { contactOf } from './contact-draft';

const made = (change: object) => contactOf({ name: 'Ann', phones: '', emails: '', ...change });

test('numbers and addresses stand on a line each', () => {
  expect(made({})).toEqual({ name: 'Ann' });
  expect(made({ phones: '+47 22\n\n 112 ', emails: 'ann@example.org' })).toEqual({
    name: 'Ann',
    phones: ['+47 22', '112'],
    emails: ['ann@example.org'],
  });
});

test('what the server would refuse cannot be sent', () => {
  for (const change of [
    { name: ' ' },
    { name: 'x'.repeat(65) },
    { emails: 'nowhere' },
    { phones: '1'.repeat(41) },
    { phones: '1\n'.repeat(11) },
  ])
    expect(made(change)).toBeNull();
});
