import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { tempFolder } from '#test/support/temp.ts';
import { thread, ThreadFault } from './thread.ts';

const folder = tempFolder('thread'), here = fileURLToPath(new URL('.', import.meta.url));
/** A program of a thread that answers with what this expression says of `job`. */
function programOf(name: string, expression: string): () => URL {
  const file = join(folder, `${name}.mts`);
  writeFileSync(file, `import { answerJobs } from ${JSON.stringify(join(here, 'thread-side.ts'))};\nlet count = 0;\nanswerJobs((job: any) => { count += 1; return ${expression}; });\n`);
  return () => pathToFileURL(file);
}
const faultOf = async (job: Promise<unknown>): Promise<string> => job.then(() => assert.fail('the job ended well'), (error: unknown) => { assert.ok(error instanceof ThreadFault, String(error)); return error.message; });

describe('a thread beside', () => {
  test('answers every job with its own result, in whatever number they are sent, and stays', async () => {
    const work = thread<Uint8Array | number, unknown>('sums', programOf('sums', '({ count, made: typeof job === "number" ? job * 2 : job.map((one) => one + 1) })'));
    const made = await Promise.all(Array.from({ length: 50 }, (_, index) => work(index)));
    assert.deepEqual(made, Array.from({ length: 50 }, (_, index) => ({ count: index + 1, made: index * 2 })));
    assert.deepEqual(await work(new Uint8Array([1, 255])), { count: 51, made: new Uint8Array([2, 0]) });
  });
  test('one fault is of one job', async () => {
    const work = thread<number, number>('faults', programOf('faults', '(() => { if (job < 0) throw new RangeError("below nothing"); return job; })()'));
    const [first, second, third] = [work(1), work(-1), work(3)];
    assert.equal(await faultOf(second), 'below nothing');
    assert.deepEqual([await first, await third], [1, 3]);
    await assert.rejects(work((() => 1) as never), /could not be cloned/);
    assert.equal(await work(4), 4);
  });
  test('whoever waits when it ends is told, and the next job has another', async () => {
    const work = thread<string, number>('ends', programOf('ends', 'job === "end" ? process.exit(3) : job === "fault" ? (setTimeout(() => { throw new Error("a fault of the program"); }), new Promise(() => {})) : count'));
    assert.equal(await work('stay'), 1);
    const [end, after] = [work('end'), work('stay')];
    assert.match(await faultOf(end), /“ends” ended with 3/);
    assert.match(await faultOf(after), /ended with 3/);
    assert.equal(await work('stay'), 1, 'a new one counts anew');
    assert.match(await faultOf(work('fault')), /a fault of the program/);
    assert.equal(await work('stay'), 1);
    const lost = thread<number, number>('lost', () => pathToFileURL(join(folder, 'none.mts')));
    assert.match(await faultOf(lost(1)), /Cannot find module/);
  });
  test('idle, it keeps no program running; a job does', async () => {
    const file = join(folder, 'main.mts'), program = programOf('slow', 'new Promise((resolve) => setTimeout(resolve, 200, job))')().href;
    writeFileSync(file, `import { thread } from ${JSON.stringify(join(here, 'thread.ts'))};\nconst work = thread<string, string>('slow', () => new URL(${JSON.stringify(program)}));\nvoid work('done').then((said) => console.log(said));\nthread('none', () => new URL(${JSON.stringify(program)}))((() => 1) as never).catch(() => {});\n`);
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', file], { timeout: 20_000 });
    assert.equal(stdout.trim(), 'done');
  });
});
