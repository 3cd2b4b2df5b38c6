// The law of events: for every action, old state + the events == state fetched afresh. Four people with two devices
// each do 2,000 random things, often at the same time, while devices lose their connections and come back. Now and then
// every device, and every one that was away and synced, must know exactly what a new one would fetch. KITH_E2E_SEED
// repeats a run.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { messageId, people, text } from '../../lib/client.mjs';
import { randomFrom } from '../../lib/random.mjs';
import { Replica } from '../../lib/replica.mjs';
import { startServer } from '../../lib/server.mjs';

const ROUNDS = 25;
const ACTIONS = 80;

const YEAR = 365 * 86_400_000;

/** The refusals that somebody may get who asks for something forbidden, or forbidden since. */
const REFUSALS = [
  'not_a_member',
  'forbidden',
  'not_found',
  'not_your_message',
  'not_editable',
  'too_many_reactions',
  'poll_closed',
  'too_many_pins',
  // For a message that one may not see, or that was deleted: an answer, a copy; for an option that a poll has not.
  'invalid_request',
  'too_many_plans',
  // An id of a scheduled message that was scheduled before with other words.
  'conflict',
];

/** One random action, as a promise. */
function act(random, crowd, chats) {
  const who = random.pick(crowd);
  const other = random.pick(crowd);
  const chat = random.pick(chats);
  const number = random.below(1_000_000);
  const seq = random.below((chat?.head ?? 0) + 3);
  const rest = (method, path, body) => async () => {
    const answer = await who.person.request(method, path, body);
    if (answer.status < 300) return answer.body;
    assert.ok(REFUSALS.includes(answer.body.error.code), `${method} ${path}: ${JSON.stringify(answer.body)}`);
  };
  const emit = (event, payload) => async () => {
    const ack = await random.pick(who.devices.filter(({ socket }) => socket.connected)).emit(event, payload);
    assert.ok(ack.ok || REFUSALS.includes(ack.error.code), `${event}: ${JSON.stringify(ack)}`);
    if (ack.seq === undefined) return;
    chat.head = Math.max(chat.head, ack.seq);
    chat.sent = [...(chat.sent ?? []).slice(-7), ack.message.id];
  };
  const create = (body) => async () => {
    const { id } = await who.person.post('chats', body);
    if (!chats.some((each) => each.id === id)) chats.push({ id, head: 1 });
  };
  const group = () =>
    create({ kind: 'group', title: `group ${number}`, memberIds: random.some(crowd).map(({ person }) => person.id) });
  if (chat === undefined) return group();

  const mentions = random.some([other.person.id, 'all']);
  const member = `chats/${chat.id}/members/${other.person.id}`;
  const send = () => emit('message:send', text(chat.id, `message ${number}`, { mentions }));
  const sent = random.pick(chat.sent ?? []);
  /** Does something with one of the last messages that people sent. */
  const onSent = (action) => (sent === undefined ? send : action);
  const message = `chats/${chat.id}/messages/${sent}`;
  const answer = () =>
    emit('message:send', text(chat.id, `answer ${number}`, { replyTo: sent }));
  const ask = () =>
    emit('message:send', {
      id: messageId(),
      chatId: chat.id,
      kind: 'poll',
      poll: { question: `poll ${number}`, options: ['one', 'two', 'three'], multiple: number % 2 > 0, anonymous: number % 3 > 0 },
    });
  const vote = { options: random.some(['1', '2', '3']) };
  const forward = () =>
    emit('message:send', { id: messageId(), chatId: random.pick(chats).id, forwardOf: { chatId: chat.id, id: sent } });
  const place = { latitude: number / 20_000, longitude: 2 };
  const locate = () =>
    emit('message:send', {
      id: messageId(),
      chatId: chat.id,
      kind: 'location',
      location: { ...place, ...(number % 2 > 0 && { live: { until: Date.now() + 3_600_000 } }) },
    });
  const introduce = () =>
    emit('message:send', { id: messageId(), chatId: chat.id, kind: 'contact', contact: { name: 'A', userId: other.person.id } });
  const at = Date.now() + 60_000 + number;
  const schedule = () =>
    rest('POST', `chats/${chat.id}/messages`, { id: who.planned = messageId(), kind: 'text', text: `plan ${number}`, sendAt: at });
  const planned = `me/scheduled/${who.planned ?? messageId()}`;
  const mark = { chatId: chat.id, id: sent };
  const emoji = random.pick(['👍', '❤️', '😂']);
  const read = () => emit('message:read', { chatId: chat.id, seq });
  const choices = [
    send,
    send,
    send,
    send,
    onSent(answer),
    onSent(answer),
    onSent(() => emit('message:edit', { chatId: chat.id, id: sent, text: `edit ${number}` })),
    onSent(() => rest('PATCH', message, { text: `edit ${number}`, mentions })),
    ask,
    onSent(() => emit('poll:vote', { chatId: chat.id, id: sent, ...vote })),
    onSent(() => rest('PUT', `${message}/vote`, vote)),
    onSent(() => emit('poll:close', { chatId: chat.id, id: sent })),
    onSent(() => emit('message:pin', { chatId: chat.id, id: sent, on: number % 3 > 0 })),
    onSent(forward),
    onSent(() => emit('message:delete', { chatId: chat.id, ids: [sent], for: 'everyone' })),
    onSent(() => emit('message:react', { chatId: chat.id, id: sent, emoji, on: number % 3 > 0 })),
    onSent(() => rest(number % 3 > 0 ? 'PUT' : 'DELETE', `${message}/reactions/${emoji}`)),
    onSent(() => emit('message:star', { ...mark, on: number % 3 > 0 })),
    onSent(() => rest(number % 3 > 0 ? 'PUT' : 'DELETE', `${message}/star`)),
    onSent(() => emit('message:delete', { chatId: chat.id, ids: [sent], for: 'me' })),
    locate,
    onSent(() => emit('location:update', { ...mark, ...place })),
    onSent(() => emit('location:stop', mark)),
    introduce,
    () => emit('message:send', text(chat.id, `quiet ${number}`, { silent: true })),
    () => rest('PATCH', `chats/${chat.id}`, { disappearAfter: random.pick([null, YEAR / 1000]) }),
    schedule,
    () => rest('PATCH', planned, { text: `another plan ${number}`, repeat: random.pick(['daily', null]) }),
    () => rest('POST', `${planned}/send`),
    () => rest('DELETE', planned),
    onSent(() => rest('POST', 'me/reminders', { ...mark, at })),
    onSent(() => rest('DELETE', `me/reminders/${sent}`)),
    read,
    read,
    () => emit('message:delivered', { chatId: chat.id, seq }),
    () => rest('PUT', `chats/${chat.id}/read`, { seq }),
    () => emit('typing:start', { chatId: chat.id }),
    group,
    () => create({ kind: 'direct', userId: other.person.id }),
    () => rest('PATCH', `chats/${chat.id}`, { title: `title ${number}` }),
    () => rest('PATCH', `chats/${chat.id}`, { title: `both ${number}`, description: `description ${number}` }),
    () => rest('POST', `chats/${chat.id}/members`, { userIds: random.some(crowd).map(({ person }) => person.id) }),
    () => rest('PATCH', member, { role: random.pick(['member', 'admin', 'owner']) }),
    () => rest('DELETE', member),
    () => rest('DELETE', `chats/${chat.id}/members/${who.person.id}`),
    () => rest('PATCH', `chats/${chat.id}/state`, { pinned: number % 2 === 0, draft: random.pick(['', `draft ${number}`]) }),
    () => rest('PATCH', `chats/${chat.id}/state`, { markedUnread: true, archived: number % 2 === 0 }),
    () => rest('PATCH', `chats/${chat.id}/state`, { mutedUntil: random.pick([null, number]) }),
    () => rest('PATCH', `chats/${chat.id}/state`, { cleared: seq, unlisted: number % 2 === 0 }),
    () => rest('PATCH', 'me', { name: `name ${number}` }),
    () => {
      who.switched = true;
      return rest('PATCH', 'me/settings', { readReceipts: number % 2 === 0 });
    },
  ];
  return random.pick(choices)();
}

async function run(seed) {
  const server = await startServer();
  const random = randomFrom(seed);
  const crowd = [];
  for (const person of await people(server, 'ada', 'bob', 'eve', 'dan')) {
    const devices = [await person.connect(), await person.connect({ transports: ['polling'] })];
    const live = [];
    for (const device of devices) live.push((await new Replica(person).begin()).follow(device));
    crowd.push({ person, devices, live, away: await new Replica(person).begin(), switched: false });
  }
  const chats = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // One device of each person, perhaps, is without a connection for the first half of the round.
    const lost = random.some(crowd).map(({ person, devices, live }) => {
      const which = random.below(devices.length);
      devices[which].socket.disconnect();
      return { person, device: devices[which], replica: live[which] };
    });
    for (let done = 0, half = ACTIONS / 2; done < ACTIONS; ) {
      const together = Array.from({ length: 1 + random.below(4) }, () => act(random, crowd, chats));
      const back = done < half && done + together.length >= half ? lost : [];
      await Promise.all([...together.map((action) => action()), ...back.map(comeBack)]);
      done += together.length;
    }
    for (const one of crowd) await compare(one, random, `in round ${round}`);
  }
}

/** The device connects, and asks what it has missed, while events come again already. */
async function comeBack({ person, device, replica }) {
  device.socket.connect();
  await device.connected();
  await replica.sync((request) => person.post('sync', request));
}

/** When nothing is under way: every device of a person knows the server's state, and so does one that was away. */
async function compare(one, random, hint) {
  const { person, devices, live, away } = one;
  const ask = (request) => person.post('sync', request);
  for (const device of devices) await device.settle();
  for (const replica of live) {
    // Only hiding or showing one's reads changes more than its events report.
    assert.ok(!replica.mustSync || one.switched, `an event for ${person.username} is missing ${hint}`);
    if (replica.mustSync) await replica.sync(ask);
    await replica.check(`${hint}, from events`);
  }
  one.switched = false;
  // Half of those who were away stay away, to catch up with more at once.
  if (random.below(2) === 0) return;
  await away.sync(ask);
  await away.check(`${hint}, from a sync`);
}

test('what the events told is what is, whatever four people do', async (t) => {
  const seed = Number(process.env.KITH_E2E_SEED ?? randomInt(2 ** 32));
  try {
    await run(seed);
  } catch (error) {
    t.diagnostic(`KITH_E2E_SEED=${seed} repeats what was done`);
    throw error;
  }
});
