import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT } from '#test/support/loa-process.ts';
import { tempFolder } from '#test/support/temp.ts';
import { runCommand } from './cli.ts';
import { COMMANDS } from './commands/index.ts';

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runCommand(args, { stdout: { write: (text: string) => { out += text; } }, stderr: { write: (text: string) => { err += text; } } });
  return { code, out, err };
}

describe('the command line', () => {
  test('without a command is wrong usage; with --help it lists every command', async () => {
    assert.equal((await run()).code, 2);
    const { code, out } = await run('--help');
    assert.equal(code, 0);
    for (const { name, summary } of COMMANDS) assert.ok(out.includes(name) && out.includes(summary), name);
  });

  for (const { name, summary, load } of COMMANDS) {
    test(`${name} --help says how it is used`, async () => {
      const { code, out, err } = await run(name, '--help');
      assert.equal(code, 0);
      assert.equal(err, '');
      assert.ok(out.includes(name) && out.length > 100);
      const command = await load();
      assert.equal(command.name, name);
      assert.equal(typeof summary, 'string');
    });

    test(`${name} refuses an option it does not know, in one line, with 2`, async () => {
      const { code, err } = await run(name, '--no-such-option');
      assert.equal(code, 2, err);
      assert.equal(err.trim().split('\n').length, 1);
    });
  }

  test('prints everything into a pipe whose reader is slow, and ends well when it leaves early', () => {
    const folder = tempFolder('pipe'), paper = join(folder, 'long.txt'), loa = join(ROOT, 'bin/loa');
    writeFileSync(paper, 'Tuyên truyền cải cách hành chính tới từng thôn, tổ dân phố trên địa bàn xã.\n\n'.repeat(2000));
    const piped = execFileSync('/bin/sh', ['-c', '"$0" read --json "$1" | (sleep 0.3; cat)', loa, paper], { encoding: 'utf8', maxBuffer: 1 << 26 });
    assert.ok(piped.length > 100_000, `${piped.length} characters`);
    assert.equal(JSON.parse(piped).schema, 'loa-plan/1');
    assert.equal(execFileSync('/bin/sh', ['-c', '"$0" read --json "$1" | head -c 10', loa, paper], { encoding: 'utf8' }).length, 10);
  });
});
