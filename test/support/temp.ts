import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made: string[] = [];
process.once('exit', () => { for (const folder of made) rmSync(folder, { recursive: true, force: true, maxRetries: 3 }); });

/**
 * A folder of its own for a test file, gone when the process ends. Not by a top-level `after`: all files share one process and one root suite,
 * and such a hook runs as soon as nothing is left to wait for, which may be before the file's own tests.
 */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `loa-${name}-`));
  made.push(folder);
  return folder;
}
