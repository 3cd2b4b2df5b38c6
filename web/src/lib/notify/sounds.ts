// The sounds of the app, made by the browser itself: no files. Quiet, short, and never two on top of one another.
import type { Tone } from './settings';

/** Frequency in Hz, start and length in seconds, loudness. */
type Note = { hz: number; at: number; long: number; loud: number; to?: number };
type Sound = { wave: OscillatorType; notes: Note[] };

const TONE_SOUNDS: Record<Tone, Sound> = {
  drop: {
    wave: 'sine',
    notes: [
      { hz: 880, to: 1_320, at: 0, long: 0.09, loud: 0.16 },
      { hz: 1_320, to: 1_760, at: 0.1, long: 0.14, loud: 0.12 },
    ],
  },
  chime: {
    wave: 'triangle',
    notes: [
      { hz: 784, at: 0, long: 0.34, loud: 0.13 },
      { hz: 1_175, at: 0.12, long: 0.5, loud: 0.11 },
    ],
  },
  wood: {
    wave: 'triangle',
    notes: [
      { hz: 420, to: 320, at: 0, long: 0.07, loud: 0.24 },
      { hz: 560, to: 440, at: 0.11, long: 0.08, loud: 0.2 },
    ],
  },
};
const RECEIVED: Sound = { wave: 'sine', notes: [{ hz: 620, to: 700, at: 0, long: 0.06, loud: 0.07 }] };
const SENT: Sound = { wave: 'sine', notes: [{ hz: 500, to: 760, at: 0, long: 0.07, loud: 0.06 }] };

/** After a sound it is quiet for this long, however many messages arrive. */
const REST_MS = 900;

let context: AudioContext | null = null;
let restUntil = 0;

export function playTone(tone: Tone): void {
  const now = performance.now();
  if (now < restUntil) return;
  restUntil = now + REST_MS;
  play(TONE_SOUNDS[tone]);
}

/** For choosing one: sounds at once. */
export function previewTone(tone: Tone): void {
  play(TONE_SOUNDS[tone]);
}

export function playTick(direction: 'received' | 'sent'): void {
  play(direction === 'sent' ? SENT : RECEIVED);
}

function play({ wave, notes }: Sound): void {
  // Browsers let a page play sounds only after the person has interacted with it.
  if (globalThis.navigator?.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  const start = context.currentTime + 0.01;
  for (const { hz, to, at, long, loud } of notes) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = wave;
    tone.frequency.setValueAtTime(hz, start + at);
    if (to !== undefined) tone.frequency.exponentialRampToValueAtTime(to, start + at + long);
    gain.gain.setValueAtTime(0, start + at);
    gain.gain.linearRampToValueAtTime(loud, start + at + 0.008);
    gain.gain.exponentialRampToValueAtTime(0.0005, start + at + long);
    tone.connect(gain).connect(context.destination);
    tone.start(start + at);
    tone.stop(start + at + long + 0.02);
  }
}
