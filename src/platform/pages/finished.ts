import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/**
 * Pages as finished files: what was made once is kept under its address, by the hash of its bytes, compressed, and served from there until it is
 * made again. A cache on this machine's disk: it may be thrown away at any time, and is with every build.
 */

export interface PageToKeep {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly status: 200 | 410;
  /** What it was made from. */
  readonly tags: readonly string[];
  /** When what it tells of changed last; null: when its bytes were first made here. */
  readonly modified: Date | null;
  /** Saved under this name instead of shown. */
  readonly download: string | null;
  /** Whose readers are counted: an item, or a site for its other pages; null: nobody's (feeds, pictures). */
  readonly counts: string | null;
  /** Pictures it shows, by their hash. */
  readonly pictures: readonly string[];
}
export interface KeptPage extends Omit<PageToKeep, 'bytes' | 'modified'> {
  readonly sha256: string;
  readonly size: number;
  /** HTTP date: since when it has these bytes, as far as this machine knows. */
  readonly modified: string;
  /** Kept compressed, too. */
  readonly packed: boolean;
}
/** A line of the index: what is kept under an address, that nothing is, or that it is to be made again. */
type Line = readonly [key: string, page: KeptPage | null | typeof OUTDATED];
const OUTDATED = 0;
export type Packing = 'br' | 'gzip' | null;
const ENDING: Readonly<Record<'br' | 'gzip', string>> = { br: '.br', gzip: '.gz' };

/** Bytes of the pages read most often, in memory. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Bigger ones are packed less hard, so that nobody waits for one of them. */
const PACKED_HARD_BYTES = 256 * 1024;
const PACKED = /^(?:text\/|application\/(?:json|xml|atom\+xml|feed\+json|ld\+json|rss\+xml)|image\/svg)/;

export class FinishedPages {
  readonly #directory: string;
  readonly #pages = new Map<string, KeptPage>();
  readonly #byTag = new Map<string, Set<string>>();
  readonly #byPicture = new Map<string, number>();
  readonly #outdated = new Set<string>();
  readonly #bodies = new Map<string, Buffer>();
  #bodyBytes = 0;
  #lines = 0;
  /** What could not be kept on a full disk: such pages are served from memory, and the index is written whole when there is room again. */
  readonly #unwritten = new Map<string, Buffer>();
  #unwrittenBytes = 0;
  #indexIsTorn = false;

  /** `folder` is made; `build` names what draws the pages: those of another build are thrown away. */
  constructor(folder: string, build: string) {
    this.#directory = join(folder, build);
    mkdirSync(join(this.#directory, 'files'), { recursive: true });
    for (const other of readdirSync(folder)) if (other !== build) rmSync(join(folder, other), { recursive: true, force: true });
    for (const line of existsSync(this.#index) ? readFileSync(this.#index, 'utf8').split('\n') : []) {
      try {
        const [key, page] = JSON.parse(line) as Line;
        if (page === OUTDATED) this.#outdated.add(key); else if (page) this.#hold(key, page); else this.#drop(key);
        this.#lines++;
      } catch { /* the last line of a program that was killed: its page is made again when somebody asks */ }
    }
    if (this.#lines > 2 * this.#pages.size + 1000) this.#rewrite();
  }

  get #index(): string { return join(this.#directory, 'index.jsonl'); }
  get size(): number { return this.#pages.size; }
  /** How many could not be written down since there was no room. */
  get unwritten(): number { return this.#unwritten.size; }
  get(key: string): KeptPage | undefined { return this.#pages.get(key); }
  keys(): readonly string[] { return [...this.#pages.keys()]; }
  /** Addresses of pages made from any of these. */
  tagged(tags: Iterable<string>): readonly string[] {
    const found = new Set<string>();
    for (const tag of tags) for (const key of this.#byTag.get(tag) ?? []) found.add(key);
    return [...found];
  }
  /** Does a page that is out show this picture? */
  shows(sha256: string): boolean { return (this.#byPicture.get(sha256) ?? 0) > 0; }

  /** Under each of these addresses. Where they cannot be written they are held in memory, as many as there is room for. */
  put(keys: readonly string[], { bytes, ...page }: PageToKeep): KeptPage {
    const sha256 = createHash('sha256').update(bytes).digest('hex'), packed = PACKED.test(page.mediaType) && bytes.length > 400, before = this.#pages.get(keys[0]!);
    // what is made of equal bytes is not newer; what was made here of others is
    const modified = before?.sha256 === sha256 ? before.modified : (before ? new Date() : page.modified ?? new Date()).toUTCString();
    const kept: KeptPage = { ...page, sha256, size: bytes.length, modified, packed };
    try { this.#write(sha256, bytes, packed); } catch { this.#holdUnwritten(sha256, bytes); }
    for (const key of keys) this.#hold(key, kept);
    this.#note(keys.map((key) => [key, kept]));
    return kept;
  }
  forget(keys: readonly string[]): void {
    const known = keys.filter((key) => this.#pages.has(key) || this.#outdated.has(key));
    for (const key of known) this.#drop(key);
    if (known.length) this.#note(known.map((key) => [key, null]));
  }
  /** From now on these are to be made again, or for the first time; noted on disk, so that it also holds after a stop. */
  outdate(keys: readonly string[]): void {
    const fresh = keys.filter((key) => !this.#outdated.has(key));
    for (const key of fresh) this.#outdated.add(key);
    if (fresh.length) this.#note(fresh.map((key) => [key, OUTDATED]));
  }
  isOutdated(key: string): boolean { return this.#outdated.has(key); }
  /** What is to be made again, the oldest first; may be gone through while they are made. */
  get outdated(): ReadonlySet<string> { return this.#outdated; }

  /** Null when the file is gone after all: the page is then made again. */
  body({ sha256 }: KeptPage, packing: Packing): Buffer | null {
    const name = packing ? sha256 + ENDING[packing] : sha256, known = this.#bodies.get(name);
    if (known) { this.#bodies.delete(name); this.#bodies.set(name, known); return known; }
    try {
      const read = (packing ? null : this.#unwritten.get(sha256)) ?? readFileSync(this.#pathOf(sha256) + (packing ? ENDING[packing] : ''));
      if (read.length > MOST_BYTES / 8) return read;
      this.#bodies.set(name, read);
      this.#bodyBytes += read.length;
      for (const [oldest, bytes] of this.#bodies) { if (this.#bodyBytes <= MOST_BYTES) break; this.#bodies.delete(oldest); this.#bodyBytes -= bytes.length; }
      return read;
    } catch { return null; }
  }

  /** Something small that is kept beside the pages: how far the log was followed, which sites there are. */
  remember(name: string, value: unknown): void {
    if (this.#unwritten.size) this.#writeAgain();
    if (this.#indexIsTorn) this.#rewrite();
    const handle = openSync(this.#index, 'a'); // what was noted of pages must not be older than what says that it is all there
    try { fsyncSync(handle); } finally { closeSync(handle); }
    writeWhole(join(this.#directory, name), Buffer.from(JSON.stringify(value)));
  }
  recall<T>(name: string): T | null { try { return JSON.parse(readFileSync(join(this.#directory, name), 'utf8')) as T; } catch { return null; } }

  #pathOf(sha256: string): string { return join(this.#directory, 'files', sha256.slice(0, 2), sha256); }
  #hold(key: string, page: KeptPage): void {
    this.#drop(key); // which is no longer outdated, either
    this.#pages.set(key, page);
    for (const tag of page.tags) { const keys = this.#byTag.get(tag); if (keys) keys.add(key); else this.#byTag.set(tag, new Set([key])); }
    for (const picture of page.pictures) this.#byPicture.set(picture, (this.#byPicture.get(picture) ?? 0) + 1);
  }
  #drop(key: string): void {
    const page = this.#pages.get(key);
    this.#outdated.delete(key);
    if (!page) return;
    this.#pages.delete(key);
    for (const tag of page.tags) { const keys = this.#byTag.get(tag); keys?.delete(key); if (keys?.size === 0) this.#byTag.delete(tag); }
    for (const picture of page.pictures) { const left = (this.#byPicture.get(picture) ?? 0) - 1; if (left > 0) this.#byPicture.set(picture, left); else this.#byPicture.delete(picture); }
  }
  #note(lines: readonly Line[]): void {
    if (this.#indexIsTorn) return; // half a line may stand at its end; all of it is written with the next `remember`
    try { appendFileSync(this.#index, lines.map((line) => `${JSON.stringify(line)}\n`).join('')); } catch { this.#indexIsTorn = true; return; }
    this.#lines += lines.length;
    if (this.#lines > 4 * this.#pages.size + 10_000) try { this.#rewrite(); } catch { /* the long index stays as it is */ }
  }
  #write(sha256: string, bytes: Uint8Array, packed: boolean): void {
    const path = this.#pathOf(sha256);
    if (existsSync(path) && (!packed || existsSync(path + ENDING.gzip))) return;
    mkdirSync(join(path, '..'), { recursive: true });
    if (packed) {
      const quality = bytes.length > PACKED_HARD_BYTES ? 5 : 9;
      writeWhole(path + ENDING.br, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } }));
      writeWhole(path + ENDING.gzip, gzipSync(bytes, { level: quality }));
    }
    writeWhole(path, bytes);
  }
  #holdUnwritten(sha256: string, bytes: Uint8Array): void {
    if (this.#unwritten.has(sha256)) return;
    this.#unwritten.set(sha256, Buffer.from(bytes));
    this.#unwrittenBytes += bytes.length;
    for (const [oldest, held] of this.#unwritten) { if (this.#unwrittenBytes <= MOST_BYTES || oldest === sha256) break; this.#unwritten.delete(oldest); this.#unwrittenBytes -= held.length; }
  }
  /** Throws while there is no room. */
  #writeAgain(): void {
    const packed = new Map([...this.#pages.values()].map((page) => [page.sha256, page.packed]));
    for (const [sha256, bytes] of this.#unwritten) {
      if (packed.has(sha256)) this.#write(sha256, bytes, packed.get(sha256)!);
      this.#unwritten.delete(sha256);
      this.#unwrittenBytes -= bytes.length;
    }
  }
  /** Only what holds now, and only the files it names. */
  #rewrite(): void {
    writeWhole(this.#index, Buffer.from([...this.#pages, ...[...this.#outdated].map((key): Line => [key, OUTDATED])].map((line) => `${JSON.stringify(line)}\n`).join('')));
    this.#lines = this.#pages.size + this.#outdated.size;
    this.#indexIsTorn = false;
    const named = new Set([...this.#pages.values()].map((page) => page.sha256)), root = join(this.#directory, 'files');
    for (const folder of readdirSync(root)) for (const name of readdirSync(join(root, folder))) if (!named.has(name.slice(0, 64))) rmSync(join(root, folder, name), { force: true });
  }
}

/** Readers never meet half a file. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, bytes);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true }); // half of it would take room that is missing
    throw error;
  }
}
