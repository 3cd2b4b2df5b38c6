// Where the app starts.
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startServiceWorker } from '@/lib/app-update';
import { hasDatabase } from '@/lib/db/exists';
import { startLanguage } from '@/lib/i18n/language';
import { leaveKeysToInputMethods } from '@/lib/input/keyboard';
import { lazily } from '@/lib/lazily';
import { startTheme } from '@/lib/theme/theme';
import { App, AuthScreens, Shell } from './app';
import { resume } from './auth-state';
import { followViewport } from './viewport';

// A mark for measurements of the time until the first picture.
performance.mark('kith:start');
// Before anything else listens to the keyboard.
leaveKeysToInputMethods();
startTheme();
followViewport();
void fetchScreen();
const ready = startLanguage();
void resume();
startServiceWorker();

async function show(): Promise<void> {
  const root = document.getElementById('root');
  if (root === null) return;
  await ready;
  // The page that shows the design system; in development only, not in the build.
  const design = import.meta.env.DEV && location.hash === '#/design';
  const Page = design ? await loadDesignPage() : App;
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
}

/** Fetched beside the texts and the session: which screen comes next is as good as certain. */
async function fetchScreen(): Promise<void> {
  const isLikelyIn = await hasDatabase();
  // After a failure the screen is fetched again when it shows.
  await (isLikelyIn ? Shell.load() : AuthScreens.load()).catch(() => {});
}

function loadDesignPage() {
  return lazily(async () => (await import('./design/design-page')).DesignPage, 'receipts').load();
}

void show();
