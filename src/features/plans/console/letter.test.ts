import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import { workList } from '#features/obligations/store.ts';
import { readFile } from '#features/reading/read-file.ts';
import { actingFor } from '#test/support/acting.ts';
import { testDb } from '#test/support/database.ts';
import { smallProvince } from '#test/support/small-province.ts';
import { readRequests } from '../rules/letter-form.ts';
import { planFromReading } from '../rules/from-reading.ts';
import { planChecks, planReview } from '../store.ts';
import { openDesk } from './test-desk.ts';
import { BASE, hrefOf } from './load.ts';

const { db } = await testDb(), t = actingFor(db, { today: '2026-05-20' }), today = plainDate('2026-05-20'), province = await smallProvince(t, { communes: 3 });
const desk = await openDesk(db, t), open = () => desk({ organisationId: province.root, organisationName: 'UBND tỉnh Sông Trà', may: () => true });
const TYPED = {
  about: 'triển khai Tháng cao điểm tuyên truyền dịch vụ công trực tuyến', addressees: 'Sở Nội vụ\nUBND các xã, phường, đặc khu',
  opening: 'Thực hiện Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh về tuyên truyền cải cách hành chính năm 2026',
  requests: ['UBND các xã, phường, đặc khu: Phát thanh về dịch vụ công trực tuyến trên hệ thống truyền thanh, 02 chương trình/tuần', 'UBND các xã, phường, đặc khu: Tổ chức hội nghị hướng dẫn nộp hồ sơ trực tuyến, trước ngày 30/6/2026',
    'Sở Nội vụ: Cung cấp tin, bài cho Cổng thông tin điện tử tỉnh, 05 tin, bài/tháng', 'Báo cáo kết quả thực hiện về UBND tỉnh (qua Sở Nội vụ) trước ngày 10/12/2026'].join('\n'),
};

describe('a letter that gives work', () => {
  const browser = open();
  test('is written as addressees and lines, and becomes tasks with quota, rhythm and last day', async () => {
    await browser.open(`${BASE}/soan-cong-van`);
    await browser.send(`${BASE}/soan-cong-van`, { ...TYPED, requests: '' });
    assert.match(browser.text(), /Hãy ghi ít nhất một yêu cầu/);
    await browser.send(`${BASE}/soan-cong-van`, TYPED);
    assert.match(browser.text(), /Đã tạo dự thảo công văn: 5 yêu cầu/);
    const { tasks, problems, plan, version } = await planReview(db, browser.planId(), today);
    const before = (date: string) => ({ kind: 'date', mode: 'before', date });
    assert.deepEqual(tasks.map((one) => [one.printed_index, one.parties.map(({ name }) => name).join(), one.purpose, one.rates[0]?.count ?? null, one.rates[0]?.per ?? null, one.deadline]), [
      ['1.a', 'UBND các xã, phường, đặc khu', 'task', 2, 'week', null], ['1.b', 'UBND các xã, phường, đặc khu', 'task', null, null, before('2026-06-30')], ['1.c', 'UBND các xã, phường, đặc khu', 'report', null, null, before('2026-12-10')],
      ['2.a', 'Sở Nội vụ', 'task', 5, 'month', null], ['2.b', 'Sở Nội vụ', 'report', null, null, before('2026-12-10')]]);
    assert.deepEqual([problems, plan.kind, plan.title, version.window_from, version.content.legalBases.map(({ number }) => number)], [[], 'dispatch', `V/v ${TYPED.about}`, '2026-05-01', ['07/KH-UBND']]);
  });

  test('what it prints reads back as the same tasks', async () => {
    const { tasks } = await planReview(db, browser.planId(), today), { response } = await browser.open(hrefOf(browser.planId(), '/van-ban.docx')), read = await readFile(Buffer.from(await response.arrayBuffer()), 'cong-van.docx');
    assert.deepEqual([read.document.type, read.document.addressees, read.document.title], ['dispatch', ['Sở Nội vụ', 'UBND các xã, phường, đặc khu'], `V/v ${TYPED.about}`]);
    const again = planFromReading(read).tasks;
    assert.deepEqual(again.map(({ content, parties }) => [content.printedIndex, content.title.replace(/\.$/, ''), parties.map(({ asWritten }) => asWritten), content.rates.map(({ count, per, productKey }) => [count, per, productKey]), content.deadline, content.purpose]),
      tasks.map((one) => [one.printed_index, one.title, one.parties.map((party) => party.as_written), one.rates.map(({ count, per, productKey }) => [count, per, productKey]), one.deadline, one.purpose]));
  });

  test('a quota that the words contradict is against the form; approved and issued it stands in the work of its addressees', async () => {
    const planId = browser.planId(), at = (rest: string) => hrefOf(planId, rest);
    const radio = (await planReview(db, planId, today)).tasks[0]!;
    await browser.open(at(`/kiem-tra?muc=nhiem-vu&mo=${radio.id}`));
    await browser.send(at(`/nhiem-vu/${radio.id}`), { 'r0.count': '3' });
    await browser.open(at('/kiem-tra'));
    assert.match(browser.text(), /Mục 1\.a: nội dung ghi 2 chương trình\/tuần, định mức đang đặt 3\./);
    await browser.open(at(`/kiem-tra?muc=nhiem-vu&mo=${radio.id}`));
    await browser.send(at(`/nhiem-vu/${radio.id}`), { 'r0.count': '2' });
    await browser.open(at('/kiem-tra'));
    await browser.send(at('/trinh'));
    await browser.send(at('/duyet'));
    await browser.open(at('/ban-hanh'));
    await browser.send(at('/ban-hanh'), { number: '128/UBND-VX', signedOn: '20/05/2026' });
    assert.match(browser.text(), /Đã ban hành: \d+ nghĩa vụ/);
    const { open: owed, dueSoon, owed: late } = await workList(db, province.communes[0]!, plainDate('2026-06-10')), cards = [...owed, ...dueSoon, ...late];
    assert.ok(cards.some((card) => card.citation.type === 'Công văn' && card.citation.number === '128/UBND-VX' && card.citation.item === '1.b'));
  });
});

test('a name before the colon asks that addressee alone; other colons belong to the sentence', () => {
  assert.deepEqual(readRequests(['Sở Nội vụ; Sở Tư pháp: cung cấp tin', 'Tuyên truyền các nội dung: một cửa, dịch vụ công'], ['Sở Nội vụ']), [
    { whom: 'Sở Nội vụ', text: 'cung cấp tin' }, { whom: 'Sở Tư pháp', text: 'cung cấp tin' }, { whom: null, text: 'Tuyên truyền các nội dung: một cửa, dịch vụ công' }]);
});

test('a group and one of its members among the addressees: what both are asked is found before it is owed twice', async () => {
  const browser = open();
  await browser.open(`${BASE}/soan-cong-van`);
  await browser.send(`${BASE}/soan-cong-van`, { ...TYPED, addressees: 'UBND các xã, phường, đặc khu\nUBND xã Mẫu 1', requests: 'Phát thanh về dịch vụ công trực tuyến trên hệ thống truyền thanh, 02 chương trình/tuần' });
  const { findings } = await planChecks(db, await planReview(db, browser.planId(), today), today);
  assert.deepEqual(findings.filter(({ code }) => code === 'twice').map(({ sentence }) => sentence.replace(/“.*”/, '…')), ['Mục 1 và mục 2 cùng giao … cho UBND xã Mẫu 1.']);
});
