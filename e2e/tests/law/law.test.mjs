// The law of events: for every action, old state + the events == state fetched afresh. Four people with two devices
// each do random things, often at the same time; now and then every device, and every one that was away and synced,
// must
// know exactly what a new one would fetch. KITH_E2E_SEED repeats a run.

import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { messageId, people, text } from '../../lib/client.mjs';
import { randomFrom } from '../../lib/random.mjs';
import { Replica } from '../../lib/replica.mjs';
import { startServer } from '../../lib/server.mjs';

const ROUNDS = 12;
const ACTIONS = 25;

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
    const ack = await random.pick(who.devices).emit(event, payload);
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
    for (let done = 0; done < ACTIONS; ) {
      const together = Array.from({ length: 1 + random.below(4) }, () => act(random, crowd, chats));
      await Promise.all(together.map((action) => action()));
      done += together.length;
    }
    for (const one of crowd) await compare(one, random, `in round ${round}`);
  }
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
