import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { zipSync, strToU8 } from 'fflate';
import { sniff } from './sniff.ts';

const office = (part: string) => Buffer.from(zipSync({ '[Content_Types].xml': strToU8('<x/>'), [part]: strToU8('<x/>') }));
const ftyp = (brand: string) => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from(`ftyp${brand}`), Buffer.alloc(12)]);
const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } });

describe('what a file is, by its bytes', () => {
  const cases: [string, Uint8Array | Promise<Uint8Array>, string | null][] = [
    ['a JPEG', picture.clone().jpeg().toBuffer(), 'image/jpeg'], ['a PNG', picture.clone().png().toBuffer(), 'image/png'], ['a WebP', picture.clone().webp().toBuffer(), 'image/webp'], ['a GIF', picture.clone().gif().toBuffer(), 'image/gif'],
    ['a HEIC', ftyp('heic'), 'image/heic'], ['an MP4', ftyp('isom'), 'video/mp4'], ['an M4A', ftyp('M4A '), 'audio/mp4'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'application/pdf'], ['Word', office('word/document.xml'), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['Excel', office('xl/workbook.xml'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['a ZIP', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'application/zip'],
    ['an MP3 with a tag', Buffer.from('ID3\x04\0\0'), 'audio/mpeg'], ['an MP3 without', Buffer.from([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'], ['text', Buffer.from('Danh sách lớp tập huấn'), 'text/plain'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), null], ['a Windows program', Buffer.from('MZ\x90\0\x03\0'), null], ['nothing', new Uint8Array(0), null],
    ['a page that pretends to be a picture', Buffer.from('<html><script>alert(1)</script>'), 'text/plain'],
  ];
  for (const [name, bytes, mediaType] of cases) test(`${name} is ${mediaType ?? 'refused'}`, async () => assert.equal(sniff(await bytes)?.mediaType ?? null, mediaType));

  test('long Vietnamese text cut in the middle of a letter is still text', () => {
    for (let shift = 0; shift < 4; shift++) assert.equal(sniff(Buffer.from(`${'x'.repeat(shift)}${'ế'.repeat(30_000)}`))?.mediaType, 'text/plain');
  });
});
