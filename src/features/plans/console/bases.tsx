import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { citedAs, legalKey } from '#features/documents/rules/legal-key.ts';
import { marksBinding } from '#features/documents/store.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Chip, Empty, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { joinNumber } from '../rules/content.ts';
import { BOX, graphPicture, type GraphNode, type GraphPicture } from '../rules/graph-picture.ts';
import { keyOfPlan, restingOn, type CitingPlan } from '../rules/legal-graph.ts';
import { planTypeLabel, plansCiting, versionRow } from '../store.ts';
import { readablePlan } from './access.ts';
import { legalScope, paperHref, Standing } from './legal.tsx';
import { hrefOf } from './load.ts';
import { PlanViews } from './time.tsx';

/** More boxes than that say nothing; the tables have them all. */
const DRAWN = 14;

/** What a plan rests on, and what rests on it: a picture, and the same as lists. */
export async function basesPage(visit: Visit): Promise<Response> {
  const plan = await readablePlan(visit), version = await versionRow(visit.db, plan.id, plan.issued_version ?? plan.current_version), bases = version?.content.legalBases ?? [];
  const marks = new Map((await marksBinding(visit.db, signedIn(visit).organisationId, visit.today)).map((mark) => [mark.key, mark]));
  const own: CitingPlan = { id: plan.id, type: planTypeLabel(plan.kind), number: joinNumber(plan.number, plan.notation), signedOn: plan.signed_on, issuer: plan.issuer_name, title: plan.title, bases };
  const scope = await legalScope(visit), key = keyOfPlan(own), resting = key ? await restingOn({ type: own.type, number: own.number, date: own.signedOn, issuer: own.issuer }, (papers) => plansCiting(visit.db, scope, papers)) : [];
  const over = (of: string | null): boolean => (marks.get(of ?? '')?.from_day ?? '9') <= visit.today;
  const cited = bases.map((paper, at): GraphNode => { const of = legalKey(paper); return { id: `c${at}`, title: `${paper.type} ${paper.number ?? paper.name ?? ''}`, more: [paper.date ? formatDate(paper.date) : '', paper.issuer ?? ''].filter(Boolean).join(' · '), href: of ? paperHref(of) : '#can-cu', over: over(of), here: false }; });
  const here: GraphNode = { id: own.id, title: `${own.type} ${own.number ?? '(chưa có số)'}`, more: own.issuer, href: hrefOf(plan.id), over: over(key), here: true };
  const citing = (list: typeof resting): GraphNode[] => list.slice(0, DRAWN).map(({ plan: one }) => ({ id: one.id, title: `${one.type} ${one.number ?? '(chưa có số)'}`, more: one.issuer, href: hrefOf(one.id), over: false, here: false }));
  const direct = resting.filter(({ via }) => !via.length), further = resting.filter(({ via }) => via.length === 1);
  const picture = graphPicture([cited.slice(0, DRAWN), [here], citing(direct), citing(further)].filter((column) => column.length), [
    ...cited.map((one) => [one.id, own.id] as const), ...direct.map((one) => [own.id, one.plan.id] as const), ...further.map((one) => [one.via[0]!.id, one.plan.id] as const),
  ]);
  return consolePage(visit, { title: 'Căn cứ và văn bản dựa vào', crumb: <a href={hrefOf(plan.id)}>{plan.title}</a> }, <>
    <PlanViews plan={plan} current="bases" />
    <Card id="so-do" title="Sơ đồ" pad={false} footer={<small>Mũi tên đi từ văn bản được viện dẫn đến văn bản viện dẫn.{cited.length > DRAWN || direct.length > DRAWN || further.length > DRAWN ? ` Mỗi cột vẽ ${DRAWN} văn bản; danh sách đầy đủ ở dưới.` : ''}</small>}>
      <div class="scroll graph pad" tabindex={0} role="region" aria-label="Sơ đồ căn cứ"><Drawing picture={picture} title={plan.title} /></div></Card>
    <Card id="can-cu" title={`${formatNumber(bases.length)} căn cứ`} pad={false}><Table caption="Căn cứ của kế hoạch" rows={bases} empty={<Empty title="Kế hoạch không ghi căn cứ nào" />} columns={[
      { head: 'Văn bản', cell: (paper) => { const of = legalKey(paper); return of ? <a href={paperHref(of)}>{citedAs(paper)}</a> : citedAs(paper); } },
      { head: 'Hiệu lực', nowrap: true, cell: (paper) => { const of = legalKey(paper); return of ? <Standing mark={marks.get(of)} visit={visit} /> : <Chip tone="soon" sign="?">thiếu số</Chip>; } },
    ]} /></Card>
    <Card id="dua-vao" title={`${formatNumber(resting.length)} kế hoạch dựa vào kế hoạch này`} pad={false}><Table caption="Kế hoạch dựa vào kế hoạch này" rows={resting} empty={<Empty title="Chưa có kế hoạch nào dựa vào">{key ? 'Khi cấp dưới lập kế hoạch và viện dẫn kế hoạch này, tên đơn vị hiện ở đây.' : 'Hãy bổ sung số và ngày ký để cấp dưới viện dẫn được.'}</Empty>} columns={[
      { head: 'Kế hoạch', cell: ({ plan: one, via }) => <><a href={hrefOf(one.id)}>{one.title}</a><br /><small>{[one.number, one.issuer].filter(Boolean).join(' · ')}{via.length ? ` · qua ${via.map((way) => way.number ?? way.title).join(' → ')}` : ''}</small></> },
      { head: 'Ngày ký', nowrap: true, cell: ({ plan: one }) => (one.signedOn ? formatDate(one.signedOn) : '–') },
    ]} /></Card>
  </>);
}

const Drawing = ({ picture, title }: { picture: GraphPicture; title: string }) =>
  <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${picture.width} ${picture.height}`} width={picture.width} height={picture.height} role="group" aria-label={`Sơ đồ căn cứ của ${title}`} font-family="'Be Vietnam Pro', 'Segoe UI', sans-serif">
    {picture.edges.map(({ from: [x1, y1], to: [x2, y2], over }) => { const bend = Math.max(20, (x2 - x1) / 2); return <g fill="none" stroke={over ? '#a92318' : '#9aa5af'} stroke-width="1.5" {...(over ? { 'stroke-dasharray': '5 3' } : {})}><path d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 6} ${y2}`} /><path d={`M${x2 - 10} ${y2 - 4} L${x2 - 2} ${y2} L${x2 - 10} ${y2 + 4}`} stroke-dasharray="none" /></g>; })}
    {picture.nodes.map((node) => <a href={node.href}><title>{`${node.title}, ${node.more}`}</title>
      <rect x={node.x} y={node.y} width={BOX.width} height={BOX.height} rx="8" fill={node.here ? '#123f5a' : node.over ? '#fbe7e4' : '#ffffff'} stroke={node.here ? '#123f5a' : node.over ? '#a92318' : '#c9d1d7'} {...(node.over ? { 'stroke-dasharray': '5 3' } : {})} />
      {node.lines.map((line, at) => <text x={node.x + 12} y={node.y + (node.lines.length > 1 ? 19 : 25) + at * 15} font-size="12.5" font-weight="600" fill={node.here ? '#ffffff' : '#17212b'}>{line}</text>)}
      <text x={node.x + 12} y={node.y + BOX.height - 9} font-size="11.5" fill={node.here ? '#dbe8f0' : node.over ? '#8a1a11' : '#4a5866'}>{node.over ? '! hết hiệu lực · ' : ''}{node.more.length > 38 ? `${node.more.slice(0, 37)}…` : node.more}</text>
    </a>)}
  </svg>;
