/** Reads an uploaded file in a child process; see `platform/worker-pool` for what holds the child. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#kernel/app-error.ts';
import { childPool, ChildFailure, type ChildProgram } from '#platform/worker-pool/child-pool.ts';
import type { ReadingAnswer, ReadingRequest } from './child.ts';
import { MAX_FILE_BYTES, refusals } from './extract/refusals.ts';
import type { ReadResult } from './rules/result.ts';
import type { SourceText } from './rules/source-text.ts';

/** Kept with every import: which reader saw these facts. Raised when rules change what is read. */
export const READER_VERSION = 'loa-reader/1';

/** One file takes 10 s and 512 MB at most; two at once, so that an import never takes all of the machine. */
const pool = childPool(childEntry, 2, { milliseconds: 10_000, residentBytes: 512 * 2 ** 20 });

/**
 * The facts in a plan, letter or decision (.txt .md .html .docx .pdf, told apart by content). Throws AppError with the sentence to show
 * when the file cannot be read: a scan, encrypted, broken, too large, of another type, too slow.
 */
export async function readFile(bytes: Uint8Array, fileName: string): Promise<ReadResult> {
  const reading = await ask(bytes, { fileName, want: 'facts' });
  if (!('facts' in reading)) throw refusals.crashed();
  return reading.facts;
}

/** Only the text, for tests and for looking at what the rules were given. Throws like `readFile`. */
export async function readText(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  const reading = await ask(bytes, { fileName, want: 'text' });
  if (!('text' in reading)) throw refusals.crashed();
  return reading.text;
}

async function ask(bytes: Uint8Array, request: ReadingRequest): Promise<ReadingAnswer> {
  if (bytes.length === 0) throw refusals.empty();
  if (bytes.length > MAX_FILE_BYTES) throw refusals.tooLarge();
  let reading: ReadingAnswer;
  try {
    reading = await pool.run(request, bytes) as ReadingAnswer;
  } catch (error) {
    throw error instanceof ChildFailure ? explain(error) : error;
  }
  if ('refused' in reading) throw new AppError(reading.refused.code, reading.refused.message, { field: 'file', fields: { file: reading.refused.message } });
  return reading;
}

/** The fault of the child stays in `details.data` for the log; the person gets a sentence. */
function explain(failure: ChildFailure): AppError {
  const told = { time: refusals.tooSlow, memory: refusals.tooHungry, output: refusals.tooHungry, crash: refusals.crashed, queue: refusals.busy }[failure.reason]();
  return new AppError(told.code, told.message, { ...told.details, data: { reason: failure.reason, fault: failure.message } });
}

/**
 * Where the child's program lies. From the bundle: a file beside ours, built from the second entry point `src/features/reading/child.ts`.
 * From source (tests, development): the TypeScript file itself, its types taken off by Node.
 */
export function childEntry(): ChildProgram {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.ts')) {
    const root = join(dirname(here), '../../..');
    return { file: join(dirname(here), 'child.ts'), flags: ['--experimental-transform-types'], readable: ['src', 'node_modules', 'package.json'].map((name) => join(root, name)) };
  }
  for (let folder = dirname(here), depth = 0; depth < 4; folder = dirname(folder), depth += 1) {
    for (const name of ['reading-child.js', 'features/reading/child.js', 'child.js', 'reading-child.mjs', 'features/reading/child.mjs', 'child.mjs']) {
      if (existsSync(join(folder, name))) return { file: join(folder, name), flags: [], readable: [folder] };
    }
  }
  throw new Error(`the build lacks the entry point src/features/reading/child.ts (looked beside ${here})`);
}
