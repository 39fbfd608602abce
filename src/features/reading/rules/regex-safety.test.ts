import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkSync } from 'recheck';

/** Regular expression literals of a source text: strings, templates and comments are skipped. */
function regexLiterals(source: string): { pattern: string; flags: string }[] {
  const found: { pattern: string; flags: string }[] = [];
  let i = 0, before = '';
  while (i < source.length) {
    const char = source[i]!;
    if (char === '/' && source[i + 1] === '/') { i = source.indexOf('\n', i); if (i < 0) break; continue; }
    if (char === '/' && source[i + 1] === '*') { i = source.indexOf('*/', i) + 2; continue; }
    if (char === "'" || char === '"' || char === '`') {
      let end = i + 1;
      while (end < source.length && source[end] !== char) end += source[end] === '\\' ? 2 : 1;
      i = end + 1;
      before = char;
      continue;
    }
    if (char === '/' && ('(=,:?!&|[{;>+'.includes(before) || before === '' || /(?:return|of)\s*$/.test(source.slice(Math.max(0, i - 10), i)))) {
      let end = i + 1, inClass = false;
      while (end < source.length && (source[end] !== '/' || inClass)) {
        if (source[end] === '\\') end++;
        else if (source[end] === '[') inClass = true;
        else if (source[end] === ']') inClass = false;
        end++;
      }
      const flags = /^[a-z]*/.exec(source.slice(end + 1))![0];
      found.push({ pattern: source.slice(i + 1, end), flags });
      i = end + 1 + flags.length;
      before = '/';
      continue;
    }
    if (!/\s/.test(char)) before = char;
    i++;
  }
  return found;
}

const here = dirname(fileURLToPath(import.meta.url));
const folders = [here, join(here, '..', 'extract'), join(here, '..', '..', 'calendar', 'rules')];

test('no regular expression of reading or of printed times takes more than linear time', () => {
  let checked = 0;
  const bad: string[] = [];
  const done = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      for (const { pattern, flags } of regexLiterals(readFileSync(join(folder, file), 'utf8'))) {
        if (done.has(`${pattern}/${flags}`)) continue;
        done.add(`${pattern}/${flags}`);
        checked++;
        const result = checkSync(pattern, flags, { timeout: 5_000 });
        if (result.status === 'vulnerable') bad.push(`${file}: /${pattern}/${flags}: ${result.complexity.summary}`);
      }
    }
  }
  assert.ok(checked > 50, `only ${checked} expressions found`);
  assert.deepEqual(bad, []);
});
