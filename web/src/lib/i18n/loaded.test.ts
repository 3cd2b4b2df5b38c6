// No part of the app shows before its texts are loaded: the domains that a part reads are either named where it is
// fetched (`lazily`) or loaded before. Follows the imports, from where the app starts.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { EVERYWHERE, LOGGED_IN, LOGGED_OUT } from './texts';

const src = join(import.meta.dirname, '../..');
/** The named groups of domains. */
const GROUPS = new Map(Object.entries({ LOGGED_IN, LOGGED_OUT }));

/** A part of the app: the files behind one later import, which is loaded with these texts. */
type Part = { root: string; domains: string[] };

function fileOf(from: string, imported: string): string | null {
  const path = imported.startsWith('@/') ? join(src, imported.slice(2)) : join(dirname(from), imported);
  return ['.ts', '.tsx'].map((ending) => path + ending).find((file) => existsSync(file)) ?? null;
}

function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** The files that are loaded with one file, itself included. */
function filesWith(root: string): Set<string> {
  const files = new Set([root]);
  for (const file of files) {
    const imports = matches(
      readFileSync(file, 'utf8'),
      /^(?:import|export)(?! type)(?:[^;']*? from)? '([.@][^']+)';/gm,
    );
    for (const imported of imports) {
      const found = fileOf(file, imported);
      if (found !== null) files.add(found);
    }
  }
  return files;
}

/** The parts that a file fetches later. */
function partsOf(file: string): Part[] {
  const text = readFileSync(file, 'utf8');
  const lazily = [...text.matchAll(/\blazily\(([^;]*?import\('([.@][^']+)'\)[^;]*)\);/g)].map(
    ([, call = '', imported = '']): [string, string[]] => {
      const shared = matches(call, /\.\.\.([A-Z_]+)/g).flatMap((name) => GROUPS.get(name) ?? []);
      return [imported, [...matches(call, /'(\w+)'/g), ...shared]];
    },
  );
  const named = new Set(lazily.map(([imported]) => imported));
  const others = matches(text, /\bimport\('([.@][^']+)'\)/g).filter((imported) => !named.has(imported));
  return [...lazily, ...others.map((imported): [string, string[]] => [imported, []])].flatMap(
    ([imported, domains]) => {
      const root = fileOf(file, imported);
      return root === null ? [] : [{ root, domains }];
    },
  );
}

/** The domains that a part, or a part that it fetches, reads although they are not loaded. */
function missing({ root, domains }: Part, before: string[], above: string[]): string[] {
  const there = [...before, ...domains];
  const files = [...filesWith(root)];
  const own = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (!/from '(?:@\/lib\/i18n|\.)\/messages';/.test(text)) return [];
    const read = [...new Set(matches(text, /\bm\.(\w+)/g))];
    return read.filter((domain) => !there.includes(domain)).map((domain) => `${root}: ${domain} in ${file}`);
  });
  const later = files.flatMap(partsOf).filter((part) => !above.includes(part.root));
  return [...own, ...later.flatMap((part) => missing(part, there, [...above, root]))];
}

test('whatever reads a text is loaded together with it', () => {
  const start = { root: join(src, 'app/main.tsx'), domains: EVERYWHERE };
  const found = missing(start, [], []).map((line) => line.replaceAll(`${src}/`, ''));
  expect([...new Set(found)]).toEqual([]);
});
