import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOA = join(ROOT, 'bin/loa');

export interface Run { readonly code: number | null; readonly stdout: string; readonly stderr: string }

export interface LoaProcess {
  /** Where it answers, from its line `ready URL`. */
  readonly url: string;
  readonly data: string;
  /** Everything it has printed on stdout so far, by line. */
  lines(): string[];
  /** Everything it has said on stderr so far. */
  errors(): string;
  readonly child: ChildProcess;
  /** SIGTERM, then its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly exited: Promise<Run>;
}

export interface LoaOptions {
  /** Words after `bin/loa`; `--data` and (but to a worker) `--port 0` are added. */
  readonly args?: readonly string[];
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly program?: string;
  readonly timeout?: number;
  /** What it says when it answers, with the address; the line `ready URL` unless given. */
  readonly when?: RegExp;
}

const environment = (env: LoaOptions['env'] = {}): NodeJS.ProcessEnv => {
  // What a test run has in its environment must not decide what the program does.
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LOA_') && !name.startsWith('NODE_')));
  return { ...inherited, ...env };
};

/** `npm run test:server`: the program works with a database of its own on the server of the tests. */
async function serverEnvironment(data: string): Promise<Record<string, string>> {
  const { testDb } = await import('./database.ts');
  const { user, password, host, port, database } = (await testDb({ empty: true })).address;
  return { LOA_DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}`, LOA_STATE_DIR: data };
}

/** Starts `bin/loa serve` (or what `args` say) and waits until it is ready. Stop it in an `after` inside a `describe`. */
export async function startLoa(options: LoaOptions = {}): Promise<LoaProcess> {
  const data = options.data ?? await mkdtemp(join(tmpdir(), 'loa-data-'));
  const env = { ...options.env, ...(process.env.LOA_TEST_SERVER && options.data === undefined ? await serverEnvironment(data) : {}) };
  const place = 'LOA_DATABASE_URL' in env ? [] : ['--data', data];
  const child = spawn(options.program ?? LOA, [...(options.args ?? ['serve']), ...place, ...(options.args?.[0] === 'worker' ? [] : ['--port', '0'])], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const { exited, output } = watch(child);
  const url = await Promise.race([
    readyLine(child, output, options.when),
    exited.then(({ code, stderr }) => { throw new Error(`bin/loa ended with ${code}: ${stderr.trim()}`); }),
    sleep(options.timeout ?? 60_000, undefined, { ref: false }).then(() => { child.kill('SIGKILL'); throw new Error(`bin/loa was not ready in time: ${output().stdout} ${output().stderr}`); }),
  ]);
  return {
    url, data, child, exited, lines: () => output().stdout.split('\n').filter(Boolean), errors: () => output().stderr,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const { code } = await exited;
      if (options.data === undefined) await rm(data, { recursive: true, force: true });
      return code;
    },
  };
}

/** Runs a command to its end. */
export async function runLoa(args: readonly string[], options: Omit<LoaOptions, 'args' | 'data'> = {}): Promise<Run> {
  const child = spawn(options.program ?? LOA, [...args], { env: environment(options.env), stdio: ['ignore', 'pipe', 'pipe'] });
  const patience = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 60_000);
  try { return await watch(child).exited; } finally { clearTimeout(patience); }
}

function watch(child: ChildProcess): { exited: Promise<Run>; output: () => { stdout: string; stderr: string } } {
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (part: Buffer) => { stdout += part.toString(); });
  child.stderr!.on('data', (part: Buffer) => { stderr += part.toString(); });
  const exited = new Promise<Run>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  exited.catch(() => {});
  return { exited, output: () => ({ stdout, stderr }) };
}

async function readyLine(child: ChildProcess, output: () => { stdout: string; stderr: string }, when: RegExp = /^ready (\S+)$/m): Promise<string> {
  for (;;) {
    const { stdout, stderr } = output(), found = when.exec(`${stdout}\n${stderr}`)?.[1];
    if (found) return found;
    if (child.exitCode !== null) return new Promise(() => {}); // the other promise tells
    await sleep(10);
  }
}

/** Process id of the PostgreSQL of a data directory, from its own note. */
export const postgresPid = async (data: string): Promise<number> => Number((await readFile(join(data, 'pg/postmaster.pid'), 'utf8')).split('\n')[0]);
