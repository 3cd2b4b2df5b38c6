// Build, development proxy and test settings of the web app.
import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import tailwindcss from '@tailwindcss/vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { compress } from './build/compress.ts';
import { emojiData } from './build/emoji-data.ts';
import { notices } from './build/notices.ts';
import { EVERYWHERE, LOGGED_IN, LOGGED_OUT } from './src/lib/i18n/texts.ts';

/** Packages in the build that no file imports: fonts, styles, emoji and their names, the service worker's own parts. */
const READ_WHILE_BUILDING = [
  '@fontsource-variable/figtree',
  '@fontsource-variable/readex-pro',
  'tailwindcss',
  'unicode-emoji-json',
  'emojilib',
  'cldr-annotations-modern',
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
];

const server = process.env.KITH_SERVER ?? 'http://127.0.0.1:8080';

/**
 * Keeps the whole app, one build of it, in the browser: an open app never mixes with a later build. A new
 * build waits until the person takes it, or until no tab is open. Answers of the server's API are never kept.
 */
const serviceWorker = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Kith',
    short_name: 'Kith',
    description: 'Private messaging that you run yourself.',
    // Relative to the manifest, like all paths here: the server may be below a path.
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#f7f3ed',
    theme_color: '#c14a1c',
    categories: ['social', 'communication'],
    icons: [
      { src: './icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: './icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: './icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: './favicon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  },
  workbox: {
    importScripts: ['sw-routes.js'],
    globPatterns: ['**/*.{html,js,css,svg,png,woff2}'],
    globIgnores: ['sw-routes.js'],
    navigateFallback: 'index.html',
    // The clean-up takes the caches of an instance below this one's path for older ones of its own.
    cleanupOutdatedCaches: false,
    inlineWorkboxRuntime: true,
  },
});

/** Texts that are always fetched together are one file of each language. */
function textsOf(id: string): string | null {
  const [, language, domain = ''] = /\/lib\/i18n\/(\w+)\/(\w+)\.ts$/.exec(id) ?? [];
  const groups: Record<string, readonly string[]> = { texts: EVERYWHERE, out: LOGGED_OUT, in: LOGGED_IN };
  const group = Object.keys(groups).find((name) => groups[name]?.includes(domain));
  return language === undefined || group === undefined ? null : `${group}-${language}`;
}

export default defineConfig({
  // Files are found relative to the file that loads them, or by the `<base>` of the page.
  base: './',
  plugins: [preact(), tailwindcss(), emojiData(), notices(READ_WHILE_BUILDING), serviceWorker, compress()],
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('./src', import.meta.url)),
      // The package's entry for bundlers is its build for old browsers.
      dexie: 'dexie/dist/modern/dexie.mjs',
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
    },
  },
  build: {
    target: 'es2022',
    // The server's content security policy allows neither inline scripts nor data: scripts.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // All modules of the start are one file: split up by the later parts that share them, they would be ten,
            // and larger.
            { name: 'initial', tags: ['$initial'] },
            // Otherwise the texts of one language would hold it, and the others would need them.
            { name: 'plural', test: /\/lib\/i18n\/plural\.ts$/, priority: 1 },
            { name: textsOf, debugName: 'texts' },
          ],
        },
      },
    },
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/texts.ts'],
    // Otherwise they would find React, which they import.
    server: { deps: { inline: [/lucide-react/, /@radix-ui/] } },
    // No test depends on the machine's speed; this limit only ends a test that hangs.
    testTimeout: 60_000,
  },
});
