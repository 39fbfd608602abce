import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { plainDate } from '#kernel/plain-date.ts';
import type { ReadResult, Task } from '#features/reading/rules/result.ts';
import { planFromReading } from './from-reading.ts';

const task = (change: Partial<Task>): Task => ({ index: '1', title: 'Việc', lead: ['Sở Nội vụ'], coordinators: [], directing: [], timing: null, period: null, cadence: [], ...change });
const read = (change: Omit<Partial<ReadResult>, 'document'> & { document?: Partial<ReadResult['document']> }): ReadResult => ({
  schema: 'loa-plan/1', source: { file: 'x.txt', kind: 'txt' }, legalReferences: [], themes: [], duties: [], mirrorsTasks: false, reporting: [], recipients: [], tasks: [],
  budget: { index: null, sources: [], estimate: null }, text: { paragraphs: [] }, spans: [], warnings: [], ...change,
  document: {
    type: 'plan', typeAsWritten: 'KẾ HOẠCH', number: '07/KH-UBND', issuingBody: 'UBND tỉnh', place: null, date: plainDate('2026-01-05'), title: 'Tuyên truyền', year: 2026, area: null, level: 'province', addressees: [],
    signer: { capacity: ['TM. ỦY BAN NHÂN DÂN'], position: 'CHỦ TỊCH', name: 'A' }, signatureTimestamps: [], ...change.document,
  },
});

describe('a draft from what was read', () => {
  test('number and notation, and whether the body or its chairperson issues', () => {
    const plan = planFromReading(read({}));
    assert.deepEqual([plan.number, plan.notation, plan.issuingCapacity], [7, 'KH-UBND', 'body']);
    assert.equal(planFromReading(read({ document: { signer: { capacity: ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'], position: 'PHÓ CHỦ TỊCH', name: 'B' } } })).issuingCapacity, 'office-holder');
  });

  test('"đối với các địa phương có điều kiện" makes the duty of that agency optional, not of the other', () => {
    const { tasks } = planFromReading(read({ tasks: [task({ lead: ['Sở Văn hóa', 'UBND các xã'], leadRaw: 'Sở Văn hóa; UBND các xã (đối với các địa phương có điều kiện thực hiện)' })] }));
    assert.deepEqual(tasks[0]!.parties.map(({ optional }) => optional), [false, true]);
    const text = 'Sở Văn hóa; UBND các xã (đối với các địa phương có điều kiện thực hiện) tổ chức', at = (name: string, i: number) => ({ path: `/tasks/0/lead/${i}`, paragraph: 'p1', from: text.indexOf(name), to: text.indexOf(name) + name.length });
    const shown = planFromReading(read({ tasks: [task({ lead: ['Sở Văn hóa', 'UBND các xã'] })], text: { paragraphs: [{ id: 'p1', page: null, text, style: 'list' }] }, spans: [at('Sở Văn hóa', 0), at('UBND các xã', 1)] }));
    assert.deepEqual(shown.tasks[0]!.parties.map(({ optional }) => optional), [false, true], 'also when only the text behind the name tells');
    assert.equal(planFromReading(read({ tasks: [task({ title: 'Khuyến khích tổ chức hội thi' })] })).tasks[0]!.content.optional, true);
  });

  test('each rate keeps what is written and gets a product and channel of its own', () => {
    const cadence = (product: string) => ({ count: 1, unit: 'số', per: 'month' as const, durationMinutes: null, product });
    const { tasks } = planFromReading(read({ tasks: [task({ title: 'Chuyên mục trên sóng', cadence: [cadence('Chuyên mục - kênh phát thanh'), cadence('Chuyên mục - kênh truyền hình'), cadence('Bản tin PAPI')] })] }));
    assert.deepEqual(tasks[0]!.content.rates.map(({ productKey }) => productKey), ['radio-programme', 'tv-programme', 'newsletter']);
  });

  test('a deadline is kept by its words', () => {
    const { tasks } = planFromReading(read({ tasks: [task({ timing: 'Trước ngày 25/11/2026', period: { kind: 'deadline', from: null, to: plainDate('2026-11-25') } })] }));
    assert.deepEqual(tasks[0]!.content.deadline, { kind: 'date', mode: 'before', date: '2026-11-25' });
  });

  test('a reporting clause that names who reports is owed; in a letter it is the same thing as its bullet', () => {
    const clause = { who: 'UBND các xã', toWhom: 'UBND huyện', via: 'Phòng VH-TT', cadence: ['quarter' as const], deadline: null, contents: [], index: '1.(3)' };
    const letter = planFromReading(read({ tasks: [task({ index: '1.(3)', title: 'Định kỳ báo cáo kết quả công tác tuyên truyền', lead: ['UBND các xã'] })], reporting: [clause] }));
    assert.deepEqual(letter.tasks.map(({ content }) => [content.purpose, content.product, content.rates.map(({ per }) => per)]), [['report', 'report', ['quarter']]]);
    const plan = planFromReading(read({ tasks: [task({})], reporting: [clause, { ...clause, who: null }] }));
    assert.deepEqual(plan.tasks.map(({ content }) => content.purpose), ['task', 'report']);
  });
});
