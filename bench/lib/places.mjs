// Paths of the project.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = resolve(fileURLToPath(new URL('../..', import.meta.url)));

/** The folder that cargo builds to. */
export const TARGET = resolve(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'));
