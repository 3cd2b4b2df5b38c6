// English. Choosing emoji.

export const emoji = {
  search: 'Search emoji',
  recent: 'Recent',
  groups: {
    smileys: 'Smileys',
    people: 'People',
    nature: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
  categories: 'Kinds of emoji',
  tone: 'Skin tone',
  tones: ['No skin tone', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
  nothing: 'No emoji fits',
  nothingSub: 'Try another word.',
  pick: 'Pick one',
};
