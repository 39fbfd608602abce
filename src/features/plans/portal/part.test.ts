import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import ICAL from 'ical.js';
import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, plainDate } from '#kernel/plain-date.ts';
import { openLocalFiles } from '#platform/files/local-files.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { documentsPortal } from '#features/documents/portal/register.tsx';
import { actingFor, actorFor } from '#test/support/acting.ts';
import { testDb, type TestDatabase } from '#test/support/database.ts';
import { contentFaults, htmlOf, listedFaults, makePage, readingOf } from '#test/support/portal-reading.ts';
import { tempFolder } from '#test/support/temp.ts';
import { importSongTraPlan, songTra, type SongTra } from '#test/support/worked-province.ts';
import { eventsBetween } from '#features/audit/store/following.ts';
import { tagOf, type FilePage } from '#features/sites/portal-part.ts';
import { recallPlan } from '../actions/end-plan.ts';
import { numberPlan } from '../actions/number-plan.ts';
import { publishPlan, withdrawPublicPlan } from '../actions/publish-plan.ts';
import { eventsOf } from '../rules/plan-calendar.ts';
import { PLAN_CHECK, publicTitle, signedBy } from '../rules/publication.ts';
import { publicationsOf, publicPlansOf, publicVersion } from '../store.ts';
import { planReview } from '../store/review.ts';
import { plansPortal } from './part.tsx';

describe('a plan that everybody may read', () => {
  let test: TestDatabase, t: ReturnType<typeof actingFor>, province: SongTra, files: FileStore, plan: Id, draft: Id, path: string;
  before(async () => {
    test = await testDb();
    t = actingFor(test.db, { today: '2026-01-12' });
    files = await openLocalFiles(tempFolder('public-plan'));
    province = await songTra(t);
    plan = await importSongTraPlan(t, files, province.root);
    draft = await importSongTraPlan(t, files, province.root, { text: (await import('#test/support/song-tra-plan.ts')).songTraPlan().replace('09/KH-UBND', '57/KH-UBND').replaceAll('năm 2026', 'quý cuối năm 2026'), issue: false });
  });
  after(() => test.close());
  const reading = () => readingOf(t, test.db, province.root, { files });

  it('is issued, looked at for personal data, and made public by who may', async () => {
    await assert.rejects(t.run((a) => publishPlan(a, files, { planId: draft, rowVersion: null, checked: true })), /đã ban hành/);
    await assert.rejects(t.run((a) => publishPlan(a, files, { planId: plan, rowVersion: null, checked: false })), /dữ liệu cá nhân/);
    await assert.rejects(t.as(actorFor({ may: async (permission) => permission !== 'plans.publish' })).run((a) => publishPlan(a, files, { planId: plan, rowVersion: null, checked: true })), { code: 'forbidden' });
    assert.equal(await publicVersion(test.db, plan), null);
    path = await t.run((a) => publishPlan(a, files, { planId: plan, rowVersion: null, checked: true }));
    assert.match(path, /^\/ke-hoach\/ke-hoach-/);
    assert.equal((await publicationsOf(test.db, plan))[0]!.checked, PLAN_CHECK);
    assert.deepEqual((await publicPlansOf(test.db, [province.root], 2026)).map(({ id }) => id), [plan]);
    await assert.rejects(t.run((a) => publishPlan(a, files, { planId: plan, rowVersion: null, checked: true })), /đã công khai/);
    const tags = await plansPortal.touched!(test.db, await eventsBetween(test.db, 1, 0, 1e6, ['plans.made-public'], 10));
    assert.ok([tagOf.item(plan), tagOf.site(province.root), tagOf.site(province.communes[3]!)].every((tag) => tags.includes(tag)), 'the menu of everybody below changes');
  });
  it('shows number, who does what, how often, by when, and what it rests on; papers lead to the register', async () => {
    const before = await htmlOf(plansPortal, await reading(), path);
    assert.deepEqual([...await contentFaults(before), ...await listedFaults(plansPortal, await reading())], []);
    for (const words of ['09/KH-UBND', 'tin, bài/tháng', '<h2 id="can-cu">', '/tien-do"']) assert.ok(before.text.includes(words), words);
    const { rows: [base] } = await sql<{ one: { type: string; number: string; date: string; issuer: string } }>`select b as one from plan_versions v, jsonb_array_elements(v.content -> 'legalBases') b where v.plan_id = ${plan} and b ->> 'number' is not null and b ->> 'date' is not null limit 1`.execute(test.db);
    assert.ok(base && !before.text.includes('/van-ban/'));
    await t.run((a) => registerDocument(a, { organisationId: province.root, files: [], facts: { form: 'resolution', authority: base.one.issuer ?? 'Chính phủ', number: base.one.number, signedOn: plainDate(base.one.date), signer: null, effectiveFrom: null, effectiveTo: null, abstract: 'Chương trình tổng thể cải cách hành chính' } }));
    assert.ok((await htmlOf(plansPortal, await reading(), path)).text.includes('href="/van-ban/nghi-quyet-'));
  });
  it('gives its dated tasks to anybody\'s calendar, and only those', async () => {
    const page = await htmlOf(plansPortal, await reading(), path);
    assert.ok(page.text.includes(`href="${path}/lich.ics"`));
    const made = await makePage(plansPortal, await reading(), `${path}/lich.ics`) as FilePage, text = Buffer.from(made.bytes).toString(), calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    assert.equal(made.mediaType, 'text/calendar; charset=utf-8');
    const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)), { tasks } = await planReview(test.db, plan, plainDate('2026-01-12'));
    assert.deepEqual(events.map((one) => `${one.startDate.toString()} ${one.endDate.toString()}`), tasks.flatMap(eventsOf).map(({ from, to }) => `${from} ${addDays(to, 1)}`));
    assert.ok(events.length > 0 && events.length < tasks.length, `${events.length} of ${tasks.length}`);
    assert.ok(events.every((one) => one.uid.endsWith('@loa') && calendar.getFirstPropertyValue('version') === '2.0'));
    assert.deepEqual((await makePage(plansPortal, await reading(), `${path}/lich.ics`) as FilePage).bytes, made.bytes);
    assert.equal(await makePage(plansPortal, await reading(), '/ke-hoach/khong-co/lich.ics'), null);
    const own = await reading(), elsewhere = await makePage(plansPortal, { ...own, at: (to) => `https://songtra.example${to}`, absolute: (address) => (address.startsWith('https:') ? address : own.absolute(address)) }, `${path}/lich.ics`) as FilePage;
    assert.ok(Buffer.from(elsewhere.bytes).toString().replaceAll('\r\n ', '').includes(`URL;VALUE=URI:https://songtra.example${path}`), 'a site at a host of its own');
  });
  it('is given as the paper it is, and stands in the register of documents', async () => {
    const page = await htmlOf(plansPortal, await reading(), path), [, href] = /href="([^"]+\/tep\/[^"]+\.pdf)"/.exec(page.text)!;
    const made = await makePage(plansPortal, await reading(), href!);
    assert.ok(made?.kind === 'file' && new TextDecoder().decode(made.bytes.subarray(0, 5)) === '%PDF-');
    const register = await htmlOf(documentsPortal, await reading(), '/van-ban/loai/ke-hoach');
    assert.ok(register.text.includes(`href="${path}"`));
    await t.run((a) => numberPlan(a, { planId: plan, rowVersion: null, number: 11, notation: 'KH-UBND', signedOn: plainDate('2026-01-09') }));
    assert.ok((await htmlOf(documentsPortal, await reading(), '/van-ban/loai/ke-hoach')).text.includes('11/KH-UBND'), 'a number that comes later is shown');
  });
  it('is taken down with a reason that readers see, also by a recall, and comes back at its address', async () => {
    await assert.rejects(t.run((a) => withdrawPublicPlan(a, { planId: plan, rowVersion: null, reason: '' })), /lý do/);
    await t.run((a) => withdrawPublicPlan(a, { planId: plan, rowVersion: null, reason: 'Phụ lục có số điện thoại cá nhân' }));
    const gone = await htmlOf(plansPortal, await reading(), path);
    assert.ok(gone.status === 410 && gone.text.includes('Phụ lục có số điện thoại cá nhân') && !gone.text.includes('tin, bài/tháng'));
    assert.ok(!(await htmlOf(plansPortal, await reading(), '/ke-hoach')).text.includes(path));
    assert.equal((await plansPortal.words!(test.db, [plan])).size, 0);
    assert.equal(await t.run((a) => publishPlan(a, files, { planId: plan, rowVersion: null, checked: true })), path);
    assert.ok((await plansPortal.words!(test.db, [plan])).get(plan)!.includes('11/KH-UBND'));
    await t.run((a) => recallPlan(a, { planId: plan, rowVersion: null, reason: 'Ban hành nhầm' }));
    assert.equal((await htmlOf(plansPortal, await reading(), path)).status, 410);
    assert.deepEqual(await publicPlansOf(test.db, [province.root], 2026), []);
  });
});

describe('how a plan is called in public', () => {
  it('has its form in front, and its signer in words', () => {
    assert.equal(publicTitle({ kind: 'plan', title: 'Tuyên truyền cải cách hành chính năm 2026' }), 'Kế hoạch tuyên truyền cải cách hành chính năm 2026');
    assert.equal(publicTitle({ kind: 'plan', title: 'CCHC năm 2026' }), 'Kế hoạch CCHC năm 2026');
    assert.equal(publicTitle({ kind: 'plan', title: 'Kế hoạch tuyên truyền' }), 'Kế hoạch tuyên truyền');
    assert.equal(publicTitle({ kind: 'dispatch', title: 'Triển khai Tháng cao điểm' }), 'Công văn triển khai Tháng cao điểm');
    assert.equal(signedBy({ forms: [], position: 'PHÓ CHỦ TỊCH', name: 'Trần Văn Mẫu' } as never), 'Phó Chủ tịch Trần Văn Mẫu');
    assert.equal(signedBy({ forms: [], position: 'Giám đốc Sở', name: null } as never), 'Giám đốc Sở');
    assert.equal(signedBy(null), null);
  });
});
