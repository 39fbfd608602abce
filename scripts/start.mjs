// What bin/loa and bin/loa-test do before there are packages or a build. Plain JavaScript for Node 20 and later; imports
// nothing but Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** @typedef {string} Root the checkout */

/** @param {string} url of a script in bin/ @returns {Root} */
export const rootOf = (url) => dirname(dirname(realpathSync(fileURLToPath(url))));

const say = (/** @type {string} */ line) => process.stderr.write(`${line}\n`);
const fail = (/** @type {string} */ line) => { say(line); process.exit(1); };
const sha256 = (/** @type {string | Buffer} */ data) => createHash('sha256').update(data).digest('hex');
const readJson = (/** @type {string} */ path) => { try { return JSON.parse(readFileSync(path, 'utf8')); } catch { return null; } };

/** Installs the packages when they are not those of package-lock.json. @param {Root} root */
export function ensureInstalled(root) {
  if (isInstalled(root)) return;
  const free = takeLock(root);
  if (!isInstalled(root)) { // else another start was faster
    say('Đang cài các gói cần thiết (lần đầu mất khoảng nửa phút) …');
    const { status, error } = spawnSync('npm', [
      'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false',
    ], { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, NODE_ENV: '' } });
    if (error || status !== 0) free();
    if (error) fail(`Không chạy được npm (${/** @type {any} */ (error).code}). Hãy cài Node.js 20 trở lên kèm npm rồi chạy lại.`);
    if (status !== 0) fail('npm không cài được các gói. Hãy xem dòng báo lỗi ở trên, kiểm tra mạng và chỗ trống trên ổ đĩa rồi chạy lại.');
    writeFileSync(markerOf(root), `${lockHash(root)}\n`);
  }
  free();
}

const markerOf = (/** @type {Root} */ root) => join(root, 'node_modules/.loa-installed');
const lockHash = (/** @type {Root} */ root) => sha256(readFileSync(join(root, 'package-lock.json')));

function isInstalled(/** @type {Root} */ root) {
  let marker = null;
  try { marker = readFileSync(markerOf(root), 'utf8').trim(); } catch { /* none: look closer */ }
  if (marker === lockHash(root)) return true;
  if (!matchesHiddenLock(root)) return false;
  try { writeFileSync(markerOf(root), `${lockHash(root)}\n`); } catch { /* a checkout that may not be written: look again next time */ }
  return true;
}

/** Somebody ran `npm ci` by hand: npm's own note of what it installed agrees with the lock file. */
function matchesHiddenLock(/** @type {Root} */ root) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages, found = readJson(join(root, 'node_modules/.package-lock.json'))?.packages;
  if (!wanted || !found) return false;
  return Object.entries(wanted).every(([path, entry]) => path === '' || (found[path] ? found[path].version === entry.version : entry.optional === true || entry.devOptional === true))
    && Object.keys(found).every((path) => wanted[path]) && existsSync(join(root, 'node_modules/esbuild/package.json'));
}

/**
 * Goes on in the Node that the packages pin. From the second start on bin/loa runs in it already; only a first start
 * under another Node gets here, and hands over. @param {Root} root
 */
export async function continueOnPinnedNode(root) {
  const pinned = readJson(join(root, `node_modules/node-linux-${process.arch}/package.json`))?.version;
  if (pinned === process.versions.node) return;
  if (!pinned) {
    if (Number(process.versions.node.split('.')[0]) >= 24) return;
    fail(`Loa cần Node.js 24; máy này có ${process.version} và gói Node kèm theo không có cho ${process.platform}-${process.arch}. Hãy cài Node.js 24 rồi chạy lại.`);
  }
  const node = realpathSync(join(root, 'node_modules/.bin/node'));
  const args = ['--enable-source-maps', ...process.argv.slice(1)];
  if ('execve' in process) /** @type {any} */ (process).execve(node, [node, ...args], process.env);
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  await new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.exitCode = code ?? 128 + (constants.signals[/** @type {NodeJS.Signals} */ (signal)] ?? 0);
      resolve(undefined);
    });
    child.on('error', (error) => fail(`Không chạy được Node kèm theo: ${error.message}`));
  });
  process.exit();
}

/** The folder of a build of exactly these sources, as a URL; builds when there is none. @param {Root} root */
export async function ensureBuilt(root) {
  const folder = join(root, '.build', fingerprint(root));
  if (!existsSync(join(folder, 'cli.js'))) {
    const free = takeLock(root);
    try {
      if (!existsSync(join(folder, 'cli.js'))) {
        const { build } = await import(pathToFileURL(join(root, 'scripts/build.ts')).href);
        await build(root, folder);
      }
    } catch (error) {
      free();
      fail(`Không dựng được chương trình: ${error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : error}`);
    }
    free();
  }
  try { utimesSync(folder, new Date(), new Date()); } catch { /* somebody else's checkout: only the order of clearing up */ }
  return pathToFileURL(folder).href;
}

/** Changes with every file that goes into a build: added, changed or deleted. */
function fingerprint(/** @type {Root} */ root) {
  const lines = /** @type {string[]} */ ([]);
  const walk = (/** @type {string} */ path) => {
    const status = statSync(join(root, path), { throwIfNoEntry: false });
    if (status?.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) walk(`${path}/${name}`);
    else if (status && !/\.test\.tsx?$/.test(path)) lines.push(`${path} ${status.size} ${status.mtimeMs}`);
  };
  for (const path of ['src', 'migrations', 'demo', 'scripts', 'package.json', 'package-lock.json']) walk(path);
  return sha256(`${process.arch}\n${lines.join('\n')}`).slice(0, 16);
}

const STALE_LOCK_MS = 15 * 60_000;

/** One start at a time installs or builds; a folder is made by one only. Returns how to give it back. */
function takeLock(/** @type {Root} */ root) {
  const lock = join(root, '.build/lock');
  try {
    mkdirSync(join(root, '.build'), { recursive: true });
  } catch (error) {
    fail(`Không ghi được vào ${root} (${/** @type {any} */ (error).code}). Hãy chạy "bin/loa --help" một lần bằng người dùng có quyền ghi vào thư mục này.`);
  }
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(join(lock, 'pid'), String(process.pid));
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (/** @type {any} */ (error).code !== 'EEXIST') fail(`Không ghi được vào ${root} (${/** @type {any} */ (error).code}). Hãy chạy "bin/loa --help" một lần bằng người dùng có quyền ghi vào thư mục này.`);
      if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
      else Atomics.wait(pause, 0, 0, 100);
    }
  }
}

function isAbandoned(/** @type {string} */ lock) {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  let owner = 0;
  try { owner = Number(readFileSync(join(lock, 'pid'), 'utf8')); } catch { /* not written yet */ }
  return age > STALE_LOCK_MS || (owner ? !isAlive(owner) : age > 10_000);
}

/** A process that was killed may stay listed for ever where process 1 does not reap: its state is Z then. */
function isAlive(/** @type {number} */ pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !'ZX'.includes(stat.charAt(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
