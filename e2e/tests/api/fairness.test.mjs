// One account that asks for much, on many connections, with limits on: others do not wait for it, and the server stops
// work for its closed connections. The tests claim counts, order and memory, never times.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { Agent, get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { before, describe, test } from 'node:test';
import { people } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';

const CONNECTIONS = 64;
/** The number of writers, so that the limits slow none of them down. */
const WRITERS = 8;
const EACH = 46;
const HAY = 'Straw upon straw, and nothing to be found. '.repeat(1500);
/** The memory by which the server may grow in all of these tests. */
const MOST_BYTES = 150_000_000;

const path = (chat) => `search/messages?chatId=${chat.id}&q=needle`;

/** The database's files that a server has open. */
function openFiles(server) {
  const folder = `/proc/${server.child.pid}/fd`;
  const target = (fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`);
    } catch {
      return ''; // Closed since the list was made.
    }
  };
  return readdirSync(folder).filter((fd) => target(fd).includes('kith.db')).length;
}

function residentBytes(server) {
  const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Sends a request on a connection of its own, and hangs up when told to. */
async function ask(person, where) {
  const { hostname, port } = new URL(person.server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await within(once(socket, 'connect'), () => 'a connection');
  socket.write(`GET /api/v1/${where} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${person.token}\r\n\r\n`);
  return () => socket.destroy();
}

/** Asks again and again on many connections; counts the answers until it is stopped. */
function flood(person, where) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const counts = { answered: 0, refused: 0 };
  let going = true;
  const headers = { authorization: `Bearer ${person.token}` };
  const one = () =>
    new Promise((resolve) => {
      const asked = httpGet(`${person.server.url}/api/v1/${where}`, { agent, headers }, (response) => {
        response.resume().once('close', () => resolve(response.statusCode));
      });
      asked.once('error', () => resolve(0));
    });
  const connection = async () => {
    while (going) {
      const status = await one();
      if (status === 200) counts.answered += 1;
      else counts.refused += 1;
    }
  };
  const all = Array.from({ length: CONNECTIONS }, connection);
  const stop = () => {
    going = false;
    agent.destroy();
    return Promise.all(all);
  };
  return { counts, stop };
}

describe('in a chat with much text', () => {
  let server;
  let ada;
  let bob;
  let eve;
  let chat;
  let needle;

  before(async () => {
    server = await startServer({ KITH_RATE_LIMITS: 'on' });
    let writers;
    [ada, bob, eve, ...writers] = await people(server, 'ada', 'bob', 'eve', ...Array(WRITERS).fill('writer'));
    chat = await ada.group('Haystack', bob, ...writers);
    needle = await ada.send(chat.id, 'a needle');
    await Promise.all(
      writers.map(async (writer) => {
        for (let n = 0; n < EACH; n += 1) await writer.send(chat.id, `${HAY} ${n}`);
      }),
    );
  });

  test('searches that nobody waits for end, and neither files nor memory are kept for them', async () => {
    await ada.get(path(chat));
    const [files, bytes] = [openFiles(server), residentBytes(server)];
    for (let round = 0; round < 20; round += 1) {
      const hangUps = await Promise.all(Array.from({ length: 25 }, () => ask(ada, path(chat))));
      await bob.get('me');
      for (const hangUp of hangUps) hangUp();
    }
    assert.ok(openFiles(server) <= files, `${openFiles(server)} files of the database, ${files} before`);
    const grown = residentBytes(server) - bytes;
    assert.ok(grown < MOST_BYTES, `${Math.round(grown / 1e6)} MB more`);
  });

  test('one who searches on many connections holds up neither those who ask nor those who send', async () => {
    const notes = await eve.chatWith(eve);
    const { counts, stop } = flood(ada, path(chat));
    // The request is under way.
    while (counts.answered === 0) await eve.get('me');
    const [begun, requests] = [counts.answered, 40];
    for (let n = 0; n < requests / 4; n += 1) {
      await eve.get('me');
      await eve.send(notes.id, `note ${n}`);
      await eve.get('chats');
      await eve.get(`chats/${notes.id}/messages`);
    }
    const answered = counts.answered - begun;
    await stop();
    assert.ok(answered < requests, `${answered} searches were answered while ${requests} requests of another were`);
  });

  test('a search goes on page by page, and finds what is at the beginning', async () => {
    const [found, ends] = [[], [Number.POSITIVE_INFINITY]];
    for (let more = true, before = ''; more; before = `&before=${ends.at(-1)}`) {
      const page = await bob.get(path(chat) + before);
      found.push(...page.messages.map(({ seq }) => seq));
      more = page.more;
      if (!more) continue;
      assert.ok(page.searchedTo < ends.at(-1), 'each looks further');
      ends.push(page.searchedTo);
    }
    assert.deepEqual(found, [needle.seq]);
    assert.ok(ends.length > 2, `in ${ends.length} pages`);
  });
});
