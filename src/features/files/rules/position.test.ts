import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { stripPosition } from './position.ts';
import { sniff } from './sniff.ts';

/** A TIFF structure with a camera name, a date and a GPS directory: latitude 15°7', N. */
function exif(): Buffer {
  const b = Buffer.alloc(200);
  b.write('II', 0); b.writeUInt16LE(42, 2); b.writeUInt32LE(8, 4);
  b.writeUInt16LE(2, 8);
  b.writeUInt16LE(0x010f, 10); b.writeUInt16LE(2, 12); b.writeUInt32LE(8, 14); b.writeUInt32LE(100, 18); // Make → at 100
  b.writeUInt16LE(0x8825, 22); b.writeUInt16LE(4, 24); b.writeUInt32LE(1, 26); b.writeUInt32LE(50, 30); // GPS → at 50
  b.writeUInt32LE(0, 34);
  b.writeUInt16LE(2, 50);
  b.writeUInt16LE(1, 52); b.writeUInt16LE(2, 54); b.writeUInt32LE(2, 56); b.write('N', 60);
  b.writeUInt16LE(2, 64); b.writeUInt16LE(5, 66); b.writeUInt32LE(3, 68); b.writeUInt32LE(120, 72);
  b.write('CAMERA X', 100);
  for (let i = 0; i < 6; i++) b.writeUInt32LE([15, 1, 7, 1, 1234, 100][i]!, 120 + i * 4);
  return b;
}
const plain = sharp({ create: { width: 32, height: 24, channels: 3, background: '#274' } });
const LATITUDE = exif().subarray(120, 144);

async function jpeg(): Promise<Buffer> {
  const picture = await plain.clone().jpeg().toBuffer();
  const app1 = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), Buffer.from('Exif\0\0', 'latin1'), exif()]);
  app1.writeUInt16BE(app1.length - 2, 2);
  const xmp = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 0]), Buffer.from('http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude="15,7N"/>', 'latin1')]);
  xmp.writeUInt16BE(xmp.length - 2, 2);
  return Buffer.concat([picture.subarray(0, 2), app1, xmp, picture.subarray(2)]);
}
async function webp(): Promise<Buffer> {
  const made = await plain.clone().withExif({ IFD0: { Make: 'CAMERA X' } }).webp().toBuffer();
  const at = made.indexOf('EXIF');
  const chunk = Buffer.concat([Buffer.from('EXIF'), Buffer.alloc(4), exif()]);
  chunk.writeUInt32LE(exif().length, 4);
  const whole = Buffer.concat([made.subarray(0, at), chunk]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}
async function png(): Promise<Buffer> {
  const made = await plain.clone().png().toBuffer();
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('eXIf'), exif(), Buffer.alloc(4)]);
  chunk.writeUInt32BE(exif().length, 0);
  return Buffer.concat([made.subarray(0, 33), chunk, made.subarray(33)]);
}

describe('the place is taken out of a photograph', () => {
  for (const [kind, make] of [['JPEG', jpeg], ['PNG', png], ['WebP', webp]] as const) {
    test(`${kind}: gone, and the picture is the same picture`, async () => {
      const bytes = await make(), media = sniff(bytes)!;
      assert.ok(bytes.includes(LATITUDE));
      const { bytes: clean, found } = stripPosition(bytes, media.mediaType);
      assert.equal(found, true);
      assert.ok(!Buffer.from(clean).includes(LATITUDE) && !Buffer.from(clean).includes('GPSLatitude'));
      assert.deepEqual(await sharp(clean).raw().toBuffer(), await sharp(bytes).raw().toBuffer());
      assert.equal(stripPosition(clean, media.mediaType).found, false);
    });
    test(`${kind}: cut anywhere, nothing breaks`, async () => {
      const bytes = await make(), media = sniff(bytes)!;
      for (let length = 12; length < bytes.length; length += 3) assert.ok(stripPosition(bytes.subarray(0, length), media.mediaType).bytes.length <= length + 8);
    });
  }
  test('the camera and everything else stay', async () => {
    assert.ok(Buffer.from(stripPosition(await jpeg(), 'image/jpeg').bytes).includes('CAMERA X'));
  });
  test('a picture without a place stays as it is, to the byte', async () => {
    const bytes = await plain.clone().jpeg().toBuffer();
    assert.deepEqual(Buffer.from(stripPosition(bytes, 'image/jpeg').bytes), bytes);
  });
});
