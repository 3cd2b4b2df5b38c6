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

/** What is in the build without being imported: fonts, styles, emoji and their names, the service worker's own parts. */
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
 * Keeps the whole app, one build of it, in the browser: what is open never mixes with what was deployed since. A new
 * build waits until the person takes it, or until no tab is open. What the server answers is never kept.
 */
const serviceWorker = VitePWA({
  registerType: 'prompt',
  injectRegister: false,
  manifest: {
    name: 'Kith',
    short_name: 'Kith',
    description: 'Private messaging that you run yourself.',
    // Relative to the manifest, as everything here: the server may be below a path.
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
    // It takes the caches of an instance below this one's path for older ones of its own.
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
  // Everything that is loaded is found from where it is loaded from, or by the `<base>` of the page.
  base: './',
  plugins: [preact(), tailwindcss(), emojiData(), notices(READ_WHILE_BUILDING), serviceWorker, compress()],
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('./src', import.meta.url)),
      // Its entry for bundlers is the build for old browsers.
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
            // What the app starts with is one file: cut up by which later parts share it, it would be ten, and larger.
            { name: 'initial', tags: ['$initial'] },
            // Or the texts of one language would hold it, and the others would need them.
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
    // Or they would find React, which they ask for.
    server: { deps: { inline: [/lucide-react/, /@radix-ui/] } },
    // No test asks how fast the machine is; this only ends one that hangs.
    testTimeout: 60_000,
  },
});
