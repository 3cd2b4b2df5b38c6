// The rules for a new account that the app can check before it asks the server. Null means valid.
import { m } from '@/lib/i18n/messages';
import { MOST, tooLong } from '@/lib/text/length';

export function checkUsername(text: string): string | null {
  return /^[a-z0-9._-]{3,32}$/i.test(text) ? null : m.accounts.usernameBad;
}

export function checkPassword(text: string): string | null {
  return new TextEncoder().encode(text).length >= 8 ? null : m.accounts.passwordShort;
}

export function checkName(text: string): string | null {
  return text.trim() === '' ? m.accounts.nameMissing : tooLong(text, MOST.name);
}

export function checkEmail(text: string): string | null {
  return text === '' || /^[^\s@]+@[^\s@]+$/.test(text) ? null : m.accounts.emailBad;
}

/** A first suggestion for a user name, made of the person's name. */
export function suggestUsername(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 32);
}
