import type { Child } from 'hono/jsx';
import { notFound } from '#kernel/app-error.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { channelLabel } from '#features/channels/rules/channels.ts';
import { productLabel } from '#features/channels/rules/products.ts';
import { citedAs } from '#features/documents/rules/legal-key.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, Message, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { compareVersions, type ComparedField, type ComparedSection, type ComparedVersion, type Comparison, type LineChange, type Piece, type TaskChange, type Wording } from '../rules/compare.ts';
import { ROLE_LABEL } from '../rules/content.ts';
import { comparedVersion, versionRows, type PlanVersionRow } from '../store.ts';
import { readablePlan } from './access.ts';
import { hrefOf } from './load.ts';
import { deadlineText, rangeText, rateText, RHYTHM_WORDS, timingText } from './words.ts';

const FIELD_LABEL: Readonly<Record<ComparedField, string>> = {
  index: 'Mục', title: 'Nội dung', group: 'Thuộc phần', timing: 'Thời gian', quota: 'Số lượng', deadline: 'Hạn', product: 'Sản phẩm', channel: 'Kênh', themes: 'Chủ đề', conditional: 'Điều kiện', roll: 'Khi trùng ngày nghỉ', surplus: 'Phần vượt', note: 'Ghi chú',
  'party-lead': ROLE_LABEL.lead, 'party-implementing': ROLE_LABEL.implementing, 'party-directing': ROLE_LABEL.directing, 'party-coordinating': ROLE_LABEL.coordinating,
};
const SECTION_LABEL: Readonly<Record<ComparedSection, string>> = {
  window: 'Thời gian áp dụng', legalBases: 'Căn cứ', purpose: 'Mục đích', requirements: 'Yêu cầu', themes: 'Nội dung tuyên truyền', duties: 'Phân công', budget: 'Kinh phí', reporting: 'Chế độ báo cáo', addressees: 'Kính gửi', recipients: 'Nơi nhận',
};
const CHANGE = { added: { label: 'thêm', tone: 'good', sign: '+' }, dropped: { label: 'bỏ', tone: 'late', sign: '–' }, changed: { label: 'sửa', tone: 'soon', sign: '~' } } as const;

const WORDS: Wording = {
  timing: (task) => timingText(task.timing, task.period), quota: (task) => (task.rates.length ? task.rates.map(rateText).join('; ') : task.amount === null ? '' : formatNumber(task.amount)),
  deadline: (task) => (task.deadline ? deadlineText(task.deadline) : ''), product: (task) => (task.product ? productLabel(task.product) : ''), channel: (task) => (task.channel ? channelLabel(task.channel) : ''),
  section: linesOf,
};

/** What a part of the plan says, a line each. */
function linesOf(section: ComparedSection, { content, window }: ComparedVersion): readonly string[] {
  switch (section) {
    case 'window': return [rangeText(window.from, window.to)];
    case 'legalBases': return content.legalBases.map((one) => citedAs(one));
    case 'themes': return content.themes.map(({ index, title }) => `${index}. ${title}`);
    case 'duties': return content.duties.map(({ agency, text }) => `${agency}: ${text}`);
    case 'budget': return content.budget.sources;
    case 'reporting': return content.reporting.map((one) => `${one.who ?? 'Các đơn vị'} báo cáo ${one.toWhom ?? ''}${one.via ? ` qua ${one.via}` : ''}: ${one.cadence.map((each) => RHYTHM_WORDS[each]).join(', ')}${one.deadline ? `, hạn ${formatDate(one.deadline)}` : one.deadlineText ? `, ${one.deadlineText}` : ''}`);
    case 'purpose': case 'requirements': case 'addressees': case 'recipients': return content[section];
  }
}

/** Any two versions of a plan: tasks and words that came, went and changed. */
export async function comparePage(visit: Visit): Promise<Response> {
  const plan = await readablePlan(visit), sees = await visit.may('plans.read', plan.owner_id);
  // A version being written is for its own office; dropped ones are nobody's.
  const versions = (await versionRows(visit.db, plan.id)).filter((one) => one.state === 'issued' || (one.state === 'draft' && sees));
  const asked = (name: string) => versions.find((one) => String(one.version) === visit.c.req.query(name));
  const after = asked('den') ?? versions.at(-1), before = asked('tu') ?? versions.findLast((one) => one.version < (after?.version ?? 0)) ?? after;
  if (!before || !after) throw notFound('phiên bản này của kế hoạch');
  const found = compareVersions(await comparedVersion(visit.db, plan.id, before, visit.today), await comparedVersion(visit.db, plan.id, after, visit.today), WORDS);
  return consolePage(visit, { title: 'So sánh hai bản', crumb: <a href={hrefOf(plan.id)}>{plan.title}</a>, acts: versions.length > 1 ? <Chooser versions={versions} before={before} after={after} /> : null }, <ComparisonView found={found} before={before} after={after} only={versions.length < 2} />);
}

const nameOf = ({ version, effective_from: from, state }: PlanVersionRow): string => `Bản ${version}${state === 'draft' ? ' (đang soạn)' : from ? ` (từ ${formatDate(from)})` : ''}`;

const Chooser = ({ versions, before, after }: { versions: readonly PlanVersionRow[]; before: PlanVersionRow; after: PlanVersionRow }) => {
  const select = (name: string, label: string, chosen: PlanVersionRow) => <><label class="visually-hidden" for={name}>{label}</label><select id={name} name={name} class="filter">{versions.map((one) => <option value={String(one.version)} selected={one.version === chosen.version}>{nameOf(one)}</option>)}</select></>;
  return <form method="get" class="row" data-turbo-action="replace">{select('tu', 'Bản trước', before)}<span aria-hidden="true">→</span>{select('den', 'Bản sau', after)}<button class="button" type="submit">So sánh</button></form>;
};

const ComparisonView = ({ found, before, after, only }: { found: Comparison; before: PlanVersionRow; after: PlanVersionRow; only: boolean }) => {
  const count = (change: TaskChange['change']) => found.tasks.filter((one) => one.change === change).length, same = found.tasks.length === 0 && found.sections.length === 0;
  if (only) return <Card><Empty title="Kế hoạch mới có một bản">Khi có bản sửa đổi, hai bản được đặt cạnh nhau ở đây.</Empty></Card>;
  return <>
    {after.reason ? <Message title={`${nameOf(after)}: lý do`}>{after.reason}</Message> : null}
    <div class="tiles">
      <Tile label="Nhiệm vụ thêm" value={formatNumber(count('added'))} /><Tile label="Nhiệm vụ bỏ" value={formatNumber(count('dropped'))} />
      <Tile label="Nhiệm vụ sửa" value={formatNumber(count('changed'))} /><Tile label="Giữ nguyên" value={formatNumber(found.same)} />
    </div>
    {same ? <Card><Empty title={`${nameOf(before)} và ${nameOf(after)} giống nhau`}>Chọn hai bản khác nhau để xem thay đổi.</Empty></Card> : null}
    {found.tasks.length ? <Card title="Nhiệm vụ" id="nhiem-vu" pad={false} tools={<Legend />}><ul class="change-list">{found.tasks.map((one) => <Entry change={one.change} head={<><b>{one.index}</b> {one.title}</>}>
      <dl class="compared">{one.fields.filter(({ field }) => !(one.change !== 'changed' && (field === 'index' || field === 'title'))).map(({ field, pieces }) => <><dt>{FIELD_LABEL[field]}</dt><dd><Words pieces={pieces} /></dd></>)}</dl></Entry>)}</ul></Card> : null}
    {found.sections.map(({ section, lines }) => <Card title={SECTION_LABEL[section]} id={section} pad={false}><ul class="change-list">{lines.map((line: LineChange) => <Entry change={line.change} head={<Words pieces={line.pieces} />} />)}</ul></Card>)}
  </>;
};

const Entry = ({ change, head, children }: { change: TaskChange['change']; head: Child; children?: Child }) =>
  <li><div class="grow">{head}{children}</div><span><Chip tone={CHANGE[change].tone} sign={CHANGE[change].sign}>{CHANGE[change].label}</Chip></span></li>;

const Legend = () => <><del>chữ bỏ đi</del><ins>chữ thêm vào</ins></>;

/** `ins` and `del` carry the meaning for screen readers and in print, beside the colour. */
const Words = ({ pieces }: { pieces: readonly Piece[] }) => <>{pieces.map((piece) => (piece.in === 'before' ? <del>{piece.text}</del> : piece.in === 'after' ? <ins>{piece.text}</ins> : piece.text))}</>;
