/**
 * The corpus of real plans with gold, when it lies beside the checkout (../shared/plan-corpus); tests pass without it and say so.
 * Also reads our own samples (test/samples/reading) and scores a reading with a port of the corpus' score.mjs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractText } from '#features/reading/extract/extract-text.ts';
import type { SourceText } from '#features/reading/rules/source-text.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CORPUS = [join(root, '..', 'shared', 'plan-corpus'), join(root, 'shared', 'plan-corpus')].find((folder) => existsSync(join(folder, 'gold'))) ?? null;
export const SAMPLES = join(root, 'test', 'samples', 'reading');

export interface GoldFile { readonly name: string; readonly text: string; readonly gold: any }
/** The text files of a folder with their gold. `texts` and `gold` may be the same folder. */
export function goldFiles(texts: string, gold: string): GoldFile[] {
  return readdirSync(gold).filter((file) => file.endsWith('.gold.json')).sort().map((file) => {
    const name = basename(file, '.gold.json');
    return { name, text: join(texts, `${name}.txt`), gold: JSON.parse(readFileSync(join(gold, file), 'utf8')) };
  });
}
export const sourceOf = async (path: string): Promise<SourceText> => extractText(new Uint8Array(readFileSync(path)), basename(path));
