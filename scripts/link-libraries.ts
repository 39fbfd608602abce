import { readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Makes the links between shared libraries (libicuuc.so.60 → libicuuc.so.60.2 …) that npm cannot carry in a package and
 * that the package's own install script would make: Loa installs with --ignore-scripts. Doing it again changes nothing.
 * Runs before there is a bundle, so it imports nothing but Node.
 */
export function linkLibraries(packageDirectory: string): void {
  const links = JSON.parse(readFileSync(join(packageDirectory, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(packageDirectory, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
