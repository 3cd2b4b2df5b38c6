// Groups and direct chats: who may do what, who comes and goes, who owns a group next, and that a pair has one chat.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** A group with its owner, an admin and two members, and a person outside it. */
async function cast() {
  const [owner, admin, member, other, outsider] = await people(server, 'owner', 'admin', 'member', 'other', 'outsider');
  const group = await owner.group('cast', admin, member, other);
  await owner.patch(`chats/${group.id}/members/${admin.id}`, { role: 'admin' });
  return { owner, admin, member, other, outsider, path: `chats/${group.id}`, group };
}

/** Roles by user id, as somebody sees them. */
async function roles(person, path) {
  const { members } = await person.get(`${path}/members`);
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
}

describe('who may do what', () => {
  const actions = {
    'rename the group': ({ path }) => ['PATCH', path, { title: 'renamed' }],
    'describe the group': ({ path }) => ['PATCH', path, { description: 'described' }],
    'add somebody': ({ path, outsider }) => ['POST', `${path}/members`, { userIds: [outsider.id] }],
    'remove a member': ({ path, other }) => ['DELETE', `${path}/members/${other.id}`],
    'remove an admin': ({ path, admin }) => ['DELETE', `${path}/members/${admin.id}`],
    'remove the owner': ({ path, owner }) => ['DELETE', `${path}/members/${owner.id}`],
    'appoint an admin': ({ path, other }) => ['PATCH', `${path}/members/${other.id}`, { role: 'admin' }],
    'take an admin’s role back': ({ path, admin }) => ['PATCH', `${path}/members/${admin.id}`, { role: 'member' }],
    'hand the group over': ({ path, other }) => ['PATCH', `${path}/members/${other.id}`, { role: 'owner' }],
    'take the owner’s role': ({ path, owner }) => ['PATCH', `${path}/members/${owner.id}`, { role: 'member' }],
    'see the members': ({ path }) => ['GET', `${path}/members`],
    leave: ({ path }, actor) => ['DELETE', `${path}/members/${actor.id}`],
  };
  const allowed = {
    owner: ['rename the group', 'describe the group', 'add somebody', 'remove a member', 'remove an admin',
      'appoint an admin', 'take an admin’s role back', 'hand the group over', 'see the members', 'leave',
      // Removing oneself means leaving.
      'remove the owner'],
    admin: ['rename the group', 'describe the group', 'add somebody', 'remove a member', 'appoint an admin',
      'see the members', 'leave', 'remove an admin'],
    member: ['see the members', 'leave'],
    outsider: [],
  };
  for (const [who, may] of Object.entries(allowed)) {
    for (const [action, make] of Object.entries(actions)) {
      const yes = may.includes(action);
      test(`the ${who} may ${yes ? '' : 'not '}${action}`, async () => {
        const all = await cast();
        const before = await all.owner.get(all.path);
        const answer = await all[who].request(...make(all, all[who]));
        if (yes) {
          assert.ok([200, 204].includes(answer.status), JSON.stringify(answer.body));
        } else {
          await refused(answer, 403, who === 'outsider' ? 'not_a_member' : 'forbidden');
          assert.deepEqual(await all.owner.get(all.path), before);
        }
      });
    }
  }

  test('a direct chat has nothing to change', async () => {
    const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
    const { id } = await ada.chatWith(bob);
    for (const [method, path, body] of [
      ['PATCH', `chats/${id}`, { title: 'us' }],
      ['POST', `chats/${id}/members`, { userIds: [eve.id] }],
      ['DELETE', `chats/${id}/members/${bob.id}`],
      ['DELETE', `chats/${id}/members/${ada.id}`],
      ['PATCH', `chats/${id}/members/${bob.id}`, { role: 'admin' }],
    ]) {
      await refused(ada.request(method, path, body), 403, 'forbidden');
    }
  });

  test('what is not as it must be is refused', async () => {
    const { owner, path } = await cast();
    await refused(owner.request('PATCH', path, { title: ' ' }), 400, 'invalid_request');
    await refused(owner.request('PATCH', path, { title: 'x'.repeat(101) }), 400, 'invalid_request');
    await refused(owner.request('PATCH', path, { title: 'two\nlines' }), 400, 'invalid_request');
    await refused(owner.request('PATCH', path, { description: 'x'.repeat(1001) }), 400, 'invalid_request');
    await refused(owner.request('POST', `${path}/members`, { userIds: [messageId()] }), 404, 'not_found');
    await refused(owner.request('POST', `${path}/members`, { userIds: ['no-id'] }), 400, 'invalid_request');
    await refused(owner.request('DELETE', `${path}/members/${messageId()}`), 404, 'not_found');
    await refused(owner.request('PATCH', `${path}/members/${messageId()}`, { role: 'admin' }), 404, 'not_found');
    await refused(owner.request('PATCH', `${path}/members/${owner.id}`, { role: 'king' }), 400, 'invalid_request');
    await refused(owner.request('POST', 'chats', { kind: 'group', title: '', memberIds: [] }), 400, 'invalid_request');
    await refused(owner.request('POST', 'chats', { kind: 'group', title: 'x' }), 400, 'invalid_request');
    await refused(owner.request('POST', 'chats', { kind: 'circle' }), 400, 'invalid_request');
    const ghost = { kind: 'group', title: 'x', memberIds: [messageId()] };
    await refused(owner.request('POST', 'chats', ghost), 404, 'not_found');
    await refused(owner.request('POST', 'chats', { kind: 'direct', userId: messageId() }), 404, 'not_found');
  });
});

describe('coming and going', () => {
  test('everybody is told who is in, in which role', async () => {
    const { owner, admin, member, other, outsider, path, group } = await cast();
    const watchers = await Promise.all([member, outsider].map((person) => person.connect()));
    await admin.post(`${path}/members`, { userIds: [outsider.id, member.id] });
    const arrived = await watchers[1].waitFor('chat:new', ({ id }) => id === group.id);
    assert.deepEqual([arrived.memberCount, arrived.role, arrived.unread], [5, 'member', 0]);
    const told = await watchers[0].waitFor('chat:updated', ({ memberCount }) => memberCount === 5);
    const seen = Object.fromEntries(told.members.map(({ userId, role }) => [userId, role]));
    assert.deepEqual(seen, {
      [owner.id]: 'owner',
      [admin.id]: 'admin',
      [member.id]: 'member',
      [other.id]: 'member',
      [outsider.id]: 'member',
    });
    assert.deepEqual(await roles(outsider, path), seen);
    // History begins with joining.
    const [first, ...rest] = await outsider.history(group.id);
    assert.deepEqual([first.system.type, rest], ['members_added', []]);
  });

  test('adding those who are in already changes nothing', async () => {
    const { owner, member, path } = await cast();
    const before = await owner.get(path);
    assert.deepEqual(await owner.post(`${path}/members`, { userIds: [member.id, owner.id] }), before);
    assert.deepEqual(await owner.get(path), before);
  });

  test('handing over makes the former owner an admin', async () => {
    const { owner, admin, member, other, path } = await cast();
    await owner.patch(`${path}/members/${member.id}`, { role: 'owner' });
    const now = { [owner.id]: 'admin', [admin.id]: 'admin', [member.id]: 'owner', [other.id]: 'member' };
    assert.deepEqual(await roles(other, path), now);
    await refused(owner.request('DELETE', `${path}/members/${admin.id}`), 403, 'forbidden');
    await member.delete(`${path}/members/${owner.id}`);
  });

  test('when the owner leaves, an admin inherits, and without one the longest member', async () => {
    const { owner, admin, member, other, outsider, path } = await cast();
    await owner.post(`${path}/members`, { userIds: [outsider.id] });
    await owner.delete(`${path}/members/${owner.id}`);
    assert.equal((await roles(member, path))[admin.id], 'owner');
    await admin.delete(`${path}/members/${admin.id}`);
    const left = await roles(outsider, path);
    assert.equal(left[outsider.id], 'member');
    assert.deepEqual([left[member.id], left[other.id]].sort(), ['member', 'owner']);
  });

  test('the last one to leave ends it, and the messages of before keep their senders', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const group = await ada.group('short', bob);
    const sent = await bob.send(group.id, 'bye');
    await bob.delete(`chats/${group.id}/members/${bob.id}`);
    assert.deepEqual((await ada.history(group.id))[1], sent);
    await ada.delete(`chats/${group.id}/members/${ada.id}`);
    await refused(ada.request('GET', `chats/${group.id}`), 403, 'not_a_member');
    assert.deepEqual((await ada.get('chats')).chats, []);
  });

  test('changes made at the same time are all made', async () => {
    const { owner, admin, path } = await cast();
    const joining = await people(server, 'j1', 'j2', 'j3', 'j4', 'j5', 'j6');
    const head = (await owner.get(path)).head;
    await Promise.all([
      ...joining.map((person, n) => (n % 2 ? owner : admin).post(`${path}/members`, { userIds: [person.id] })),
      owner.patch(path, { title: 'busy' }),
      admin.patch(path, { description: 'very' }),
    ]);
    const after = await owner.get(path);
    assert.deepEqual([after.memberCount, after.title, after.description, after.head], [10, 'busy', 'very', head + 8]);
  });

  test('of two who remove each other at the same time one stays', async () => {
    const { owner, admin, member, path } = await cast();
    await owner.patch(`${path}/members/${member.id}`, { role: 'owner' });
    const answers = await Promise.all([
      member.request('DELETE', `${path}/members/${owner.id}`),
      owner.request('DELETE', `${path}/members/${owner.id}`),
      member.request('DELETE', `${path}/members/${admin.id}`),
    ]);
    assert.equal(answers[2].status, 204);
    const statuses = answers.slice(0, 2).map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 204).length, 1, String(statuses));
    assert.equal((await member.get(path)).memberCount, 2);
  });

  test('a group has as many members as the operator allows', async () => {
    const small = await startServer({ KITH_GROUP_MEMBERS: '3' });
    const [ada, bob, eve, dan] = await people(small, 'ada', 'bob', 'eve', 'dan');
    assert.equal((await ada.get('server')).limits.groupMembers, 3);
    const four = { kind: 'group', title: 'four', memberIds: [bob.id, eve.id, dan.id] };
    await refused(ada.request('POST', 'chats', four), 409, 'group_full');
    const { id } = await ada.group('two', bob);
    const add = (...users) => ada.request('POST', `chats/${id}/members`, { userIds: users.map((user) => user.id) });
    await refused(add(eve, dan), 409, 'group_full');
    const answers = await Promise.all([add(eve), add(dan)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal((await ada.get(`chats/${id}`)).memberCount, 3);
  });

  test('a large group lists its members in pages', async () => {
    const crowd = await people(server, ...Array.from({ length: 130 }, (_, n) => `crowd${n}`));
    const group = await crowd[0].group('crowd', ...crowd.slice(1));
    const { members, memberCount } = await crowd[5].get(`chats/${group.id}`);
    assert.deepEqual([members, memberCount], [undefined, 130]);
    const listed = [];
    for (let after = ''; after !== undefined; ) {
      const page = await crowd[5].get(`chats/${group.id}/members?limit=50${after && `&after=${after}`}`);
      listed.push(...page.members.map(({ userId }) => userId));
      after = page.next;
    }
    assert.deepEqual(listed, crowd.map(({ id }) => id).sort());
    const [first, last] = await Promise.all([crowd[0].connect(), crowd[129].connect()]);
    await first.send(group.id, 'hello everybody');
    await last.waitFor('message:new', (message) => message.text === 'hello everybody');
  });
});

describe('direct chats', () => {
  test('a pair has one, whoever asks and however often at once', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const ask = (from, to) => from.request('POST', 'chats', { kind: 'direct', userId: to.id });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => (n % 2 ? ask(ada, bob) : ask(bob, ada))));
    assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal(answers.filter(({ status }) => status === 200).length, 9);
    assert.equal((await ada.get('chats')).chats.length, 1);
  });

  test('both are told of a new one, once', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const devices = await Promise.all([ada.connect(), bob.connect()]);
    const { id } = await ada.chatWith(bob);
    await bob.chatWith(ada);
    for (const device of devices) {
      const chat = await device.waitFor('chat:new');
      assert.deepEqual([chat.id, chat.kind, chat.memberCount, chat.title], [id, 'direct', 2, undefined]);
      await device.settle();
      assert.equal(device.got('chat:new').length, 1);
    }
  });

  test('with oneself it is for notes', async () => {
    const [ada] = await people(server, 'ada');
    const [first, second] = [await ada.connect(), await ada.connect()];
    const notes = await ada.chatWith(ada);
    assert.deepEqual([notes.memberCount, notes.kind, notes.members.length], [1, 'direct', 1]);
    assert.equal((await ada.request('POST', 'chats', { kind: 'direct', userId: ada.id })).status, 200);
    const { id } = await first.send(notes.id, 'buy milk');
    await second.waitFor('message:new', (message) => message.id === id);
    assert.equal((await ada.get(`chats/${notes.id}`)).unread, 0);
    assert.deepEqual((await ada.get(`chats/${notes.id}/messages/${id}/info`)).receipts, []);
    assert.deepEqual((await ada.get('search/chats?q=ada')).chats.map((chat) => chat.id), [notes.id]);
  });
});
