import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planDocument, reportDocument } from '../test-samples.ts';
import { fileNameOf } from './file-name.ts';

test('a document is saved under its number, notation, year and the start of its subject, in plain letters', () => {
  assert.equal(fileNameOf(planDocument(), 'pdf'), '07-KH-UBND-2026-tuyen-truyen-cai-cach-hanh-chinh-nam-2026-tren-dia-ban-tinh.pdf');
  assert.equal(fileNameOf(reportDocument(), 'docx'), 'BC-SVHTTDL-2026-ket-qua-cong-tac-tuyen-truyen-cai-cach-hanh-chinh-quy-iii.docx');
  assert.equal(fileNameOf({ ...planDocument(), number: '../7', subject: '' }, 'pdf'), '7-KH-UBND-2026.pdf');
  assert.equal(fileNameOf({ ...planDocument(), subject: 'x'.repeat(90) }, 'pdf').length < 100, true);
});
