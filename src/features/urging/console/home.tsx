import type { Id } from '#kernel/id.ts';
import { addDays, formatDate, formatDayMonth, formatInstant, weekdayOf } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, LinkButton, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { STEP_KEYS, STEP_LABELS, type StepKey } from '../rules/ladder.ts';
import { lettersOf } from '../store.ts';
import { draftsWaiting, type WaitingDraft } from '../store/drafts-waiting.ts';
import { latestRun, stepCounts, type StepCount } from '../store/lists.ts';
import { BASE } from './compose.tsx';

/** Units shown on the page itself; the log has all. */
const UNITS_SHOWN = 12;

/** What the ladder did today and this week, the letters it proposes, the letters written. */
export async function homePage(visit: Visit): Promise<Response> {
  const owner = signedIn(visit).organisationId, tree = await organisationTree(visit.db, visit.today), since = addDays(visit.today, 1 - weekdayOf(visit.today));
  const [counts, drafts, letters, run] = [await stepCounts(visit.db, tree.subtree(owner).map((one) => one.id), since, visit.today), await draftsWaiting(visit.db, owner, visit.today), await lettersOf(visit.db, owner), await latestRun(visit.db, visit.today)];
  const sum = (key: StepKey, which: 'today' | 'all') => counts.filter((one) => one.step === key).reduce((total, one) => total + one[which], 0);
  const unitsToday = new Set(counts.filter((one) => one.today > 0).map((one) => one.organisationId)).size, all = (which: 'today' | 'all') => STEP_KEYS.reduce((total, key) => total + sum(key, which), 0);
  return consolePage(visit, {
    title: 'Đôn đốc', acts: <><LinkButton href={`${BASE}/bac-thang`}>Bậc thang nhắc</LinkButton><LinkButton href={`${BASE}/soan`} kind={drafts.length ? '' : 'primary'}>Soạn công văn đôn đốc</LinkButton></>,
  }, <>
    {drafts.length ? <Card title={`Dự thảo chờ xem, cho số, ban hành (${formatNumber(drafts.length)})`} id="du-thao" pad={false}><Drafts drafts={drafts} name={(id) => tree.latest(id)?.name ?? ''} /></Card> : null}
    <div class="tiles">
      <Tile label="Hôm nay đã nhắc" value={formatNumber(all('today'))}><small>nội dung của {formatNumber(unitsToday)} đơn vị</small></Tile>
      <Tile label={`Từ ${formatDate(since)}`} value={formatNumber(all('all'))}><small>nội dung đã nhắc trong tuần</small></Tile>
      <Tile label="Báo cáo cấp giao việc" value={formatNumber(sum('superior', 'all'))}><span><Chip tone={sum('superior', 'all') ? 'late' : 'good'}>trong tuần</Chip></span></Tile>
      <Tile label="Lần chạy gần nhất" value={run ? formatDayMonth(run.onDay) : '–'}><small>{run ? `nhắc lúc 06:30 mỗi ngày làm việc${run.skipped ? ` · ${formatNumber(run.skipped)} bước bị lỡ, đã gộp` : ''}` : 'bậc thang chạy lúc 06:30 mỗi ngày làm việc'}</small></Tile>
    </div>
    <div class="columns wide-first">
      <Card title="Theo đơn vị, tuần này" id="theo-don-vi" pad={false}><ByUnit counts={counts} name={(id) => tree.latest(id)?.shortName ?? ''} /></Card>
      <Card title="Theo bước" id="theo-buoc" pad={false} tools={<a href={`${BASE}/nhat-ky`}>Nhật ký nhắc</a>}>
        <Table caption="Đã nhắc theo bước, hôm nay và tuần này" rows={STEP_KEYS.map((key) => ({ key }))} columns={[
          { head: 'Bước', cell: ({ key }) => <a href={`${BASE}/nhat-ky?buoc=${key}`}>{STEP_LABELS[key].label}</a> },
          { head: 'Hôm nay', number: true, cell: ({ key }) => formatNumber(sum(key, 'today')) }, { head: 'Tuần này', number: true, cell: ({ key }) => formatNumber(sum(key, 'all')) },
        ]} />
      </Card>
    </div>
    <Card title="Công văn đã soạn" id="cong-van" pad={false}>
      <Table caption="Công văn đôn đốc đã soạn" rows={letters} empty={<Empty title="Chưa có công văn nào">Khi có đơn vị quá hạn, soạn công văn ở đây; danh sách và số liệu tự điền.</Empty>} columns={[
        { head: 'Công văn', cell: (row) => <a href={`${BASE}/${row.id}`}>Đôn đốc {formatNumber(row.units.length)} đơn vị, {formatNumber(row.arrears)} nội dung</a> },
        { head: 'Số liệu đến', cell: (row) => formatDate(row.as_of) }, { head: 'Hoàn thành trước', cell: (row) => formatDate(row.finish_before) },
        { head: 'Người soạn', cell: (row) => <>{row.written_by_name}<br /><small>{formatInstant(row.written_at)}</small></> },
      ]} />
    </Card>
  </>);
}

const Drafts = ({ drafts, name }: { drafts: readonly WaitingDraft[]; name: (id: Id) => string }) => <Table caption="Dự thảo công văn đôn đốc chờ xử lý" rows={drafts} columns={[
  { head: 'Dự thảo', cell: ({ draft, units, duties }) => <><b>{draft.addressed_id ? `Dự thảo công văn đôn đốc ${name(draft.addressed_id)}` : `Dự thảo công văn đôn đốc, ${formatNumber(units.length)} đơn vị`}</b><br /><small>{formatNumber(duties)} nội dung</small></> },
  { head: 'Theo', cell: ({ source }) => source }, { head: 'Mở ngày', nowrap: true, cell: ({ draft }) => formatDate(draft.opened_on) },
  { head: '', cell: (row) => <LinkButton href={`${BASE}/du-thao/${row.draft.id}`} kind={row === drafts[0] ? 'primary' : 'small'}>Xem</LinkButton> },
]} />;

const ByUnit = ({ counts, name }: { counts: readonly StepCount[]; name: (id: Id) => string }) => {
  const units = [...Map.groupBy(counts, (one) => one.organisationId)].map(([id, own]) => ({ id, of: (key: StepKey) => own.find((one) => one.step === key)?.all ?? 0 }));
  const weight = (unit: (typeof units)[number]) => unit.of('letter') * 1e6 + unit.of('superior') * 1e3 + unit.of('after'), rows = units.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1)).slice(0, UNITS_SHOWN);
  const cell = (key: StepKey) => (unit: (typeof units)[number]) => (unit.of(key) ? formatNumber(unit.of(key)) : '–');
  return <>
    <Table caption="Số nội dung đã nhắc trong tuần, theo đơn vị" rows={rows} empty={<Empty title="Tuần này chưa phải nhắc đơn vị nào">Khi có việc sắp đến hạn hoặc quá hạn, hệ thống nhắc theo bậc thang và ghi lại ở đây.</Empty>} columns={[
      { head: 'Đơn vị', cell: ({ id }) => <a href={`${BASE}/nhat-ky?don-vi=${id}`}>{name(id)}</a> },
      { head: 'Sắp hạn', number: true, cell: (unit) => { const both = unit.of('before') + unit.of('on-day'); return both ? formatNumber(both) : '–'; } },
      { head: 'Quá hạn', number: true, cell: cell('after') }, { head: 'Báo cáo lên', number: true, cell: cell('superior') }, { head: 'Công văn', number: true, cell: cell('letter') },
    ]} />
    {units.length > rows.length ? <p class="pad"><a href={`${BASE}/nhat-ky`}>Còn {formatNumber(units.length - rows.length)} đơn vị nữa trong nhật ký</a></p> : null}
  </>;
};
