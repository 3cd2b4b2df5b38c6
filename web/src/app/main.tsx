// Where the app starts.
import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '@/lib/theme/theme';
import { App } from './app';
import { resume } from './auth-state';
import { followViewport } from './viewport';

startTheme();
followViewport();
void resume();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
