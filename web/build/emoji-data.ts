// The emoji of the picker, made while building from Unicode's own lists: `virtual:emoji/list` has them by group, and
// `virtual:emoji/en` and `virtual:emoji/ar` have their names, in the same order. The bundle holds only the parts in
// use.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

type Entry = { emoji: string; name: string; emoji_version: string; skin_tone_support: boolean };
type Group = { slug: string; emojis: Entry[] };
type Annotations = Record<string, { default?: string[]; tts?: string[] }>;

const PREFIX = 'virtual:emoji/';
const GROUPS: Record<string, string> = {
  smileys_emotion: 'smileys',
  people_body: 'people',
  animals_nature: 'nature',
  food_drink: 'food',
  travel_places: 'travel',
  activities: 'activities',
  objects: 'objects',
  symbols: 'symbols',
  flags: 'flags',
};
/** Emoji of this or a later version may be missing on a device of today. */
const NEW_FROM = 14;
/** Further words find nothing that these do not. */
const MOST_WORDS = 7;

const require = createRequire(import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(require.resolve(path), 'utf8'));

export function emojiData(): Plugin {
  return {
    name: 'kith-emoji-data',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : null),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return null;
      const what = id.slice(PREFIX.length + 1);
      const data = what === 'list' ? list() : names(what);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;
    },
  };
}

function groups(): Group[] {
  return json('unicode-emoji-json/data-by-group.json');
}

/** By group, separated by spaces; a star behind those that come in skin tones. */
function list() {
  const since: Record<string, string[]> = {};
  for (const { emoji, emoji_version: version } of groups().flatMap((group) => group.emojis)) {
    if (Number(version) >= NEW_FROM) since[version] = [...(since[version] ?? []), emoji];
  }
  return {
    groups: groups().map((group) => ({
      id: GROUPS[group.slug],
      emoji: group.emojis.map((one) => one.emoji + (one.skin_tone_support ? '*' : '')).join(' '),
    })),
    since,
  };
}

/** A line for each emoji: its name, and the words that find it, separated by bars. */
function names(language: string): string[] {
  const all = groups().flatMap((group) => group.emojis);
  if (language === 'en') {
    const keywords: Record<string, string[]> = json('emojilib');
    return all.map(({ emoji, name }) =>
      line(
        name,
        (keywords[emoji] ?? []).map((word) => word.replaceAll('_', ' ')),
      ),
    );
  }
  const { annotations }: { annotations: Annotations } = json(
    `cldr-annotations-modern/annotations/${language}/annotations.json`,
  ).annotations;
  const regions = new Intl.DisplayNames(language, { type: 'region' });
  return all.map(({ emoji, name }) => {
    const found = annotations[emoji] ?? annotations[emoji.replaceAll('\ufe0f', '')];
    const region = regionOf(emoji);
    if (region !== null) return line(regions.of(region) ?? name, []);
    return line(found?.tts?.[0] ?? name, found?.default ?? []);
  });
}

function line(name: string, words: string[]): string {
  const others = new Set(
    words.map((word) => word.toLowerCase()).filter((word) => !name.toLowerCase().includes(word)),
  );
  return [name, ...[...others].slice(0, MOST_WORDS)].join('|');
}

/** The two letters that a flag of a country is made of. */
function regionOf(emoji: string): string | null {
  const points = [...emoji].map((char) => char.codePointAt(0) ?? 0);
  const letters = points.every((point) => point >= 0x1f1e6 && point <= 0x1f1ff);
  return letters && points.length === 2
    ? String.fromCharCode(...points.map((point) => point - 0x1f1e6 + 65))
    : null;
}
