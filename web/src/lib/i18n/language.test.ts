// Texts come in the language that is on screen, whatever is loaded while it changes.
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

/** The app on a device that speaks this language, as it starts. */
async function start(tag: string) {
  vi.stubGlobal('navigator', { languages: [tag] });
  vi.stubGlobal('window', { addEventListener() {} });
  vi.stubGlobal('document', { documentElement: {} });
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  vi.resetModules();
  const [language, texts] = [await import('./language'), await import('./messages')];
  return { ...language, texts };
}

test('only what is asked for is there, and it is in the language of the device', async () => {
  const { startLanguage, loadTexts, texts } = await start('ar-EG');
  const asked = loadTexts(['sessions']);
  await startLanguage();
  await asked;
  expect([texts.m.common.save, texts.m.sessions.login]).toEqual(['حفظ', 'تسجيل الدخول']);
  expect(texts.m.settings).toBeUndefined();
});

test('another language is spoken when all that was asked for is there in it', async () => {
  const { startLanguage, loadTexts, chooseLanguage, texts } = await start('en-GB');
  await startLanguage();
  await loadTexts(['search']);
  chooseLanguage('ar');
  expect(texts.m.search.older).toBe('Older results');
  const asked = loadTexts(['people']);
  await vi.waitFor(() => expect(texts.m.search.older).toBe('نتائج أقدم'));
  await asked;
  expect(texts.m.people.title).toBe('دردشة جديدة');
});
