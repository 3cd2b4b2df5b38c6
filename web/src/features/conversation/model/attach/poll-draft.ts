// A poll that is being made. Pure.
import { charactersLeft } from '@/lib/text/length';
import type { NewPoll } from '@/protocol/types';

export const MOST_QUESTION = 300;
export const MOST_ANSWER = 100;
export const MOST_ANSWERS = 12;
export const LEAST_ANSWERS = 2;

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;
const LENGTHS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };

export type Closing = 'never' | keyof typeof LENGTHS | 'at';

/** The `key` of an answer stays with it wherever it is moved. */
export type Answer = { key: number; text: string };

export type PollDraft = {
  question: string;
  answers: Answer[];
  multiple: boolean;
  anonymous: boolean;
  closing: Closing;
  /** For `at`: as a field of the browser has it, in local time. */
  at: string;
};

export function newDraft(question: string): PollDraft {
  const answers = [0, 1].map((key) => ({ key, text: '' }));
  return { question, answers, multiple: false, anonymous: false, closing: 'never', at: '' };
}

export function withAnswer(answers: Answer[]): Answer[] {
  if (answers.length >= MOST_ANSWERS) return answers;
  return [...answers, { key: Math.max(-1, ...answers.map(({ key }) => key)) + 1, text: '' }];
}

export function withoutAnswer(answers: Answer[], key: number): Answer[] {
  return answers.length <= LEAST_ANSWERS ? answers : answers.filter((one) => one.key !== key);
}

/** Changes places with the one before it or behind it. */
export function moved(answers: Answer[], key: number, by: 1 | -1): Answer[] {
  const from = answers.findIndex((one) => one.key === key);
  const [one, other] = [answers[from], answers[from + by]];
  return one === undefined || other === undefined ? answers : answers.with(from, other).with(from + by, one);
}

/** The server tells answers apart by their letters, in whatever case. */
export function areAlike(answers: Answer[]): boolean {
  const written = answers.map(({ text }) => text.trim().toLowerCase()).filter((text) => text !== '');
  return new Set(written).size < written.length;
}

/** Null while it cannot be sent. Answers that are empty are left out. */
export function pollOf(draft: PollDraft, now: number): NewPoll | null {
  const question = draft.question.trim();
  const options = draft.answers.map(({ text }) => text.trim()).filter((text) => text !== '');
  const closesAt = closesAtOf(draft, now);
  const fits = (text: string, most: number) => charactersLeft(text, most) >= 0;
  if (question === '' || !fits(question, MOST_QUESTION)) return null;
  if (options.length < LEAST_ANSWERS || areAlike(draft.answers)) return null;
  if (!options.every((text) => fits(text, MOST_ANSWER)) || closesAt === null) return null;
  const { multiple, anonymous } = draft;
  return { question, options, multiple, anonymous, ...(closesAt === undefined ? {} : { closesAt }) };
}

/** Undefined for never, null for a time that cannot be. */
export function closesAtOf(
  { closing, at }: Pick<PollDraft, 'closing' | 'at'>,
  now: number,
): number | undefined | null {
  if (closing === 'never') return undefined;
  if (closing !== 'at') return now + LENGTHS[closing];
  const time = new Date(at).getTime();
  return time > now && time <= now + YEAR_MS ? time : null;
}
