import { constants } from 'node:fs';
import * as nodeFs from 'node:fs/promises';
import { diskOperations, type FileOperations } from './local-files.ts';

/** So many files are brought to the disk at the same time. */
const AT_ONCE = 16;

/**
 * A disk that is not waited for at each file, for loads that are begun again from nothing when they are cut short. Nothing may be acknowledged before `settle`
 * has come back: then all of it is on disk, as if each had been waited for.
 */
export function syncedLater(): FileOperations & { settle(): Promise<void> } {
  const waiting = new Set<string>();
  return {
    async open(path, flags, mode) {
      const file = await diskOperations.open(path, flags, mode);
      return { ...file, async sync() { waiting.add(path); } };
    },
    async rename(from, to) {
      await diskOperations.rename(from, to);
      if (waiting.delete(from)) waiting.add(to);
    },
    async settle() {
      const paths = [...waiting];
      waiting.clear();
      await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let path = paths.pop(); path !== undefined; path = paths.pop()) await toDisk(path); }));
    },
  };
}

async function toDisk(path: string): Promise<void> {
  let file;
  try { file = await nodeFs.open(path, constants.O_RDONLY); } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return; // a draft whose file was there already
    throw error;
  }
  try { await file.sync(); } finally { await file.close(); }
}
