import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { AppError } from '#kernel/app-error.ts';
import { encryptedPdf, hostileTexts, oleFile, pdfBomb, pdfOf, scannedPdf, wordFile, wordParagraph, zipBombs } from '#test/samples/files/damaged-files.ts';
import { command } from './command.ts';
import { extractText } from './extract/extract-text.ts';
import { MAX_FILE_BYTES } from './extract/refusals.ts';
import { readFile, readText } from './read-file.ts';
import { readFacts } from './rules/read-facts.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const PLAN = 'ỦY BAN NHÂN DÂN\nXÃ BÌNH AN\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2026\n\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức của cán bộ.\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn An\n';
const folder = tempFolder('reading');
async function refusal(file: Uint8Array, name: string): Promise<AppError> {
  try { await readFile(file, name); } catch (error) { assert.ok(error instanceof AppError, String(error)); return error; }
  return assert.fail('the file was read');
}

describe('reading a file in a child process', () => {
  test('gives the facts of a plan and names the file', async () => {
    const facts = await readFile(bytes(PLAN), 'kế hoạch.txt');
    assert.equal(facts.schema, 'loa-plan/1');
    assert.equal(facts.source.file, 'kế hoạch.txt');
    assert.equal(facts.document.number, '12/KH-UBND');
  });
  test('gives the text of every kind of file', async () => {
    const kinds = await Promise.all([
      readText(bytes(PLAN), 'a.txt'), readText(bytes('# KẾ HOẠCH\n'), 'a.md'), readText(bytes('<!DOCTYPE html><p>KẾ HOẠCH'), 'a.html'), readText(wordFile(wordParagraph('KẾ HOẠCH')), 'a.docx'),
      readText(pdfOf('BT /F1 12 Tf 72 700 Td (a page with a line of text that is long enough) Tj ET'), 'a.pdf'),
    ]);
    assert.deepEqual(kinds.map((source) => source.kind), ['txt', 'md', 'html', 'docx', 'pdf']);
  });
  test('a paper that is no plan is read all the same', async () => assert.equal((await readFile(bytes('Danh sách cơm trưa\n1. Phở\n'), 'a.txt')).schema, 'loa-plan/1'));
  test('refusals come out of the child with their sentence and the field', async () => {
    for (const [file, sentence] of [[scannedPdf(), /bản chụp/], [encryptedPdf(), /mật khẩu/], [oleFile('WordDocument'), /lưu lại thành \.docx/], [zipBombs()['ratio beyond 100']!, /lớn bất thường/]] as const) {
      const error = await refusal(file, 'a.pdf');
      assert.match(error.message, sentence);
      assert.equal(error.details.field, 'file');
    }
  });
  test('a PDF whose drawing unpacks to hundreds of megabytes is given up, with a sentence', { timeout: 20_000 }, async () => {
    const error = await refusal(pdfBomb(300), 'a.pdf');
    assert.match(error.message, /quá phức tạp/);
    assert.ok(['memory', 'time'].includes((error.details.data as { reason: string }).reason));
  });
  test('a file that is empty or too large is refused before any child is started', async () => {
    assert.match((await refusal(new Uint8Array(0), 'a.txt')).message, /trống/);
    assert.equal((await refusal(new Uint8Array(MAX_FILE_BYTES + 1), 'a.pdf')).code, 'too-large');
  });
});

describe('half a megabyte of hostile text ends in facts or in a sentence, never in a hang', () => {
  for (const [name, text] of Object.entries(hostileTexts())) {
    test(name, { timeout: 20_000 }, async () => {
      const start = performance.now();
      try { readFacts(await extractText(bytes(text), 'a.txt')); } catch (error) { assert.ok(error instanceof AppError, String(error)); }
      assert.ok(performance.now() - start < 8000, `${Math.round(performance.now() - start)} ms`);
    });
  }
  test('and comes out of the child in time', { timeout: 20_000 }, async () => { await readFile(bytes(hostileTexts()['many short lines']!), 'a.txt').catch((error: unknown) => assert.ok(error instanceof AppError)); });
});

describe('loa read', () => {
  const run = async (...args: string[]): Promise<{ code: number; out: string }> => {
    let out = '';
    const write = (text: string): void => { out += text; };
    return { code: await command.run(args, { stdout: { write }, stderr: { write } }), out };
  };
  const path = join(folder, 'kế hoạch.txt');
  writeFileSync(path, PLAN);
  test('prints everything as JSON, or a summary in Vietnamese', async () => {
    const json = await run(path, '--json');
    assert.equal(json.code, 0);
    const facts = JSON.parse(json.out) as { schema: string; text: { paragraphs: { id: string }[] }; spans: { path: string; paragraph?: string }[]; source: { file: string } };
    assert.equal(facts.schema, 'loa-plan/1');
    assert.equal(facts.source.file, 'kế hoạch.txt');
    const ids = new Set(facts.text.paragraphs.map((paragraph) => paragraph.id));
    for (const span of facts.spans) assert.ok(span.paragraph === undefined || ids.has(span.paragraph));
    assert.match((await run(path)).out, /^Kế hoạch: Tuyên truyền cải cách hành chính năm 2026\nSố: 12\/KH-UBND/);
  });
  test('wrong usage, a missing file and a folder are told apart', async () => {
    await assert.rejects(run(), (error: AppError) => error.code === 'usage');
    await assert.rejects(run(path, '--jsom'), (error: AppError) => error.code === 'usage');
    await assert.rejects(run(join(folder, 'không có')), (error: AppError) => error.code === 'not-found' && /Không có tệp/.test(error.message));
    await assert.rejects(run(folder), /thư mục/);
  });
});

test('the bundle reads too: the child is an entry point beside the program', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url)), outdir = join(folder, 'build');
  const { metafile } = await build({
    absWorkingDir: root, entryPoints: { child: 'src/features/reading/child.ts', program: 'src/features/reading/read-file.ts', command: 'src/features/reading/command.ts' }, outdir, metafile: true, bundle: true, splitting: true, format: 'esm', platform: 'node',
    target: 'node24', chunkNames: '[name]-[hash]', logLevel: 'silent', banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  });
  assert.deepEqual(Object.keys(metafile.inputs).filter((input) => /platform\/db|node_modules\/(?:pg|kysely)\//.test(input)), [], 'reading needs no database');
  writeFileSync(join(outdir, 'package.json'), '{"type":"module"}');
  writeFileSync(join(outdir, 'main.js'), `import { readFile } from 'node:fs/promises';\nimport { readText } from './program.js';\nfor (const path of process.argv.slice(2)) console.log((await readText(new Uint8Array(await readFile(path)), path)).kind);\n`);
  const files = { 'a.txt': bytes(PLAN), 'a.html': bytes('<!DOCTYPE html><p>KẾ HOẠCH'), 'a.docx': wordFile(wordParagraph('KẾ HOẠCH')), 'a.pdf': pdfOf('BT /F1 12 Tf 72 700 Td (a page with a line of text that is long enough) Tj ET') };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const { stdout } = await promisify(execFile)(process.execPath, [join(outdir, 'main.js'), ...Object.keys(files).map((name) => join(folder, name))]);
  assert.equal(stdout, 'txt\nhtml\ndocx\npdf\n');
});
