// A few people who have been chatting for some days, for the pictures: their messages, and how long ago they wrote
// them.

import { randomUUID } from 'node:crypto';

const PASSWORD = 'a good long password';
const HOUR = 60;
const DAY = 24 * HOUR;

const PEOPLE = {
  maya: ['Maya Lindqvist', 'Gone hiking'],
  jonas: ['Jonas Okafor', 'Coffee first'],
  ines: ['Inês Carvalho', 'Às vezes no atelier'],
  sam: ['Sam Whitaker', 'Trains, mostly'],
  lea: ['Léa Fontaine', 'Bonjour'],
  oma: ['Oma Hilde', 'Bitte anrufen'],
  noor: ['نور الحداد', 'أهلًا بالجميع'],
  theo: ['Theo Park', 'Out of office'],
};

/** Registers everybody on a new server and lets them talk. Returns how to log in, and when each message was written. */
export async function stageDemo(url) {
  /** Minutes ago, by message id: the server only knows the present. */
  const ago = {};

  async function api(method, path, body, token) {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  }

  const people = {};
  for (const [username, [name, about]] of Object.entries(PEOPLE)) {
    const session = await api('POST', 'auth/register', { username, password: PASSWORD, name });
    people[username] = session;
    await api('PATCH', 'me', { about }, session.accessToken);
  }
  const id = (who) => people[who].user.id;
  const token = (who) => people[who].accessToken;
  const direct = (who) => api('POST', 'chats', { kind: 'direct', userId: id(who) }, token('maya'));
  const group = (title, description, ...who) =>
    api('POST', 'chats', { kind: 'group', title, description, memberIds: who.map(id) }, token('maya'));

  async function post(who, chat, minutesAgo, text, rest) {
    const message = { id: randomUUID(), kind: 'text', text, ...rest };
    ago[message.id] = minutesAgo;
    return api('POST', `chats/${chat.id}/messages`, message, token(who));
  }
  const say = async (who, chat, minutesAgo, text, ...mentions) =>
    (await post(who, chat, minutesAgo, text, { mentions: mentions.map(id) })).seq;
  const answer = (who, chat, minutesAgo, to, text) => post(who, chat, minutesAgo, text, { replyTo: to.id });
  const pathOf = ({ chatId, id }) => `chats/${chatId}/messages/${id}`;
  const react = async (message, emoji, ...whose) => {
    for (const who of whose) await api('PUT', `${pathOf(message)}/reactions/${emoji}`, undefined, token(who));
  };
  const read = (who, chat, seq) => api('PUT', `chats/${chat.id}/read`, { seq }, token(who));
  const set = (chat, state) => api('PATCH', `chats/${chat.id}/state`, state, token('maya'));

  const theo = await direct('theo');
  await say('theo', theo, 20 * DAY, 'Invoice is paid, thanks!');
  await set(theo, { archived: true });
  const flat = await group('Flat 4B', 'Who buys what', 'sam', 'theo');
  await read('maya', flat, await say('sam', flat, 4 * DAY, 'The new dishwasher comes on Thursday'));
  await set(flat, { mutedUntil: Date.now() + 7 * DAY * 60_000 });
  await say('theo', flat, 3 * DAY, 'Finally');
  await say('sam', flat, 3 * DAY - 9, 'I am home from four');
  await say('theo', flat, 3 * DAY - 20, 'Perfect 🙏');
  const notes = await direct('maya');
  await say('maya', notes, 2 * DAY, 'Passport expires in March');
  const noor = await direct('noor');
  await say('maya', noor, DAY + 3 * HOUR, 'متى نلتقي؟');
  await read('maya', noor, await say('noor', noor, DAY + 2 * HOUR, 'الخميس مساءً، في المقهى نفسه'));
  const oma = await direct('oma');
  await read('oma', oma, await say('maya', oma, DAY, 'Happy birthday! 🎂'));
  await read('maya', oma, await say('oma', oma, DAY - 30, 'Thank you, my dear. The cake was wonderful.'));
  await set(oma, { draft: 'I will send you the recipe on' });
  const studio = await group('Studio', 'Thursdays at six', 'ines', 'lea', 'jonas');
  await say('lea', studio, 5 * HOUR, 'The kiln is free this week');
  await say('ines', studio, 4 * HOUR, '@maya can you bring the blue glaze?', 'maya');
  const lea = await direct('lea');
  await say('lea', lea, 3 * HOUR, 'Did the parcel arrive?');
  await read('maya', lea, await say('maya', lea, 3 * HOUR - 4, 'Yes! Thank you so much'));
  await say('lea', lea, 45, 'I found the other one, too');
  await say('lea', lea, 44, '❤️');

  const hike = await group('Sunday hike 🥾', 'Up the ridge, back by tea.', 'jonas', 'ines', 'sam');
  await say('jonas', hike, DAY + 90, 'Morning all! Shall we do the ridge on Sunday?');
  await say('ines', hike, DAY + 84, 'Yes please');
  await say('sam', hike, DAY + 60, 'I am in. *Boots or trainers?*');
  await say('jonas', hike, DAY + 58, 'Boots. It was muddy by the lake.');
  await say('maya', hike, DAY + 30, 'Counting on your sandwiches, Jonas 😋');
  const weather = await post('jonas', hike, 62, 'Weather says *dry until four*, then rain');
  const thermos = await answer('ines', hike, 58, weather, 'Perfect, I bring the thermos and cake');
  await api('PATCH', pathOf(thermos), { text: 'Perfect, I bring the thermos and two cakes 🍰' }, token('ines'));
  await react(thermos, '😍', 'jonas', 'sam', 'maya');
  await react(thermos, '🙏', 'sam');
  const oops = await post('ines', hike, 57, 'And Cake');
  await api('DELETE', `${pathOf(oops)}?for=everyone`, undefined, token('ines'));
  await say('sam', hike, 41, 'Train at 8:12 from platform 3, tickets are at https://example.org/ridge');
  const question = await say('maya', hike, 33, 'I will be there. Do we need the long rope?');
  for (const who of ['jonas', 'ines', 'sam']) await read(who, hike, question);
  await say('jonas', hike, 21, 'No, the ladder is fixed since June. Last time we missed the view because of the fog, and I still think about that sandwich.');
  await read('maya', hike, await say('sam', hike, 12, '🎉🎉'));
  const plan = await say('maya', hike, 8, 'Then it is settled:\n- 8:12 from platform 3\n- boots, rain jacket\n- cake 🍰');
  for (const who of ['jonas', 'ines', 'sam']) await read(who, hike, plan);
  await set(hike, { pinned: true });
  const jonas = await direct('jonas');
  await say('maya', jonas, 30, 'Pick you up at 7:40?');
  await read('maya', jonas, await say('jonas', jonas, 5, '👍'));

  return { people, ago, password: PASSWORD, chats: { hike, jonas, lea, oma, studio, noor } };
}

/** Runs in the page before anything else: shows each message with the time that the story gives it. */
export function spreadTimes(ago) {
  const parse = JSON.parse;
  const now = Date.now();
  JSON.parse = (text, reviver) =>
    parse(text, (key, value) => {
      const minutes = value?.sentAt === undefined ? undefined : ago[value.id];
      if (minutes !== undefined) value = { ...value, sentAt: now - minutes * 60_000 };
      return reviver === undefined ? value : reviver(key, value);
    });
}
