import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printDocument } from './print.ts';
import { reportDocument } from './test-samples.ts';

test('other nouns get the bytes, a name to save them under and the media type', async () => {
  const word = await printDocument(reportDocument(), 'docx'), pdf = await printDocument(reportDocument(), 'pdf');
  assert.ok(word.fileName.endsWith('.docx') && word.mediaType.includes('wordprocessingml') && word.bytes[0] === 0x50 && word.bytes[1] === 0x4b);
  assert.ok(pdf.fileName.endsWith('.pdf') && pdf.mediaType === 'application/pdf' && Buffer.from(pdf.bytes.subarray(0, 5)).toString() === '%PDF-');
});
