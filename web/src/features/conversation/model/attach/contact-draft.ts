// A contact that is being typed: its numbers and addresses stand on a line each. Pure.
import { charactersLeft } from '@/lib/text/length';
import type { Contact } from '@/protocol/types';

export const MOST_NAME = 64;
const MOST_PHONE = 40;
const MOST_EACH = 10;

export type ContactDraft = { name: string; phones: string; emails: string };

export function newContact(name: string): ContactDraft {
  return { name, phones: '', emails: '' };
}

/** Null while it cannot be sent. */
export function contactOf(draft: ContactDraft): Contact | null {
  const name = draft.name.trim();
  const [phones, emails] = [linesOf(draft.phones), linesOf(draft.emails)];
  if (name === '' || charactersLeft(name, MOST_NAME) < 0) return null;
  if (phones.length > MOST_EACH || emails.length > MOST_EACH) return null;
  if (!phones.every((phone) => charactersLeft(phone, MOST_PHONE) >= 0)) return null;
  if (!emails.every((email) => /^[^\s@]+@[^\s@]+$/.test(email))) return null;
  return {
    name,
    ...(phones.length > 0 ? { phones } : {}),
    ...(emails.length > 0 ? { emails } : {}),
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
