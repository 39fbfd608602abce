import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { accountsByUserNames } from '#features/accounts/store.ts';
import { comment } from '#features/discussions/actions/comment.ts';
import type { DiscussedSubject } from '#features/discussions/subjects.ts';
import { organisation } from '#features/organisations/store.ts';
import { CAST, demoUserName } from '#app/demo-cast.ts';
import type { Database } from '#platform/db/tables.ts';
import type { OnDay } from './load.ts';

type Role = (typeof CAST)[number]['role'];
interface Line { readonly day: string; readonly by: Role; readonly body: string }

/** A few talks as offices have them: a commune that is behind, a question about a task, a report that came back. */
export async function makeDiscussions({ db, on, units, planId, today }: { db: Database; on: OnDay; units: ReadonlyMap<string, Id>; planId: Id; today: PlainDate }): Promise<void> {
  const people = new Map((await accountsByUserNames(db, CAST.map(({ role }) => demoUserName(role)))).map((account) => [account.userName, account]));
  const talk = async (subject: DiscussedSubject, lines: readonly Line[]) => {
    for (const line of lines.filter((one) => one.day <= today)) {
      const account = people.get(demoUserName(line.by))!, unitId = units.get(CAST.find((one) => one.role === line.by)!.unit)!;
      await on(plainDate(line.day), async (acting) => {
        const as = { unitId, unit: (await organisation(acting.tx, unitId, acting.today)).name };
        await comment({ ...acting, by: { ...acting.by, accountId: account.id, organisationId: unitId } }, { subject, body: line.body, picked: [], as });
      }, account.person.name);
    }
  };
  const commune = units.get('X05')!, root = units.get('UBND')!;
  const { rows: [late] } = await sql<{ id: Id; title: string; label: string }>`
    select t.obligation_id as id, c.title, o.period_label as label from obligation_totals t join obligations o on o.shard_id = t.shard_id and o.id = t.obligation_id join commitments c on c.shard_id = o.shard_id and c.id = o.commitment_id
    where t.source_id = ${planId} and t.board_organisation_id = ${commune} and t.due between '2026-09-01' and '2026-11-30' and t.amount > 1 and c.product <> 'report' order by t.recorded - t.amount, t.due desc, t.obligation_id limit 1`.execute(db);
  if (late) await talk({ noun: 'obligations', id: late.id, organisationId: commune, title: `${late.title} (${late.label})`, href: `/lam-viec/viec/${late.id}`, readers: 'up' }, [
    { day: '2026-11-12', by: 'focal', body: '@Huỳnh Thị Thu Thảo cho biết còn thiếu những bài nào, bao giờ xong?' },
    { day: '2026-11-13', by: 'commune', body: 'Còn hai bài về dịch vụ công trực tuyến, chờ ảnh của Trung tâm Phục vụ hành chính công.\nDự kiến đăng trước ngày 20/11. @Võ Đức Khánh duyệt giúp khi có bài.' },
    { day: '2026-11-16', by: 'approver', body: 'Đã nhận một bài, sẽ duyệt trong tuần. Mẫu bài tham khảo: https://trang.lamgiang.example/mau-tin-bai-cchc' },
  ]);
  const { rows: [task] } = await sql<{ item: Id; title: string; index: string }>`select item_id as item, title, printed_index as index from plan_tasks where plan_id = ${planId} and purpose = 'task' order by version desc, ordinal limit 1 offset 1`.execute(db);
  if (task) await talk({ noun: 'plan-tasks', id: task.item, organisationId: root, title: `${task.index} ${task.title}`.trim(), href: `/lam-viec/ke-hoach/${planId}/nhiem-vu/${task.item}`, readers: 'down' }, [
    { day: '2026-02-05', by: 'commune', body: 'Xin hỏi: bài đăng trên trang Facebook của xã có được tính không?' },
    { day: '2026-02-06', by: 'focal', body: 'Được tính, khi ghi kết quả chọn kênh mạng xã hội và dán đường dẫn bài đăng. @Huỳnh Thị Thu Thảo lưu ý ghi cả ảnh chụp màn hình.' },
  ]);
  const { rows: [report] } = await sql<{ id: Id; label: string }>`select id, period_label as label from reports where organisation_id = ${commune} and scope = 'unit' and version > 0 order by due limit 1`.execute(db);
  if (report) await talk({ noun: 'reports', id: report.id, organisationId: commune, title: `Báo cáo ${report.label}`, href: `/lam-viec/bao-cao/${report.id}`, readers: 'up' }, [
    { day: '2026-09-28', by: 'focal', body: 'Phần tồn tại, hạn chế cần nêu rõ tháng nào thiếu để kỳ sau theo dõi.' },
    { day: '2026-09-29', by: 'approver', body: 'Xã đã rõ, kỳ báo cáo năm sẽ ghi cụ thể. @Huỳnh Thị Thu Thảo lưu ý giúp.' },
  ]);
}
