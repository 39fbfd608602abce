import type { Id } from '#kernel/id.ts';
import { addDays, plainDate, type PlainDate } from '#kernel/plain-date.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { allGroups } from '#features/organisations/store.ts';
import { approveReport } from '#features/reports/actions/approve-report.ts';
import { grantExtension } from '#features/reports/actions/grant-extension.ts';
import { acceptReport } from '#features/reports/actions/receive-report.ts';
import { openRegime } from '#features/reports/actions/open-regime.ts';
import { startUnitReport } from '#features/reports/actions/start-report.ts';
import { submitReport } from '#features/reports/actions/submit-report.ts';
import { writeReport } from '#features/reports/actions/write-report.ts';
import { definitionOf, proposeRegime } from '#features/reports/rules/regime-from-clause.ts';
import { gapsIn } from '#features/reports/actions/figures-of.ts';
import { regime, report } from '#features/reports/store/reports.ts';
import type { OnDay } from './load.ts';
import { chance } from './chance.ts';
import { nameMaker } from './people.ts';
import { COMMUNES, DEPARTMENTS } from './places.ts';

/** Why a value is missing, in the words of offices. */
const WHY = ['Thiếu người viết, chuyển sang quý sau', 'Chờ kinh phí được cấp', 'Đã làm nhưng chưa có minh chứng để xác nhận', 'Lồng ghép vào hội nghị dự kiến tổ chức trong quý sau', 'Cán bộ phụ trách mới nhận nhiệm vụ'];

/** The regime read from the plan's clause, and the third quarter: most units sent, some late, a few not; most were taken. */
export async function makeReports({ files, on, units, planId, today }: { files: FileStore; on: OnDay; units: ReadonlyMap<string, Id>; planId: Id; today: PlainDate }): Promise<void> {
  const root = units.get('UBND')!;
  const clause = { who: null, toWhom: 'UBND tỉnh', via: 'Sở Văn hóa, Thể thao và Du lịch', cadence: ['quarter', 'half-year', 'year'], deadline: plainDate('2026-11-25') };
  const regimeId = await on(plainDate('2026-06-15'), async (acting) => {
    const everyone = [...(await allGroups(acting.tx)).values()].find((group) => group.ownerId === root && group.standard === 'everyone')!;
    return openRegime(acting, {
      ownerId: root, name: 'Báo cáo kết quả tuyên truyền cải cách hành chính', citation: 'Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh Lam Giang', planId,
      definition: { ...definitionOf(proposeRegime(clause, 'UBND tỉnh'), [{ kind: 'group', id: everyone.id }]), approval: 'two-step', lock: { days: 5, counting: 'working-days' }, requiredSections: ['direction', 'results'] }, validFrom: plainDate('2026-06-15'), validTo: plainDate('2026-12-31'),
    });
  });
  const luck = chance(31), name = nameMaker(5), codes = [...COMMUNES, ...DEPARTMENTS.filter((one) => one.kind !== 'public-service-unit')].map((one) => one.code).sort();
  const sending = codes.filter((_, index) => index % 13 !== 5), silent = codes.filter((code) => !sending.includes(code)), taken: Id[] = [];
  // what is sent on one day is one errand of the demonstration
  const sendings = sending.map((code, index) => ({ code, index, day: addDays(plainDate('2026-09-15'), luck.between(0, index % 5 === 3 ? 9 : 2)), number: String(luck.between(40, 190)) }));
  for (const [day, ofDay] of [...Map.groupBy(sendings, (one) => one.day)].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (day > today) continue;
    const sent = await on(day, async (acting) => {
      const ids: { readonly id: Id; readonly index: number }[] = [];
      for (const { code, index, number } of ofDay) {
        const started = await startUnitReport(acting, { regimeId, periodKey: 'quarter/2026-07-01', organisationId: units.get(code)!, scope: 'unit' });
        await writeReport(acting, { reportId: started.id, seen: started.row_version, number, signedOn: day, narrative: {
          direction: 'Đã ban hành kế hoạch của đơn vị; phân công bộ phận đầu mối theo dõi, đôn đốc hằng tháng.',
          results: index % 2 ? 'Nội dung hướng dẫn nộp hồ sơ trực tuyến được đưa vào sinh hoạt thôn, tổ dân phố; người dân hỏi và được trả lời tại chỗ.' : 'Tin, bài ngắn gọn hơn, có ảnh minh họa và đường dẫn đến dịch vụ công; lượt xem tăng so với quý trước.',
          limits: index % 3 === 0 ? 'Một số tháng chưa đủ tin, bài do thiếu người viết.' : '', next: 'Hoàn thành đủ số tin, bài còn thiếu; tập huấn kỹ năng làm video ngắn.', proposals: index % 4 === 0 ? 'Đề nghị tỉnh cấp mẫu tờ rơi và infographic dùng chung.' : '',
        }, document: { ...started.document, signer: name() } });
        const gaps = await gapsIn(acting.tx, started, (await regime(acting.tx, regimeId))!, acting.today);
        await submitReport(acting, files, { reportId: started.id, seen: started.row_version + 1, reason: null, missing: Object.fromEntries(gaps.map((gap, place) => [gap.key, WHY[(index + place) % WHY.length]!])) });
        ids.push({ id: started.id, index });
      }
      return ids;
    });
    const accepted = sent.filter(({ index }) => index % 6 !== 5);
    await on(addDays(day, 1), async (acting) => { for (const { id } of accepted) await acceptReport(acting, { reportId: id, seen: (await report(acting.tx, id))!.row_version }); }, 'Trần Thị Minh Hà');
    taken.push(...accepted.filter(({ index }) => index % 12 !== 2).map(({ id }) => id));
  }
  // the leader approves most in one go; two of those that sent nothing asked for more time
  const approved = plainDate('2026-10-01'), extended = plainDate('2026-11-18');
  if (approved <= today) await on(approved, async (acting) => { for (const id of taken) await approveReport(acting, { reportId: id, seen: (await report(acting.tx, id))!.row_version }); }, 'Lê Quốc Sơn');
  if (extended <= today) await on(extended, async (acting) => {
    await grantExtension(acting, { regimeId, periodKey: 'quarter/2026-07-01', organisationIds: silent.slice(0, 2).map((code) => units.get(code)!), until: plainDate('2026-11-27'), reason: 'Đơn vị vừa kiện toàn bộ phận đầu mối, xin gửi bổ sung' });
  }, 'Trần Thị Minh Hà');
}
