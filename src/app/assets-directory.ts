import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#kernel/app-error.ts';

/** Where the built scripts and styles lie: beside the bundle, or (run from source) in the newest build. */
export function assetsDirectory(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = [join(here, 'assets'), join(here, '../../.build/latest/assets')].find((path) => existsSync(join(path, 'assets.json')));
  if (!found) throw new AppError('unavailable', 'Chưa dựng phần giao diện. Hãy chạy "bin/loa --help" một lần rồi chạy lại.');
  return found;
}

/** Names what draws the pages: the bundle (its folder is named after its sources), or, run from source, the styles alone. */
export function buildName(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return existsSync(join(here, 'assets')) ? basename(here) : readFileSync(join(assetsDirectory(), 'assets.json'), 'utf8');
}
