import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { LoadDemo } from './wiring.ts';

/** The demonstration's data are a build entry of their own and loaded only when asked for. Null when there are none. */
export async function loadDemo(): Promise<LoadDemo | null> {
  const here = dirname(fileURLToPath(import.meta.url));
  const path = [join(here, 'demo.js'), join(here, '../../demo/load.ts')].find((file) => existsSync(file));
  return path ? ((await import(pathToFileURL(path).href)) as { loadDemo: LoadDemo }).loadDemo : null;
}
