// Compresses the build once, as far as possible: writes `NAME.br` and `NAME.gz` beside each text file that gets smaller
// by it. The server sends them as they are.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(html|js|css|svg|json|webmanifest|txt)$/;

export function compress(): Plugin {
  let folder = '';
  return {
    name: 'kith-compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: {
      // After the service worker is written, which happens in this hook, too.
      order: 'post',
      sequential: true,
      handler() {
        for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (TEXT.test(entry)) compressFile(join(folder, entry));
        }
      },
    },
  };
}

function compressFile(path: string): void {
  const plain = readFileSync(path);
  const params = {
    [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT,
    [zlib.BROTLI_PARAM_SIZE_HINT]: plain.length,
  };
  const forms = { br: brotliCompressSync(plain, { params }), gz: gzipSync(plain, { level: 9 }) };
  for (const [ending, packed] of Object.entries(forms)) {
    if (packed.length < plain.length) writeFileSync(`${path}.${ending}`, packed);
  }
}
