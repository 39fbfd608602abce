/**
 * How well plans are read, on the corpus of real documents that lies beside the checkout (`../shared/plan-corpus`; without it these
 * tests are skipped). Measured by the corpus's own `score.mjs`: mean F1 over the fields it prints.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, test } from 'node:test';
import { tempFolder } from '#test/support/temp.ts';
import { extractText } from '#features/reading/extract/extract-text.ts';
import { readFacts } from '#features/reading/rules/read-facts.ts';
import { paperDocx } from './support/layout-docx.ts';
import { paperPdf } from './support/layout-pdf.ts';
import { paperOf, type Paper } from './support/layout.ts';

const corpus = fileURLToPath(new URL('../../shared/plan-corpus', import.meta.url)), present = existsSync(join(corpus, 'score.mjs'));
const names = present ? readdirSync(join(corpus, 'gold')).map((file) => file.replace('.gold.json', '')).sort() : [];
const work = tempFolder('corpus');

interface Score { readonly mean: number; readonly documents: Readonly<Record<string, { readonly mean: number }>> }
const textOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(corpus, 'texts', `${name}.txt`)));

/** Reads one file for each name and compares with the gold. */
async function score(label: string, files: ReadonlyMap<string, { bytes: Uint8Array; file: string }>): Promise<Score> {
  const gold = join(work, label, 'gold'), read = join(work, label, 'read');
  mkdirSync(gold, { recursive: true });
  mkdirSync(read, { recursive: true });
  for (const [name, { bytes, file }] of files) {
    copyFileSync(join(corpus, 'gold', `${name}.gold.json`), join(gold, `${name}.gold.json`));
    writeFileSync(join(read, `${name}.json`), JSON.stringify(readFacts(await extractText(bytes, file))));
  }
  return JSON.parse(execFileSync(process.execPath, [join(corpus, 'score.mjs'), gold, read, '--json'], { encoding: 'utf8' })) as Score;
}

/** The letterhead of a laid-out paper: what the text shows, else the issuer and what the gold knows from the text. */
function laidOut(name: string): Paper {
  const { document } = JSON.parse(readFileSync(join(corpus, 'gold', `${name}.gold.json`), 'utf8')) as { document: { issuingBody?: string; number?: string | null; place?: string | null; date?: string | null } };
  const [year, month, day] = document.date?.split('-') ?? [];
  return paperOf(new TextDecoder().decode(textOf(name)), document.issuingBody ?? 'ỦY BAN NHÂN DÂN', { number: document.number ?? null, placeAndDate: document.place && day ? `${document.place}, ngày ${day} tháng ${month} năm ${year}` : null });
}

describe('real plans are read', { skip: present ? false : 'the corpus of plans is not beside this checkout' }, () => {
  let text: Promise<Score> | undefined;
  const scoreOfTexts = (): Promise<Score> => (text ??= score('text', new Map(names.map((name) => [name, { bytes: textOf(name), file: `${name}.txt` }]))));

  test('with a mean F1 of at least 97 % over all fields', async () => {
    const { mean } = await scoreOfTexts();
    assert.ok(mean >= 0.97, `${(mean * 100).toFixed(1)} %`);
  });

  for (const name of names.filter((name) => existsSync(join(corpus, 'texts', `${name}.docx`)))) {
    for (const kind of ['txt', 'html', 'docx', 'pdf']) {
      test(`${name} as .${kind}: at least 97 %`, async () => {
        const { mean } = await score(`annex-${kind}`, new Map([[name, { bytes: new Uint8Array(readFileSync(join(corpus, 'texts', `${name}.${kind}`))), file: `${name}.${kind}` }]]));
        assert.ok(mean >= 0.97, `${(mean * 100).toFixed(1)} %`);
      });
    }
  }

  const RUNNING = 'Bản lưu tại Văn thư cơ quan';
  const layouts: Record<string, (paper: Paper) => Uint8Array | Promise<Uint8Array>> = {
    'a Word file': (paper) => paperDocx(paper, { running: RUNNING }), 'a Word file whose numbers Word writes': (paper) => paperDocx(paper, { autoNumbers: true }),
    'a PDF with running lines': (paper) => paperPdf(paper, { running: RUNNING }), 'a PDF without lines in its tables': (paper) => paperPdf(paper, { ruled: false, repeatHeader: false }),
  };
  for (const [layout, make] of Object.entries(layouts)) {
    test(`laid out as ${layout} every one loses at most two points against its text`, async () => {
      const files = new Map<string, { bytes: Uint8Array; file: string }>();
      for (const name of names) files.set(name, { bytes: await make(laidOut(name)), file: name });
      const laid = await score(layout, files), texts = await scoreOfTexts();
      for (const name of names) {
        const [got, wanted] = [laid.documents[name]!.mean, texts.documents[name]!.mean];
        assert.ok(got >= wanted - 0.02, `${name}: ${(got * 100).toFixed(1)} % against ${(wanted * 100).toFixed(1)} %`);
      }
    });
  }
});
