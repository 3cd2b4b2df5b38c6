// What an operator meets: the command line, the configuration, the data folder, stopping and starting again.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, test } from 'node:test';
import { people, Person, person, refused, request } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { runKith, spawnKith, startServer, temporaryFolder } from '../../lib/server.mjs';

const logIn = (server, login, password) => request(server, 'POST', 'auth/login', { body: { login, password } });

describe('kith user', () => {
  const user = (data, ...args) => runKith(['user', ...args, '--data', data]);
  const userWith = (data, password, ...args) =>
    runKith(['user', ...args, '--password-stdin', '--data', data], { input: `${password}\n` });

  test('adds, lists, promotes and resets accounts while the server runs', async () => {
    const server = await startServer();
    const { data } = server;
    const first = await userWith(data, 'first password', 'add', 'root', '--name', 'The Root');
    assert.deepEqual(first, { code: 0, out: 'added root\n', err: '' });
    const second = await user(data, 'add', 'guest');
    const [, made] = /^added guest, password (\S+)\n$/.exec(second.out);
    assert.equal((await logIn(server, 'guest', made)).status, 200);
    assert.equal((await user(data, 'list')).out, 'guest\tuser\t-\tguest\nroot\tadmin\t-\tThe Root\n');

    assert.equal((await user(data, 'promote', 'Guest')).code, 0);
    const guest = new Person(server, (await logIn(server, 'guest', made)).body);
    assert.equal((await guest.get('me')).admin, true);

    const device = await guest.connect();
    const reset = await userWith(data, 'second password', 'reset', 'guest');
    assert.equal(reset.code, 0);
    assert.match(reset.out, /^reset guest; all its sessions have ended\n$/);
    await refused(guest.request('GET', 'me'), 401, 'session_ended');
    await device.waitFor('session:ended');
    await refused(logIn(server, 'guest', made), 401, 'unauthenticated');
    assert.equal((await logIn(server, 'guest', 'second password')).status, 200);
  });

  test('works before the server was ever started, and where registration is closed', async () => {
    const data = join(temporaryFolder(), 'new');
    assert.equal((await userWith(data, 'a good password', 'add', 'early')).code, 0);
    assert.equal((await user(data, 'list')).out, 'early\tadmin\t-\tearly\n');
  });

  test('says in one line what it cannot do', async () => {
    const data = temporaryFolder();
    await userWith(data, 'a good password', 'add', 'ada');
    const failures = [
      [await userWith(data, 'a good password', 'add', 'ADA'), /taken/],
      [await userWith(data, 'a good password', 'add', 'a b'), /user name/],
      [await userWith(data, 'short', 'add', 'bob'), /password/],
      [await runKith(['user', 'add', 'bob', '--password-stdin', '--data', data]), /password/],
      [await user(data, 'reset', 'nobody'), /user/],
      [await user(data, 'promote', 'nobody'), /user/],
    ];
    for (const [{ code, out, err }, reason] of failures) {
      assert.deepEqual([code, out], [1, '']);
      assert.match(err, /^kith: [^\n]+\n$/);
      assert.match(err, reason);
    }
    assert.equal((await user(data, 'list')).out, 'ada\tadmin\t-\tada\n');
  });
});

describe('configuration', () => {
  /** Starts with a wrong setting: one line that names the key, and exit code 2. */
  async function check(key, { env, toml, args = [] }) {
    const folder = temporaryFolder();
    const all = ['serve', '--data', join(folder, 'data'), ...args];
    if (toml !== undefined) {
      writeFileSync(join(folder, 'kith.toml'), toml);
      all.push('--config', join(folder, 'kith.toml'));
    }
    const { code, out, err } = await runKith(all, { env });
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, /^kith: [^\n]+\n$/);
    assert.ok(err.includes(key), err);
  }

  const wrong = {
    'an unknown variable': ['unheard_of', { env: { KITH_UNHEARD_OF: '1' } }],
    'an unknown key': ['colour', { toml: 'colour = "blue"\n' }],
    'a misspelt key': ['mesage_bytes', { toml: 'mesage_bytes = 10\n' }],
    'a file that is no TOML': ['listen', { toml: 'listen = \n' }],
    'a file that is not there': ['config', { args: ['--config', '/nowhere/kith.toml'] }],
    'a number that is none': ['message_bytes', { env: { KITH_MESSAGE_BYTES: 'many' } }],
    'a number that is too small': ['message_bytes', { env: { KITH_MESSAGE_BYTES: '0' } }],
    'a number that is too large': ['group_members', { toml: 'group_members = 100000000\n' }],
    'a negative number': ['group_members', { toml: 'group_members = -1\n' }],
    'a switch that is neither on nor off': ['rate_limits', { env: { KITH_RATE_LIMITS: 'sometimes' } }],
    'a list that is none': ['allowed_origins', { toml: 'allowed_origins = "https://example.org"\n' }],
    'an address without a port': ['listen', { args: ['--listen', 'localhost'] }],
    'a port that is none': ['listen', { env: { KITH_LISTEN: '127.0.0.1:99999' } }],
    'a link without a scheme': ['public_url', { toml: 'public_url = "chat.example.org"\n' }],
    'a log level that is none': ['log', { env: { KITH_LOG: 'loud' } }],
    'an empty name': ['name', { toml: 'name = ""\n' }],
    'a choice that is none': ['registration', { toml: 'registration = "maybe"\n' }],
  };
  for (const [name, [key, how]] of Object.entries(wrong)) test(`${name} is named`, () => check(key, how));

  test('a command that is none ends with 2 as well', async () => {
    for (const args of [[], ['serv'], ['serve', '--nonsense'], ['user']]) assert.equal((await runKith(args)).code, 2);
  });

  test('the file is overruled by the environment, and that by the command line', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'kith.toml');
    writeFileSync(file, 'name = "from the file"\ngroup_members = 7\nlisten = "256.0.0.1:1"\n');
    const server = await startServer({ KITH_CONFIG: file, KITH_NAME: 'from outside' });
    const info = (await request(server, 'GET', 'server')).body;
    assert.deepEqual([info.name, info.limits.groupMembers], ['from outside', 7]);
  });

  test('an address that is taken is said in one line', async () => {
    const server = await startServer();
    const listen = new URL(server.url).host;
    const { code, err } = await runKith(['serve', '--listen', listen, '--data', temporaryFolder()]);
    assert.equal(code, 1);
    assert.match(err, new RegExp(`^kith: .*${listen}.*\n$`));
  });
});

/** The first line that `kith` prints, on either stream. */
async function firstWords(args) {
  const child = spawnKith(args, { KITH_LOG: 'error' });
  const lines = [child.stdout, child.stderr].map((stream) => once(createInterface(stream), 'line'));
  const [words] = await within(Promise.race(lines), () => 'the first line');
  return words;
}

describe('the data folder', () => {
  const mode = (path) => (statSync(path).mode & 0o777).toString(8);

  test('is for its owner’s eyes only', async () => {
    const server = await startServer();
    assert.deepEqual([mode(server.data), mode(join(server.data, 'signing.key'))], ['700', '600']);
    assert.equal(readFileSync(join(server.data, 'signing.key')).length, 32);
  });

  test('of a newer version is refused and left alone', async () => {
    const server = await startServer();
    await server.stop();
    const file = join(server.data, 'kith.db');
    for (const log of ['-wal', '-shm']) rmSync(file + log, { force: true });
    // The schema's version is the `user_version` of SQLite's header, 4 bytes at offset 60.
    writeSync(openSync(file, 'r+'), Buffer.from([0, 0, 0x27, 0x0f]), 0, 4, 60);
    const before = readFileSync(file);
    const { code, out, err } = await runKith(['serve', '--listen', '127.0.0.1:0', '--data', server.data]);
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^kith: [^\n]*9999[^\n]*\n$/);
    assert.ok(readFileSync(file).equals(before));
  });

  test('serves one of three servers that start at once for the first time; the others say so', async () => {
    for (let round = 0; round < 5; round += 1) {
      const data = join(temporaryFolder(), 'data');
      const starts = [1, 2, 3].map(() => firstWords(['serve', '--listen', '127.0.0.1:0', '--data', data]));
      const words = (await Promise.all(starts)).sort();
      const busy = `kith: another kith serves ${data}`;
      assert.match(words.pop(), /^listening on http:/);
      assert.deepEqual(words, [busy, busy]);
      assert.equal(readFileSync(join(data, 'signing.key')).length, 32);
      assert.deepEqual(readdirSync(data).filter((name) => name.startsWith('.')), []);
    }
  });

  test('of another version that is in use is left alone by kith user', async () => {
    const data = temporaryFolder();
    assert.equal((await runKith(['user', 'list', '--data', data])).code, 0);
    const file = join(data, 'kith.db');
    const other = Buffer.from([0, 0, 0, 1]);
    writeSync(openSync(file, 'r+'), other, 0, 4, 60);
    // The database in the form of that version's server.
    const holder = spawn('flock', ['--shared', join(data, 'schema.lock'), 'sh', '-c', 'echo held; cat']);
    await once(holder.stdout, 'data');
    const { code, out, err } = await runKith(['user', 'list', '--data', data]);
    holder.stdin.end();
    assert.deepEqual([code, out], [1, '']);
    assert.match(err, /^kith: another version of kith uses the database in [^\n]+\n$/);
    assert.ok(readFileSync(file).subarray(60, 64).equals(other));
  });

  test('with a broken key is refused', async () => {
    const server = await startServer();
    await server.stop();
    writeFileSync(join(server.data, 'signing.key'), 'short');
    const { code, err } = await runKith(['serve', '--listen', '127.0.0.1:0', '--data', server.data]);
    assert.equal(code, 1);
    assert.match(err, /^kith: [^\n]*signing\.key[^\n]*\n$/);
  });
});

describe('stopping and starting again', () => {
  test('after stopping, the database is one file', async () => {
    const server = await startServer();
    await person(server, 'ada');
    await server.stop();
    assert.deepEqual(readdirSync(server.data).sort(), ['kith.db', 'kith.lock', 'schema.lock', 'signing.key']);
  });

  test('the first line is for programs, the second for whoever sets the server up', async () => {
    const server = await startServer({ KITH_PUBLIC_URL: 'https://chat.example.org/' });
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    await person(server, 'first');
    assert.equal(server.lines.length, 2);
    assert.match(server.lines[1], /^create the first account, the administrator's: https:\/\/chat\.example\.org\/register\?setup=\S+$/);
    await server.stop();
    await server.again();
    await request(server, 'GET', '/health');
    assert.deepEqual(server.lines, [`listening on ${server.url}`]);
  });

  for (const signal of ['SIGTERM', 'SIGINT']) {
    test(`${signal} ends it with 0, also while clients are there`, async () => {
      const server = await startServer();
      const [ada, bob] = await people(server, 'ada', 'bob');
      await Promise.all([ada.connect(), bob.connect({ transports: ['polling'] })]);
      server.child.kill(signal);
      assert.deepEqual(await server.stop(), { code: 0, signal: null });
    });
  }

  test('clients come back to the restarted server and find everything', async () => {
    const server = await startServer();
    const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
    const group = await ada.group('trio', bob, eve);
    const direct = await ada.chatWith(bob);
    const devices = await Promise.all([
      ada.connect({ transports: ['polling', 'websocket'] }),
      bob.connect({ transports: ['websocket'] }),
      eve.connect({ transports: ['polling'] }),
    ]);
    for (const device of devices) {
      for (let n = 0; n < 5; n += 1) await device.send(group.id, `${n}`, { mentions: [bob.id] });
    }
    await bob.send(direct.id, 'between us');
    await devices[1].does('message:read', { chatId: group.id, seq: 4 });
    await bob.patch('me/settings', { readReceipts: false });
    const everything = async () => {
      const seen = [];
      for (const who of [ada, bob, eve]) {
        seen.push(await who.get('me'), await who.get('chats'), await who.get('me/sessions'));
        const { serverTime: _, ...page } = await who.post('sync', {});
        seen.push(await who.history(group.id), page);
      }
      return [...seen, await ada.history(direct.id), await ada.get(`chats/${direct.id}/members`)];
    };
    const before = await everything();
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    for (const device of devices) await device.waitFor('disconnect');
    devices.forEach((device) => device.forget());
    await server.again();
    for (const device of devices) await device.connected();
    assert.deepEqual(await everything(), before);
    const { id } = await devices[0].send(group.id, 'welcome back');
    for (const device of devices) await device.waitFor('message:new', (message) => message.id === id);
    const refreshed = await request(server, 'POST', 'auth/refresh', { body: { refreshToken: ada.session.refreshToken } });
    assert.equal(refreshed.status, 200);
  });
});
