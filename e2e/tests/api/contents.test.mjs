// Contents of messages besides texts: polls, locations, contacts; and forwarded messages.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

// What is deleted leaves its place.
const server = await startServer({ KITH_UNDO_SECONDS: '0' });

const HOUR = 3_600_000;

/** Ada and Bob in a group of Ada's with Eve, and a device of each of the two. */
async function stage() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('Trip', bob, eve);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const says = (content) => ({ id: messageId(), chatId: group.id, ...content });
  /** Ada sends it, and Bob's event equals the message that he fetches. */
  const sent = async (content) => {
    const { message } = await adas.does('message:send', says(content));
    await bobs.waitFor('message:new', ({ id }) => id === message.id);
    assert.deepEqual(bobs.got('message:new').at(-1), message);
    assert.deepEqual(await bob.get(`chats/${group.id}/messages/${message.id}`), message);
    return message;
  };
  const at = ({ id }) => ({ chatId: group.id, id });
  const shown = ({ id }, who = bob) => who.get(`chats/${group.id}/messages/${id}`);
  const path = ({ id }) => `chats/${group.id}/messages/${id}`;
  return { ada, bob, eve, group, adas, bobs, says, sent, at, shown, path };
}

const poll = (more) => ({ kind: 'poll', poll: { question: 'Where to?', options: ['Hills', 'Sea'], ...more } });

const counts = ({ poll: { options } }) => options.map(({ count, userIds }) => [count, userIds]);

describe('a poll', () => {
  test('is voted in, changed and taken back, and everybody sees the counts', async () => {
    const { ada, bob, eve, adas, bobs, sent, at, shown, path } = await stage();
    const asked = await sent(poll());
    assert.deepEqual(asked.poll, {
      question: 'Where to?',
      options: [
        { id: '1', text: 'Hills', count: 0, userIds: [] },
        { id: '2', text: 'Sea', count: 0, userIds: [] },
      ],
      multiple: false,
      anonymous: false,
    });
    const voted = await bobs.does('poll:vote', { ...at(asked), options: ['2'] });
    assert.deepEqual(await bobs.does('poll:vote', { ...at(asked), options: ['2'] }), voted);
    await eve.put(`${path(asked)}/vote`, { options: ['2'] });
    await adas.settle();
    assert.deepEqual(adas.got('message:updated').at(-1), await shown(asked));
    assert.deepEqual(counts(await shown(asked)), [[0, []], [2, [bob.id, eve.id]]]);
    await bobs.settle();
    const votes = (device) => device.got('me:updated').filter(({ vote }) => vote);
    const [{ vote, userVersion }, ...more] = votes(bobs);
    assert.deepEqual([vote, userVersion > 0, more], [{ ...at(asked), options: ['2'] }, true, []]);
    assert.deepEqual(votes(adas), []);
    await bobs.does('poll:vote', { ...at(asked), options: ['1'] });
    await eve.put(`${path(asked)}/vote`, { options: [] });
    assert.deepEqual(counts(await shown(asked, ada)), [[1, [bob.id]], [0, []]]);
  });

  test('of several answers takes several, and an anonymous one tells nobody who voted', async () => {
    const { bobs, eve, sent, at, shown } = await stage();
    const options = [{ id: 'hills', text: 'Hills' }, { id: 'sea', text: 'Sea' }];
    const asked = await sent(poll({ options, multiple: true, anonymous: true }));
    await bobs.does('poll:vote', { ...at(asked), options: ['hills', 'sea'] });
    assert.deepEqual(counts(await shown(asked, eve)), [[1, undefined], [1, undefined]]);
    const single = await sent(poll());
    await bobs.refused('poll:vote', { ...at(single), options: ['1', '2'] }, 'invalid_request');
    await bobs.refused('poll:vote', { ...at(single), options: ['3'] }, 'invalid_request');
    await bobs.refused('poll:vote', at(single), 'invalid_request');
  });

  test('is closed by the one who asked, and takes no votes then', async () => {
    const { ada, eve, adas, bobs, sent, at, shown, path } = await stage();
    const asked = await sent(poll({ closesAt: Date.now() + HOUR }));
    await bobs.does('poll:vote', { ...at(asked), options: ['1'] });
    await bobs.refused('poll:close', at(asked), 'not_your_message');
    const { version } = await adas.does('poll:close', at(asked));
    assert.equal((await ada.post(`${path(asked)}/close`)).version, version);
    assert.ok((await shown(asked)).poll.closedAt);
    await bobs.refused('poll:vote', { ...at(asked), options: ['2'] }, 'poll_closed');
    await refused(eve.request('PUT', `${path(asked)}/vote`, { options: ['2'] }), 409, 'poll_closed');
    const said = await sent({ kind: 'text', text: 'no poll' });
    for (const event of ['poll:vote', 'poll:close'])
      await adas.refused(event, { ...at(said), options: ['1'] }, 'not_editable');
    await adas.refused('poll:vote', { ...at(said), id: messageId(), options: ['1'] }, 'not_found');
    await adas.refused('message:edit', { ...at(asked), text: 'Whither?' }, 'not_editable');
    await adas.does('message:delete', { chatId: asked.chatId, ids: [asked.id], for: 'everyone' });
    assert.equal((await shown(asked)).poll, undefined);
    await bobs.refused('poll:vote', { ...at(asked), options: ['1'] }, 'not_editable');
  });

  test('that makes no sense is refused, and nothing is stored', async () => {
    const { group, ada, adas, says } = await stage();
    const { head } = await ada.get(`chats/${group.id}`);
    for (const wrong of [
      { question: '' },
      { question: 'x'.repeat(301) },
      { options: [] },
      { options: ['one'] },
      { options: ['one', 'one'] },
      { options: Array.from({ length: 1000 }, (_, n) => `answer ${n}`) },
      { options: ['one', 'x'.repeat(101)] },
      { options: [{ id: 'a', text: 'one' }, { id: 'a', text: 'two' }] },
      { closesAt: Date.now() - 1 },
      { closesAt: Date.now() + 400 * 24 * HOUR },
    ])
      await adas.refused('message:send', says(poll(wrong)), 'invalid_request');
    await adas.refused('message:send', says({ kind: 'poll' }), 'invalid_request');
    await adas.refused('message:send', says({}), 'invalid_request');
    assert.equal((await ada.get(`chats/${group.id}`)).head, head);
  });
});

describe('a location', () => {
  const here = { latitude: 59.913868, longitude: 10.752245 };

  test('arrives as it was sent', async () => {
    const { sent } = await stage();
    const location = { ...here, accuracy: 12.5, label: 'The old bridge' };
    assert.deepEqual((await sent({ kind: 'location', location })).location, location);
    assert.deepEqual((await sent({ kind: 'location', location: here })).location, here);
  });

  test('that is no place on Earth is refused by the name of the field', async () => {
    const { adas, says } = await stage();
    for (const [field, wrong] of [
      ['latitude', { latitude: 91 }],
      ['longitude', { longitude: -181 }],
      ['accuracy', { accuracy: -1 }],
      ['label', { label: 'x'.repeat(101) }],
      ['until', { live: { until: Date.now() - 1 } }],
      ['until', { live: { until: Date.now() + 9 * HOUR } }],
    ]) {
      const error = await adas.refused('message:send', says({ kind: 'location', location: { ...here, ...wrong } }), 'invalid_request');
      assert.match(error.message, new RegExp(field));
    }
    await adas.refused('message:send', says({ kind: 'location' }), 'invalid_request');
    await adas.refused('message:send', says({ kind: 'location', location: { latitude: '1', longitude: 2 } }), 'invalid_request');
  });

  test('that is live follows its sender until they end it', async () => {
    const { ada, adas, bobs, sent, at, shown, path } = await stage();
    const until = Date.now() + HOUR;
    const shared = await sent({ kind: 'location', location: { ...here, live: { until } } });
    assert.equal(shared.location.live.until, until);
    await adas.does('location:update', { ...at(shared), latitude: 60, longitude: 11, accuracy: 5 });
    const moved = await bobs.waitFor('location');
    assert.deepEqual({ ...moved, at: 0 }, { ...at(shared), latitude: 60, longitude: 11, accuracy: 5, at: 0 });
    // The stored place is new.
    assert.deepEqual(await shown(shared), shared);
    await bobs.refused('location:update', { ...at(shared), latitude: 60, longitude: 11 }, 'not_your_message');
    await bobs.refused('location:stop', at(shared), 'not_your_message');
    await adas.refused('location:update', { ...at(shared), latitude: 91, longitude: 11 }, 'invalid_request');
    assert.equal((await ada.request('PATCH', `${path(shared)}/location`, { latitude: 60, longitude: 11 })).status, 204);
    const { version } = await adas.does('location:stop', at(shared));
    assert.deepEqual((await ada.request('DELETE', `${path(shared)}/location`)).body, { version });
    assert.ok((await shown(shared)).location.live.until < until);
    await adas.refused('location:update', { ...at(shared), latitude: 60, longitude: 11 }, 'not_editable');
  });
});

describe('a contact', () => {
  test('arrives as it was sent, with an account that there is', async () => {
    const { bob, sent } = await stage();
    const contact = { userId: bob.id, name: 'Bob', phones: ['+47 22 00 00 00'], emails: ['bob@example.org'] };
    assert.deepEqual((await sent({ kind: 'contact', contact })).contact, contact);
    const nobody = { userId: messageId(), name: 'Nobody' };
    assert.deepEqual((await sent({ kind: 'contact', contact: nobody })).contact, { name: 'Nobody' });
  });

  test('without a name, with too much, or with what is no address is refused', async () => {
    const { adas, says } = await stage();
    const eleven = Array.from({ length: 11 }, (_, n) => `${n}`);
    for (const contact of [{ name: ' ' }, { name: 'x', phones: eleven }, { name: 'x', emails: ['nowhere'] }, { name: 'x', phones: ['1\n2'] }, {}])
      await adas.refused('message:send', says({ kind: 'contact', contact }), 'invalid_request');
  });
});

describe('a forwarded message', () => {
  test('says what its source says, and how often it was forwarded', async () => {
    const { ada, bob, adas, bobs, group, sent } = await stage();
    const direct = await ada.chatWith(bob);
    const said = await sent({ kind: 'text', text: 'Hi @all', mentions: ['all'] });
    const forward = async (device, source, chatId, id = messageId()) => {
      const { message } = await device.does('message:send', { id, chatId, forwardOf: { chatId: source.chatId, id: source.id } });
      return message;
    };
    const id = messageId();
    const once = await forward(bobs, said, direct.id, id);
    assert.deepEqual([once.text, once.mentions, once.forwarded, once.senderId], ['Hi @all', undefined, { times: 1 }, bob.id]);
    assert.deepEqual(await forward(bobs, said, direct.id, id), once);
    let last = once;
    for (let times = 2; times <= 5; times += 1) last = await forward(adas, last, group.id);
    assert.deepEqual(last.forwarded, { times: 5 });
    const asked = await sent(poll());
    await bobs.does('poll:vote', { chatId: group.id, id: asked.id, options: ['1'] });
    const { poll: anew } = await forward(bobs, asked, direct.id);
    assert.deepEqual(counts({ poll: anew }), [[0, []], [0, []]]);
    const { body } = await bob.request('POST', `chats/${direct.id}/messages`, { id: messageId(), forwardOf: { chatId: group.id, id: said.id } });
    assert.equal(body.text, 'Hi @all');
  });

  test('is one that its sender sees, and that is still there', async () => {
    const { ada, eve, adas, bobs, group, sent, says, bob } = await stage();
    const hidden = await ada.chatWith(eve);
    const secret = await ada.send(hidden.id, 'secret');
    const before = await bob.get(`chats/${group.id}`);
    await bobs.refused('message:send', says({ forwardOf: { chatId: hidden.id, id: secret.id } }), 'not_found');
    await bobs.refused('message:send', says({ forwardOf: { chatId: group.id, id: secret.id } }), 'not_found');
    const gone = await sent({ kind: 'text', text: 'never mind' });
    await adas.does('message:delete', { chatId: group.id, ids: [gone.id], for: 'everyone' });
    await bobs.refused('message:send', says({ forwardOf: { chatId: group.id, id: gone.id } }), 'invalid_request');
    const [created] = await ada.history(group.id);
    await bobs.refused('message:send', says({ forwardOf: { chatId: group.id, id: created.id } }), 'invalid_request');
    assert.equal((await bob.get(`chats/${group.id}`)).head, before.head + 2);
    assert.deepEqual((await bob.history(group.id)).filter(({ text: said }) => said === 'secret'), []);
  });
});

test('a silent message says so', async () => {
  const { adas, sent, group } = await stage();
  const quiet = await sent({ kind: 'text', text: 'for tomorrow', silent: true });
  assert.equal(quiet.silent, true);
  await adas.refused('message:send', { ...text(group.id, 'for tomorrow'), id: quiet.id }, 'conflict');
});
