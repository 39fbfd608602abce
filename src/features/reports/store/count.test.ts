import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { numberPlan } from '#features/plans/actions/number-plan.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { songTraPlan } from '#test/support/song-tra-plan.ts';
import { tempFolder } from '#test/support/temp.ts';
import { importSongTraPlan, songTra, type SongTra } from '#test/support/worked-province.ts';
import { countFigures } from './count.ts';

describe('what a report says is still owed', () => {
  const opened = testDb();
  let province: SongTra, debts: () => Promise<readonly string[]>, number: () => Promise<void>;
  before(async () => {
    const { db } = await opened, t = actingFor(db, { today: '2026-01-09' }), files = await openLocalFiles(tempFolder('count'));
    province = await songTra(t);
    const planId = await importSongTraPlan(t, files, province.root, { text: songTraPlan().replace('09/KH-UBND', '   /KH-UBND') });
    number = () => t.run((a) => numberPlan(a, { planId, rowVersion: null, number: 31, notation: 'KH-UBND', signedOn: plainDate('2026-01-12') }));
    debts = async () => (await countFigures(db, { id: province.communes[0]!, name: 'UBND xã' }, [province.communes[0]!], { key: 'year/2026-01-01', label: 'Năm 2026', data: { from: plainDate('2025-12-15'), to: plainDate('2026-12-14') } }, plainDate('2026-11-20'))).debts.map((one) => one.citation);
  });

  it('cites the plan by the number it was given after the issuing', async () => {
    const before = await debts();
    assert.ok(before.length > 0 && before.every((citation) => !citation.includes('31/KH-UBND')), before[0]);
    await number();
    assert.ok((await debts()).every((citation) => citation.startsWith('Kế hoạch 31/KH-UBND, mục ')), (await debts())[0]);
  });
});
