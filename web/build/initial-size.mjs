// Fails when the app has grown too heavy to open fast. It counts, compressed, all JavaScript that the browser fetches
// before the first screen can be used: the files of index.html, the parts that the app itself fetches for that screen,
// all their imports, and the texts of one language (the larger one counts). Two screens can be the first: the log-in
// screen of a new visitor, and the chat list of a logged-in person, which needs the database and the messenger.
// Socket.IO is fetched beside the list, which does not wait for it; nor does the list wait for the pane of a chat,
// unless the address names one.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const LANGUAGES = ['en', 'ar'];
const SCREENS = [
  { name: 'log-in screen', parts: ['auth-screens'], texts: ['texts', 'out'], limit: 40_000 },
  { name: 'chat list', parts: ['shell', 'open-session'], texts: ['texts', 'in'], limit: 110_000 },
];

const assets = new URL('../dist/assets/', import.meta.url);
const files = readdirSync(assets);
const page = readFileSync(new URL('../index.html', assets), 'utf8');
const first = [...page.matchAll(/(?:src|href)="\.?\/?assets\/([^"]+\.js)"/g)].map(([, file]) => file);
if (first.length === 0) throw new Error('index.html loads no script');

/** The one file of the build with this name, before its hash. */
function fileOf(name) {
  const found = files.filter((file) => file.length === name.length + 12 && file.startsWith(`${name}-`));
  const [file] = found.filter((each) => each.endsWith('.js'));
  if (file === undefined) throw new Error(`the build has no ${name}`);
  return file;
}

/** These files, and all their imports that run before them. */
function withImports(roots) {
  const all = new Set(roots);
  for (const file of all) {
    const code = readFileSync(new URL(file, assets), 'utf8');
    for (const [, imported] of code.matchAll(/\b(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
      all.add(imported);
  }
  return [...all];
}

const sizeOf = (file) => gzipSync(readFileSync(new URL(file, assets))).length;

for (const { name, parts, texts, limit } of SCREENS) {
  const roots = [...first, ...parts.map(fileOf)];
  const inLanguage = (language) =>
    withImports([...roots, ...texts.map((each) => fileOf(`${each}-${language}`))]);
  const sum = (list) => list.map(sizeOf).reduce((all, bytes) => all + bytes, 0);
  const [heaviest] = LANGUAGES.map(inLanguage).sort((a, b) => sum(b) - sum(a));
  const size = sum(heaviest);
  const summary = `JavaScript before the ${name}: ${(size / 1000).toFixed(1)} KB compressed, ${limit / 1000} KB allowed`;
  const isTooMuch = size > limit;
  const lines = heaviest.map((file) => `  ${(sizeOf(file) / 1000).toFixed(1)} ${file}`);
  process.stdout.write(
    `${[summary, ...(isTooMuch || process.argv.includes('--all') ? lines : [])].join('\n')}\n`,
  );
  if (isTooMuch) process.exitCode = 1;
}
