/**
 * Work on untrusted bytes in a child process that can be killed: one process for each job, so that nothing of one file is left
 * for the next; a fixed number at once, the rest waits in line.
 *
 * What holds the child:
 * - its environment is PATH and LANG, nothing else: no database address, no secrets;
 * - Node's permission model: it reads only the folders named here, writes nothing, starts no process, no worker, no native addon;
 *   code from strings is switched off. (Node 24 has no permission for the network: `denyNetwork` in the child does that.)
 * - time on the wall, resident memory (read from /proc) and processor seconds (the shell's `ulimit`, which also ends a child whose
 *   parent was killed). Whoever goes beyond is killed, and the job fails with a ChildFailure.
 *
 * Protocol: stdin carries one line of JSON (`request`), then the raw bytes; stdout carries one JSON value.
 */
import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';

export type ChildFailureReason = 'time' | 'memory' | 'crash' | 'output' | 'queue';

export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
  constructor(readonly reason: ChildFailureReason, message: string) { super(message); }
}

/** What to start: a JavaScript (or, from source, TypeScript) file, the folders it may read, and Node's flags for it. */
export interface ChildProgram { readonly file: string; readonly readable: readonly string[]; readonly flags: readonly string[] }

export interface ChildLimits {
  readonly milliseconds: number;
  readonly residentBytes: number;
  /** Longest answer taken from the child. */
  readonly outputBytes: number;
  /** Jobs that may wait for a slot; the next one is refused at once. */
  readonly waiting: number;
}

export const DEFAULT_LIMITS: ChildLimits = { milliseconds: 10_000, residentBytes: 512 * 2 ** 20, outputBytes: 64 * 2 ** 20, waiting: 200 };

export interface ChildPool {
  /** Resolves with what the child answered; rejects with ChildFailure. */
  run(request: unknown, bytes: Uint8Array): Promise<unknown>;
}

const POLL_MS = 25;

export function childPool(program: () => ChildProgram, slots: number, limits: Partial<ChildLimits> = {}): ChildPool {
  const held = { ...DEFAULT_LIMITS, ...limits };
  const line: (() => void)[] = [];
  let free = slots;

  const enter = (): Promise<void> | void => {
    if (free > 0) { free -= 1; return; }
    if (line.length >= held.waiting) throw new ChildFailure('queue', `${line.length} jobs are waiting already`);
    return new Promise<void>((resolve) => line.push(resolve));
  };
  const leave = (): void => { const next = line.shift(); if (next) next(); else free += 1; };

  return {
    async run(request, bytes) {
      await enter();
      try { return await runChild(program(), request, bytes, held); } finally { leave(); }
    },
  };
}

function runChild(program: ChildProgram, request: unknown, bytes: Uint8Array, limits: ChildLimits): Promise<unknown> {
  const heap = Math.floor(limits.residentBytes / 2 ** 20 * 0.7);
  const node = [
    '--permission', ...program.readable.map((folder) => `--allow-fs-read=${real(folder)}`), '--disallow-code-generation-from-strings',
    '--no-warnings', `--max-old-space-size=${heap}`, '--max-semi-space-size=16', ...program.flags, real(program.file),
  ];
  const seconds = Math.ceil(limits.milliseconds / 1000) + 5;
  const child = spawn('/bin/sh', ['-c', 'ulimit -c 0; ulimit -t "$0"; exec "$@"', String(seconds), process.execPath, ...node], {
    env: { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8' }, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'],
  });

  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0, complaint = '', failure: ChildFailure | null = null;
    const kill = (reason: ChildFailureReason, message: string): void => { failure ??= new ChildFailure(reason, message); child.kill('SIGKILL'); };

    const timer = setTimeout(() => kill('time', `no answer within ${limits.milliseconds} ms`), limits.milliseconds);
    const watch = setInterval(() => {
      const resident = child.pid === undefined ? 0 : residentBytes(child.pid);
      if (resident > limits.residentBytes) kill('memory', `${resident} bytes resident`);
    }, POLL_MS);

    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.outputBytes) kill('output', `an answer of more than ${limits.outputBytes} bytes`);
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => { if (complaint.length < 4000) complaint += chunk.toString('utf8'); });
    child.stdin.on('error', () => { /* The child ended before it read everything: its end says why. */ });
    child.on('error', (error) => { failure ??= new ChildFailure('crash', error.message); });
    child.on('close', (code, signal) => {
      clearTimeout(timer); clearInterval(watch);
      if (failure) return reject(failure);
      // V8 gives up with SIGABRT (exit 134 under a shell) when the heap limit is reached; SIGXCPU is the shell's limit.
      if (signal === 'SIGABRT' || code === 134) return reject(new ChildFailure('memory', lastLine(complaint)));
      if (signal === 'SIGXCPU' || signal === 'SIGKILL') return reject(new ChildFailure('time', `ended by ${signal}`));
      if (code !== 0) return reject(new ChildFailure('crash', `exit ${code ?? signal}: ${lastLine(complaint)}`));
      try { resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))); } catch { reject(new ChildFailure('crash', `no JSON in the answer: ${lastLine(complaint)}`)); }
    });

    child.stdin.write(`${JSON.stringify(request)}\n`);
    child.stdin.end(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
}

/** Permissions are checked against real paths; a checkout may lie behind a link. */
const real = (path: string): string => { try { return realpathSync(path); } catch { return path; } };

/** 0 when the process is gone. The shell replaces itself by Node, so the pid stays the same. */
function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1'), at = status.indexOf('VmRSS:');
    return at < 0 ? 0 : Number.parseInt(status.slice(at + 6), 10) * 1024;
  } catch { return 0; }
}

/** What a dying Node says: the line with the error, else the last ones. */
function lastLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => /^[A-Za-z]*(?:Error|Exception)\b.*:|^FATAL ERROR/.test(line)) ?? lines.slice(-3).join(' | ')).slice(0, 500);
}
