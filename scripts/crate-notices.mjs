// Writes the licences of the crates that are in the `kith` program, from their sources as Cargo has them on this
// machine. A text that several crates share is written once. A crate that offers the MIT licence beside another is
// listed under MIT.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;
const RULE = `\n${'='.repeat(80)}\n`;

const host = /^host: (.*)$/m.exec(execFileSync('rustc', ['-vV'], { encoding: 'utf8' }))[1];
const asked = ['metadata', '--format-version', '1', '--locked', '--offline', '--filter-platform', host];
const metadata = JSON.parse(execFileSync('cargo', asked, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 }));

const byId = new Map(metadata.packages.map((each) => [each.id, each]));
const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
const inside = new Set();
const waiting = metadata.packages.filter(({ name }) => name === 'kith-server').map(({ id }) => id);
for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
  if (inside.has(id)) continue;
  inside.add(id);
  // Without crates that only build or test it, or run in the compiler.
  for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
    const isMacro = byId.get(pkg).targets.some(({ kind }) => kind.includes('proc-macro'));
    if (kinds.some(({ kind }) => kind === null) && !isMacro) waiting.push(pkg);
  }
}

const crates = [...inside].map((id) => byId.get(id)).filter(({ source }) => source !== null);
/** The crates of each text. */
const texts = new Map();
for (const { name, version, license, authors, manifest_path: manifest } of crates.sort((a, b) => (a.name < b.name ? -1 : 1))) {
  const folder = dirname(manifest);
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).sort();
  const mit = files.filter((file) => /mit/i.test(file));
  const chosen = /\bMIT\b/.test(license) && !/\band\b/i.test(license) && mit.length > 0 ? mit : files;
  const read = chosen.filter((file) => !file.endsWith('.rs')).map((file) => {
    try {
      return readFileSync(join(folder, file), 'utf8').trim();
    } catch {
      return ''; // a folder of texts that the crate names in its own
    }
  });
  const text = read.filter((each) => each !== '').join('\n\n') || usualText(name, license, authors);
  texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
}
const entries = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);

/** For crates that bring no text along. */
function usualText(name, license, authors) {
  if (!/\bMIT\b/.test(license)) throw new Error(`${name} has no file with its licence, which is ${license}`);
  const text = readFileSync(new URL('../LICENSE-MIT', import.meta.url), 'utf8').trim();
  const holders = authors.map((author) => author.replace(/ *<.*/, '')).join(', ') || `the authors of ${name}`;
  return text.replace(/^Copyright .*$/m, `Copyright (c) ${holders}`);
}

writeFileSync(process.argv[2], entries.join(RULE));
