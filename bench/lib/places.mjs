// Where things are.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** Where cargo builds to. */
export const TARGET = resolve(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'));
