import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { MOST_BYTES, prepareFile } from '../prepare.ts';
import { pictureSize, preview } from '../preview.ts';
import { keptFile } from '../store.ts';
import { keepFile } from './keep-file.ts';
import { keepMade } from './keep-made.ts';

const { db } = await testDb();
const t = actingFor(db);
const unit = t.newId();
const folder = await mkdtemp(join(tmpdir(), 'loa-files-'));
const store = await openLocalFiles(folder);

describe('a file that is handed in', () => {
  after(() => rm(folder, { recursive: true, force: true }));

  test('is kept once, however often it comes, under what it is and not under what it is called', async () => {
    const bytes = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#930' } }).jpeg().toBuffer();
    const first = await prepareFile(store, { bytes, name: 'C:\\anh\\lop tap huan.pdf' });
    const kept = await t.run((a) => keepFile(a, unit, first));
    const again = await t.run(async (a) => keepFile(a, unit, await prepareFile(store, { bytes, name: 'khac.jpg' })));
    assert.deepEqual([kept.fresh, again.fresh, again.row.id === kept.row.id], [true, false, true]);
    const row = (await keptFile(db, 1, first.sha256))!;
    assert.deepEqual([row.media_type, row.original_name, row.kind], ['image/jpeg', 'lop tap huan.pdf', 'image']);
    assert.equal(await store.verify(first.sha256), 'whole');
    assert.deepEqual(await pictureSize(bytes), { width: 40, height: 20 });
    assert.equal((await sharp(await preview(bytes, 320)).metadata()).format, 'webp');
  });

  test('is refused with a sentence when it is empty, too large or a program', async () => {
    await assert.rejects(prepareFile(store, { bytes: new Uint8Array(0), name: 'a.jpg' }), /rỗng/);
    await assert.rejects(prepareFile(store, { bytes: new Uint8Array(MOST_BYTES + 1), name: 'a.jpg' }), /25 MB/);
    await assert.rejects(prepareFile(store, { bytes: Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), name: 'a.jpg' }), /loại không nhận/);
  });

  test('a HEIC photograph is kept and says that it cannot be previewed', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(40)]);
    const { row } = await t.run(async (a) => keepFile(a, unit, await prepareFile(store, { bytes: heic, name: 'anh.heic' })));
    assert.equal(row.previewable, false);
    assert.match(row.note!, /không xem trước được/);
  });

  test('what Loa makes is kept by hash too', async () => {
    const make = () => t.run((a) => keepMade(a, store, { bytes: Buffer.from('{"a":1}'), name: 'so-lieu.json', mediaType: 'application/json' }));
    assert.equal(await make(), await make());
  });
});
