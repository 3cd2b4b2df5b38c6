// Fails when the app has grown too heavy to open fast: all JavaScript that index.html loads, and the database that is
// fetched beside it before anything shows, may be 150 KB, compressed.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LIMIT_BYTES = 150_000;

const dist = new URL('../dist/', import.meta.url);
const page = readFileSync(new URL('index.html', dist), 'utf8');
const scripts = [...page.matchAll(/(?:src|href)="(?:\.\/)?([^"]+\.js)"/g)].map(([, path]) => path);
if (scripts.length === 0) throw new Error('index.html loads no script');
const database = readdirSync(new URL('assets/', dist)).filter((name) => /^database-.*\.js$/.test(name));
if (database.length !== 1) throw new Error('the build has no database, or several');
scripts.push(`assets/${database[0]}`);
const size = scripts
  .map((path) => gzipSync(readFileSync(new URL(path, dist))).length)
  .reduce((sum, bytes) => sum + bytes, 0);

const summary = `initial JavaScript: ${(size / 1000).toFixed(1)} KB compressed, ${LIMIT_BYTES / 1000} KB allowed`;
process.stdout.write(`${[summary, ...(size > LIMIT_BYTES ? scripts : [])].join('\n')}\n`);
process.exitCode = size > LIMIT_BYTES ? 1 : 0;
