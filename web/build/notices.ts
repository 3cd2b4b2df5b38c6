// The licences of third-party code in the build, in `third-party.txt`: of each package that a part of the bundle comes
// from, of packages that enter the build in other ways, and of the server's crates where `KITH_CRATE_NOTICES` names a
// file of theirs. A package under the MIT licence without a text of it gets the usual text; any other package without
// one fails the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

type Manifest = {
  name?: string;
  version?: string;
  license?: string;
  author?: string | { name: string };
};

const INTRODUCTION = `Kith holds software, fonts and data that others made. These are their licences.\n`;
const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;
const RULE = `\n${'='.repeat(80)}\n`;

const require = createRequire(import.meta.url);

/** @param readWhileBuilding packages whose content is in the build, but which are not imported by any part of it */
export function notices(readWhileBuilding: string[]): Plugin {
  return {
    name: 'kith-notices',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle).flatMap((part) =>
          part.type === 'chunk' ? Object.keys(part.modules) : [],
        );
        const folders = new Set(files.flatMap((file) => packageOf(file) ?? []));
        for (const name of readWhileBuilding) folders.add(folderOf(name));
        const entries = [...folders].map(entry).sort();
        const crates = process.env.KITH_CRATE_NOTICES;
        if (crates !== undefined) entries.push(readFileSync(crates, 'utf8'));
        this.emitFile({
          type: 'asset',
          fileName: 'third-party.txt',
          source: [INTRODUCTION, ...entries].join(RULE),
        });
      },
    },
  };
}

function entry(folder: string): string {
  const manifest = manifestOf(folder);
  const { name, version, license } = manifest;
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (texts.length === 0) texts.push(usualText(manifest));
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}

function usualText({ name, license, author }: Manifest): string {
  if (license !== 'MIT') throw new Error(`${name} has no file with its licence`);
  const holder = (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
  const text = readFileSync(new URL('../../LICENSE-MIT', import.meta.url), 'utf8');
  return text.replace(/^Copyright .*$/m, `Copyright (c) ${holder.replace(/ *<.*/, '')}`).trim();
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** The folder of the package that a file belongs to, unless it is a file of this project. */
function packageOf(file: string): string | null {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null;
}

function folderOf(name: string): string {
  for (const modules of require.resolve.paths(name) ?? []) {
    if (existsSync(join(modules, name, 'package.json'))) return join(modules, name);
  }
  throw new Error(`there is no package ${name}`);
}
