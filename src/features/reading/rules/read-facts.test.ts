import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { describe, test } from 'node:test';
import { CORPUS, SAMPLES, sourceOf } from '#test/support/corpus.ts';
import { compareReading } from '#test/support/score-reading.ts';
import { extractText } from '../extract/extract-text.ts';
import { readFacts } from './read-facts.ts';
import type { SourceText } from './source-text.ts';

const samples = readdirSync(SAMPLES).filter((file) => file.endsWith('.gold.json')).map((file) => {
  const gold = JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'));
  return { name: basename(file, '.gold.json'), gold, path: join(SAMPLES, gold.source.file) };
});
const textSource = (text: string): SourceText => ({ kind: 'txt', warnings: [], paragraphs: text.split('\n').map((line, i) => ({ id: `l${i}`, page: null, text: line })) });

describe('every own sample is read to its gold', () => {
  for (const { name, gold, path } of samples) {
    test(name, async () => {
      const { missed, extra } = compareReading(gold, readFacts(await sourceOf(path)));
      assert.deepEqual({ missed, extra }, { missed: [], extra: [] });
    });
  }
});

test('the real plans of the corpus are read with a mean F1 of at least 97 %, the annex table in each of its formats', { skip: CORPUS ? false : 'the corpus does not lie beside this checkout' }, async () => {
  const folders = new Map<string, string>();
  const scratch = mkdtempSync(join(tmpdir(), 'loa-read-'));
  try {
    for (const file of readdirSync(join(CORPUS!, 'texts'))) {
      const format = extname(file).slice(1);
      if (!folders.has(format)) folders.set(format, mkdtempSync(join(scratch, `${format}-`)));
      writeFileSync(join(folders.get(format)!, `${basename(file, extname(file))}.json`), JSON.stringify(readFacts(await sourceOf(join(CORPUS!, 'texts', file)))));
    }
    for (const [format, folder] of folders) {
      const scored = JSON.parse(execFileSync(process.execPath, [join(CORPUS!, 'score.mjs'), join(CORPUS!, 'gold'), folder, '--json'], { encoding: 'utf8' }));
      if (format === 'txt') assert.ok(scored.mean >= 0.97, `mean ${scored.mean}`);
      for (const file of readdirSync(folder)) assert.ok(scored.documents[basename(file, '.json')].mean >= 0.97, `${format} ${file}: ${scored.documents[basename(file, '.json')].mean}`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

/** A small deterministic generator, so that a failure can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}
/** What PDF extraction does to a text: blanks lost between small words, page numbers and links between lines, decomposed letters, long dashes. */
function damage(text: string, seed: number): string {
  const random = seeded(seed);
  const lines: string[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    const isProse = line.length > 60 && !line.includes('|') && !/\s{3}/.test(line) && !/[A-ZĐ]{4}/.test(line.slice(0, 20));
    lines.push(isProse ? line.replace(/(?<=\p{Ll}{2}) (?=\p{Ll}{2,}[ ,.])/gu, (blank) => (random() < 0.04 ? '' : blank)) : line);
    if (i > 25 && isProse && random() < 0.08) lines.push('', String(2 + Math.floor(random() * 8)), '', 'https://congbao.example.vn/van-ban/ke-hoach-tuyen-truyen.aspx');
  }
  const joined = lines.join('\n');
  return seed % 2 === 0 ? joined.normalize('NFD') : joined.replace(/ - /g, ' – ');
}
describe('damage of the kind PDF extraction does changes at most one fact in twenty', () => {
  for (const { name, gold, path } of samples.filter((one) => one.path.endsWith('.txt') && isUtf8(readFileSync(one.path)))) {
    test(name, async () => {
      for (const seed of [1, 2, 3]) {
        const { f1, missed, extra } = compareReading(gold, readFacts(await extractText(new TextEncoder().encode(damage(readFileSync(path, 'utf8'), seed)), basename(path))));
        assert.ok(f1 >= 0.95, `seed ${seed}: F1 ${f1}\n${[...missed.map((m) => `- ${m}`), ...extra.map((m) => `+ ${m}`)].join('\n')}`);
      }
    });
  }
});

test('spans point into the normalised text at the words of the fact', async () => {
  for (const { path } of samples) {
    const read = readFacts(await sourceOf(path));
    const texts = new Map(read.text.paragraphs.map((p) => [p.id, p.text]));
    for (const span of read.spans) {
      if ('inferred' in span) continue;
      const text = texts.get(span.paragraph);
      assert.ok(text !== undefined && span.from >= 0 && span.from < span.to && span.to <= text.length, `${path} ${span.path}`);
      const reference = /^\/legalReferences\/(\d+)$/.exec(span.path);
      const number = reference && read.legalReferences[+reference[1]!]!.number;
      if (number) assert.ok(text.slice(span.from, span.to).replace(/\s/g, '').includes(number.replace(/\s/g, '')), `${path} ${span.path}`);
    }
  }
});

test('a text of 500 kB made to be slow is read in two seconds', () => {
  const size = 500_000;
  const slow = ['- Chủ trì: Sở A, Sở B và các Sở C\n', 'số 12/QĐ-UBND ngày 01/01/2024 của UBND tỉnh X; ', '- ', '1. báo cáo UBND tỉnh (qua Sở A\n', 'trước ngày ', 'tháng 1, ', '('];
  for (const piece of slow) {
    const text = `KẾ HOẠCH\nTuyên truyền năm 2024\nII. HÌNH THỨC\n1. A\n- Chủ trì: ${piece.repeat(Math.floor(size / piece.length))}`;
    const source = textSource(text);
    // Time on the processor: the wall clock also measures what else the machine is doing.
    const start = process.cpuUsage();
    readFacts(source);
    const took = process.cpuUsage(start).user / 1000;
    assert.ok(took < 2000, `${JSON.stringify(piece)}: ${Math.round(took)} ms`);
  }
});

test('any text gives a result, never an exception', () => {
  const random = seeded(7);
  const words = ['KẾ HOẠCH', '\n', 'I. ', '1. ', 'a) ', '- ', 'Chủ trì:', 'Sở Nội vụ', ';', '(', ')', 'ngày 31/02/2024', 'Số:', '/QĐ-UBND', 'Nơi nhận:', 'TM.', 'CHỦ TỊCH', '05 tin/tháng', 'quý V', 'tháng 13', 'báo cáo', 'PHỤ LỤC', '|', '¹', '1'];
  for (let round = 0; round < 300; round++) {
    let text = '';
    for (let i = 0; i < 60; i++) text += `${words[Math.floor(random() * words.length)]} `;
    assert.equal(readFacts(textSource(text)).schema, 'loa-plan/1');
  }
});
