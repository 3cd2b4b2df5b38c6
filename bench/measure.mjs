#!/usr/bin/env node
// Runs the plan against Kith and its peers side by side, and keeps all reports, in target/bench/results.json.
// `--quick` runs a small part of it in about a minute and a half.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as peers from './lib/peers.mjs';
import { ROOT, TARGET } from './lib/places.mjs';
import { PAST, plan } from './plan.mjs';

const KITH = join(TARGET, 'release/kith');
const quick = process.argv.includes('--quick');

/** Runs `kith bench`; returns its report, or why there is none. */
async function bench(args) {
  const child = spawn(KITH, ['bench', ...args, '--json'], { cwd: TARGET, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  return code === 0 ? JSON.parse(out) : { error: err.trim() || `ended with ${code}` };
}

/** Runs a scenario against one subject. Kith starts its own server for each run; for peers this function does. */
async function measure(args, subject) {
  if (subject === 'kith') return bench(args);
  const peer = await peers[subject]();
  const relay = subject === 'nodeStack' ? [] : ['--relay'];
  const pids = peer.pids.flatMap((pid) => ['--pid', String(pid)]);
  const report = await bench([...args, '--url', peer.url, ...pids, ...relay]);
  await peer.stop();
  return report;
}

/** Versions of all programs that take part. */
function versions() {
  const first = (command, ...args) => execFileSync(command, args, { encoding: 'utf8', cwd: ROOT }).split('\n')[0];
  const installed = (folder, name) =>
    JSON.parse(readFileSync(join(ROOT, 'bench/peers', folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  const lock = readFileSync(join(ROOT, 'bench/peers/socketioxide/Cargo.lock'), 'utf8');
  return {
    kith: first(KITH, '--version').replace('kith ', ''),
    commit: existsSync(join(ROOT, '.git')) ? first('git', 'describe', '--always', '--dirty') : undefined,
    rust: first('rustc', '--version'),
    node: process.version,
    'socket.io': installed('socketio', 'socket.io'),
    socketioxide: /name = "socketioxide"\nversion = "(.*)"/.exec(lock)?.[1],
    express: installed('node-stack', 'express'),
    pg: installed('node-stack', 'pg'),
    postgresql: first(peers.postgresProgram('postgres'), '--version').replace(/^\D*/, ''),
  };
}

mkdirSync(join(TARGET, 'bench'), { recursive: true });
if (!quick && !existsSync(join(TARGET, PAST.folder, 'bench.json'))) {
  console.error(`making a database of ${PAST.messages} messages, once ...`);
  const args = ['bench', 'seed', '--messages', String(PAST.messages), '--data', PAST.folder];
  execFileSync(KITH, args, { cwd: TARGET, stdio: 'inherit' });
}

const started = new Date();
const runs = plan(quick);
const results = Object.fromEntries(runs.map(({ id }) => [id, {}]));
let failed = 0;
for (let repeat = 0; repeat < Math.max(...runs.map(({ repeats }) => repeats)); repeat++) {
  for (const { id, args, subjects, repeats } of runs) {
    if (repeat >= repeats) continue;
    for (const subject of subjects) {
      console.error(`${id}, ${subject}, ${repeat + 1} of ${repeats}`);
      const report = await measure(args, subject);
      if (report.error) {
        console.error(`  failed: ${report.error}`);
        failed += 1;
      }
      (results[id][subject] ??= []).push(report);
    }
  }
}
const minutes = (Date.now() - started) / 60_000;
const file = join(TARGET, 'bench/results.json');
writeFileSync(file, JSON.stringify({ started, minutes, quick, versions: versions(), runs, results }));
console.error(`${file} after ${minutes.toFixed(1)} minutes`);
process.exit(failed === 0 ? 0 : 1);
