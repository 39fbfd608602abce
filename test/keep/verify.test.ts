import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { chmod, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import fc from 'fast-check';
import { parseAnchor } from '#features/audit/rules/anchor.ts';
import { verify } from '#features/audit/verify.ts';
import type { Database } from '#platform/db/tables.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { AUDITED, FILES, fillSmallStore, smallTables, temporaryFiles } from './small-store.ts';

async function store() {
  const database = await testDb();
  await smallTables(database.db);
  const fileStore = await temporaryFiles();
  const made = await fillSmallStore(database.db, fileStore);
  const check = async (against?: string) => verify(database.db, { audited: AUDITED, files: FILES, fileStore, against: against ? parseAnchor(against)! : [] });
  return { ...database, ...made, fileStore, check };
}

/** Changes something behind Loa's back and returns the one sentence that verify says about it. */
async function afterwards({ db, check }: { db: Database; check(): ReturnType<typeof verify> }, change: ReturnType<typeof sql>): Promise<string> {
  assert.deepEqual((await check()).differences, []);
  await change.execute(db);
  const { differences } = await check();
  assert.equal(differences.length, 1, differences.join('\n'));
  return differences[0]!;
}

describe('verify', () => {
  test('says nothing about a store that only Loa has written', async () => {
    const { check } = await store();
    const result = await check();
    assert.deepEqual(result.differences, []);
    assert.deepEqual([result.events, result.rows, result.files], [8, 9, 2]);
  });

  test('names the row whose audited column was edited', async () => {
    const { papers, ...rest } = await store();
    const sentence = await afterwards(rest, sql`update k_papers set note = 'thêm lén' where id = ${papers[0]}`);
    assert.match(sentence, new RegExp(`k_papers, khoá ${papers[0]}.*đã bị sửa`));
  });

  test('sees a null inside a document appear or vanish, and keeps quiet about a column declared unaudited', async () => {
    const { papers, db, check } = await store();
    await sql`update k_papers set seen = 12`.execute(db);
    assert.deepEqual((await check()).differences, []);
    await sql`update k_papers set body = '{"a": [1, null], "b": null}' where id = ${papers[0]}`.execute(db);
    assert.equal((await check()).differences.length, 1);
  });

  test('names an edited row of a reference table', async () => {
    const { unit, ...rest } = await store();
    assert.match(await afterwards(rest, sql`update k_units set name = 'UBND xã Khác'`), new RegExp(`k_units, khoá ${unit}`));
  });

  test('names a deleted row, a smuggled one and one that came back', async () => {
    const { papers, db, check } = await store();
    await sql`delete from k_papers where id = ${papers[0]}`.execute(db);
    await sql`insert into k_papers (shard_id, id, title) values (1, ${papers[2]}, 'trở lại')`.execute(db);
    await sql`insert into k_papers (shard_id, id, title) values (1, '00000000-0000-7001-8000-000000000000', 'lạ')`.execute(db);
    const { differences } = await check();
    assert.equal(differences.length, 3);
    assert.match(differences.join('\n'), new RegExp(`${papers[0]}: dòng đã bị xoá`));
    assert.match(differences.join('\n'), new RegExp(`${papers[2]}.*ghi là đã xoá, nhưng dòng lại có`));
    assert.match(differences.join('\n'), /00000000-0000-7001-8000-000000000000: dòng được thêm/);
  });

  test('names the batch of an edited, deleted or smuggled row', async () => {
    const { batches, dues, ...rest } = await store();
    const { db, check } = rest;
    assert.match(await afterwards(rest, sql`update k_dues set amount = 4 where id = ${dues[0]![1]}`), new RegExp(`k_dues, lô ${batches[0]}.*đã bị sửa`));
    await sql`delete from k_dues where id = ${dues[1]![0]}`.execute(db);
    await sql`insert into k_dues values (1, '00000000-0000-7001-8000-000000000001', '00000000-0000-7001-8000-000000000002', '2026-01-01', 1)`.execute(db);
    const { differences } = await check();
    assert.match(differences.join('\n'), new RegExp(`k_dues, lô ${batches[1]}: nay có 2 dòng.*ghi 3 dòng`));
    assert.match(differences.join('\n'), /lô 00000000-0000-7001-8000-000000000002: có 1 dòng được thêm/);
  });

  for (const [what, change] of Object.entries({
    'its facts': sql`update audit_events set facts = '{"count":4}' where position = 7`,
    'who did it': sql`update audit_events set person_name = 'Người khác' where position = 7`,
    'when it was done': sql`update audit_events set at = at + interval '1 microsecond' where position = 7`,
  })) {
    test(`names the event when someone edits ${what}`, async () => {
      const sentence = await afterwards(await store(), change);
      assert.match(sentence, /sự kiện số 7 của chuỗi 1 \(dues\.issued.*đã bị sửa/);
    });
  }

  test('notices an event that was rewritten with a fitting hash, by the one after it', async () => {
    const { db, check } = await store();
    await sql`update audit_events set sha256 = decode(repeat('ab', 32), 'hex') where shard_id = 1 and position = 2`.execute(db);
    const { differences } = await check();
    assert.match(differences.join('\n'), /sự kiện số 2 của chuỗi 1.*đã bị sửa/);
    assert.match(differences.join('\n'), /sự kiện số 3 của chuỗi 1.*không nối tiếp/);
  });

  test('names the gap when an event in the middle is gone', async () => {
    const { db, check } = await store();
    await sql`delete from audit_events where shard_id = 1 and position = 3`.execute(db);
    assert.match((await check()).differences.join('\n'), /thiếu sự kiện ngay trước sự kiện số 4/);
  });

  test('a cut tail shows against the head, and, when the head was moved too, against an anchor kept outside', async () => {
    const { db, check, papers } = await store();
    const { anchor } = await check();
    assert.deepEqual((await check(anchor)).differences, []);
    const { run } = actingFor(db);
    await run(async (acting) => {
      await sql`update k_papers set note = 'sau điểm neo' where id = ${papers[0]}`.execute(acting.tx);
      acting.record({ verb: 'papers.noted', table: 'k_papers', id: papers[0]! });
    });
    assert.deepEqual((await check(anchor)).differences, [], 'growing on is no difference');
    const later = (await check()).anchor;
    await sql`delete from audit_events where shard_id = 1 and position = 8`.execute(db);
    await sql`update k_papers set note = null where id = ${papers[0]}`.execute(db);
    assert.match((await check()).differences.join('\n'), /kết thúc ở sự kiện số 7, nhưng audit_heads ghi sự kiện số 8/);
    await sql`update audit_heads h set position = 7, sha256 = (select sha256 from audit_events e where e.shard_id = 1 and position = 7) where shard_id = 1`.execute(db);
    assert.deepEqual((await check()).differences, [], 'nothing inside shows it any more');
    const { differences } = await check(later);
    assert.equal(differences.length, 1);
    assert.match(differences[0]!, /chuỗi 1 đã bị cắt đuôi\. Điểm neo ghi sự kiện số 8, nay chỉ còn đến sự kiện số 7/);
  });

  test('names the stored file that was edited or removed', async () => {
    const { fileStore, stored, check } = await store();
    await fileStore.remove(stored[0]!.sha256);
    assert.deepEqual((await check()).differences, [`Bảng k_files, tệp ${stored[0]!.sha256}: không còn trong kho tệp.`]);
    const path = (await readdir(fileStore.root, { recursive: true })).find((name) => name.endsWith(stored[1]!.sha256))!;
    await chmod(join(fileStore.root, path), 0o600);
    await writeFile(join(fileStore.root, path), 'ảnh khác');
    const { differences } = await check();
    assert.equal(differences.length, 2);
    assert.match(differences.join('\n'), new RegExp(`tệp ${stored[1]!.sha256}: nội dung trong kho tệp đã bị sửa`));
  });

  test('takes every character that a person may write, in any field', async () => {
    const { db, check } = await store();
    const { run, newId } = actingFor(db, { seed: 5 });
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.jsonValue(), async (text, value) => {
      const id = newId();
      const clean = (of: unknown): string => JSON.stringify(of).replaceAll('\\u0000', '');
      await run(async (acting) => {
        await sql`insert into k_papers (shard_id, id, title, body) values (1, ${id}, ${text.replaceAll('\0', '')}, ${clean(value)}::jsonb)`.execute(acting.tx);
        acting.record({ verb: 'papers.written', table: 'k_papers', id, facts: { text, value: JSON.parse(clean(value)) } });
      });
    }), { numRuns: 60 });
    assert.deepEqual((await check()).differences, []);
  });
});
