// How this device announces messages while Kith is open.
import { oneOf, Preference } from '@/lib/preference';
import { useStore } from '@/lib/store';

export const TONES = ['drop', 'chime', 'wood'] as const;
export type Tone = (typeof TONES)[number];

export type NotifySettings = {
  /** A message in another chat shows itself at the top. */
  banners: boolean;
  /** The banner shows the text, not only the sender. */
  preview: boolean;
  sounds: boolean;
  /** A tick for messages in the chat on screen. */
  chatSounds: boolean;
  tone: Tone;
};

const settings = new Preference<NotifySettings>('kith.notify', (kept) => ({
  banners: kept.banners !== false,
  preview: kept.preview !== false,
  sounds: kept.sounds !== false,
  chatSounds: kept.chatSounds !== false,
  tone: oneOf(TONES, kept.tone),
}));

export function notifySettings(): NotifySettings {
  return settings.get();
}

export function useNotifySettings(): NotifySettings {
  return useStore(settings, (value) => value);
}

export function setNotifySettings(change: Partial<NotifySettings>): void {
  settings.choose(change);
}
