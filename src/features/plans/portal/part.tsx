import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { FileList, registeredFile } from '#features/documents/portal/register.tsx';
import { citedAs, legalKey } from '#features/documents/rules/legal-key.ts';
import { publicDocumentByKey } from '#features/documents/store.ts';
import { documentOfItem } from '#features/documents/store/public.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { CALENDAR_TYPE, calendarText, type CalendarEvent } from '#platform/icalendar.ts';
import { tagOf, type FilePage, type HtmlPage, type PageKind, type PortalPart, type Reading } from '#features/sites/portal-part.ts';
import { itemAt, itemsOf, type PublicItem } from '#features/sites/store.ts';
import { Crumbs, Facts, Pager } from '#ui/portal.tsx';
import { deadlineText, lowerFirst, rangeText, rateText, timingText } from '../console/words.ts';
import { joinNumber, OWING_ROLES, ROLE_LABEL, PARTY_ROLES } from '../rules/content.ts';
import { eventsOf } from '../rules/plan-calendar.ts';
import { signedBy } from '../rules/publication.ts';
import { plansById } from '../store/by-ids.ts';
import { publicationsOf } from '../store/publications.ts';
import { planReview, type TaskView } from '../store/review.ts';
import { versionRows } from '../store/rows.ts';
import type { PlanPublicationRow, PlanRow } from '../store/tables.ts';

export const PLANS = '/ke-hoach';
export const planTrail = (reading: Reading, more: readonly { readonly href: string; readonly label: string }[] = []) => [{ href: reading.at('/'), label: 'Trang chủ' }, { href: reading.at(PLANS), label: 'Kế hoạch' }, ...more];

export interface ShownPlan { readonly item: PublicItem; readonly plan: PlanRow; readonly publications: readonly PlanPublicationRow[]; /** Null: taken down. */ readonly version: number | null }
/** The plan at an address of this site, also one that was taken down. */
export async function shownPlan(reading: Reading, slug: string): Promise<ShownPlan | null> {
  const item = await itemAt(reading.db, reading.site.organisation_id, `${PLANS}/${slug}`), [plan] = item?.noun === 'plans' ? await plansById(reading.db, [item.id]) : [];
  if (!item || !plan) return null;
  const publications = await publicationsOf(reading.db, plan.id);
  return { item, plan, publications, version: item.withdrawn_at || publications[0]?.act !== 'published' ? null : publications[0].version };
}
/** Which file changes a page about a plan: its item, the plan's own row (its number), the register of cited papers. */
export const planTags = (reading: Reading, id: Id): string[] => [tagOf.item(id), tagOf.list(reading.site.organisation_id, 'documents')];

async function listPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const wanted = params.page === undefined ? 1 : /^[1-9]\d{0,4}$/.test(params.page) && params.page !== '1' ? Number(params.page) : 0, own = reading.site.organisation_id;
  const { rows, page, pages } = await itemsOf(reading.db, { organisationIds: [own], noun: 'plans', page: Math.max(1, wanted) }), plans = new Map((await plansById(reading.db, rows.map(({ id }) => id))).map((plan) => [plan.id, plan]));
  if (page !== wanted) return null;
  return {
    kind: 'html', title: 'Kế hoạch', description: `Kế hoạch công khai của ${reading.site.name}, đã hứa và đã làm`, current: PLANS, tags: [tagOf.list(own, 'plans'), ...rows.map(({ id }) => tagOf.item(id))],
    content: <><Crumbs language="vi" trail={planTrail(reading).slice(0, 1)} /><h1>Kế hoạch</h1><p class="lead">Mỗi kế hoạch công khai kèm việc đã hứa, việc đã làm và minh chứng.</p>
      {rows.length ? <ul class="cards">{rows.map((item) => { const plan = plans.get(item.id)!, number = joinNumber(plan.number, plan.notation); return <li class="card"><h2><a href={reading.at(item.path)}>{item.title}</a></h2><p>{number ? `Số ${number}` : 'Chưa có số'}{plan.signed_on ? `, ngày ${formatDate(plan.signed_on)}` : ''}<br />{plan.issuer_name}</p><p><a href={reading.at(`${item.path}/tien-do`)}>Đã hứa – đã làm</a></p></li>; })}</ul> : <p>Chưa có kế hoạch nào được công khai.</p>}
      <Pager language="vi" page={page} pages={pages} href={(to) => reading.at(to === 1 ? PLANS : `${PLANS}/trang/${to}`)} /></>,
  };
}

const who = (task: TaskView): string => PARTY_ROLES.filter((role) => OWING_ROLES.has(role)).flatMap((role) => { const names = task.parties.filter((party) => party.role === role && !party.dropped_reason).map((party) => party.as_written); return names.length ? [`${ROLE_LABEL[role]}: ${names.join('; ')}`] : []; }).join('. ');
const beside = (task: TaskView): string => task.parties.filter((party) => party.role === 'coordinating' && !party.dropped_reason).map((party) => party.as_written).join('; ');
const often = (task: TaskView): string => task.rates.map((rate) => rateText(rate)).join('; ');
const byWhen = (task: TaskView): string => [timingText(task.timing, task.period), task.deadline ? `hạn ${deadlineText(task.deadline)}` : ''].filter(Boolean).join('; ');

async function planPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<HtmlPage | null> {
  const shown = await shownPlan(reading, params.slug!);
  if (!shown) return null;
  const { item, plan, publications, version } = shown, frame = { kind: 'html', current: PLANS, item: item.id } as const, tags = planTags(reading, plan.id);
  if (version === null) return { ...frame, title: `Kế hoạch không còn công khai: ${item.title}`, status: 410, unlisted: true, tags, content: <><Crumbs language="vi" trail={planTrail(reading)} /><h1>{item.title}</h1><div class="note" role="note"><p>Kế hoạch này không còn công khai{publications[0] ? ` từ ngày ${formatDate(dayAt(publications[0].at))}` : ''}.</p>{publications[0]?.reason ? <p>Lý do: {publications[0].reason}</p> : null}</div></> };
  const review = await planReview(reading.db, plan.id, reading.today, version), document = await documentOfItem(reading.db, plan.id), { content } = review.version, number = joinNumber(plan.number, plan.notation);
  const keyed = content.legalBases.map((paper) => ({ paper, key: legalKey({ type: paper.type, number: paper.number, date: paper.date, ...(paper.name ? { name: paper.name } : {}) }) })), addresses = await publicDocumentByKey(reading.db, keyed.flatMap(({ key }) => key ?? []), reading.today);
  const versions = (await versionRows(reading.db, plan.id)).filter((one) => one.state === 'issued' && one.version <= version && publications.some((each) => each.act === 'published' && each.version === one.version)).toReversed(), newer = plan.issued_version !== null && plan.issued_version > version;
  return {
    ...frame, title: item.title, description: item.summary, tags, modified: publications[0]!.at,
    data: [{ '@context': 'https://schema.org', '@type': 'GovernmentService', name: item.title, provider: { '@type': 'GovernmentOrganization', name: plan.issuer_name }, url: reading.absolute(reading.at(item.path)) }],
    content: <><Crumbs language="vi" trail={planTrail(reading)} /><h1>{item.title}</h1>
      {plan.status === 'closed' ? <div class="note" role="note"><p>Kế hoạch đã kết thúc{plan.ended_on ? ` ngày ${formatDate(plan.ended_on)}` : ''}; việc còn thiếu vẫn hiện ở trang tiến độ.</p></div> : null}
      {newer ? <div class="note" role="note"><p>Kế hoạch đã được sửa đổi, bổ sung; bản dưới đây là bản công khai gần nhất.</p></div> : null}
      <Facts rows={[
        ['Số, ký hiệu', number ?? 'chưa có số'], ['Ngày ban hành', plan.signed_on ? formatDate(plan.signed_on) : 'chưa ghi'], ['Cơ quan ban hành', plan.issuer_name], ...(plan.signer?.name ? [['Người ký', signedBy(plan.signer)] as const] : []),
        ['Thời gian thực hiện', rangeText(review.version.window_from, review.version.window_to)], ...(versions.length > 1 ? [['Các bản', <>{versions.map((one) => <div>Bản {one.version}{one.effective_from ? ` từ ${formatDate(one.effective_from)}` : ''}{one.reason ? `: ${one.reason}` : ''}</div>)}</>] as const] : []),
      ]} />
      <p class="buttons"><a class="button primary" href={reading.at(`${item.path}/tien-do`)}>Đã hứa – đã làm</a>{review.tasks.some((task) => eventsOf(task).length > 0) ? <a class="button" href={reading.at(`${item.path}${CALENDAR}`)}>Đưa lịch vào điện thoại (.ics)</a> : null}</p>
      <section aria-labelledby="toan-van"><h2 id="toan-van">Toàn văn</h2><FileList reading={reading} path={item.path} files={document?.files ?? []} /></section>
      <section aria-labelledby="nhiem-vu"><h2 id="nhiem-vu">Nhiệm vụ</h2><div class="scroll" tabindex={0} role="group" aria-label="Nhiệm vụ của kế hoạch"><table class="tasks"><caption class="visually-hidden">Nhiệm vụ của kế hoạch</caption><thead><tr><th scope="col">Nhiệm vụ</th><th scope="col">Ai làm</th><th scope="col">Bao nhiêu</th><th scope="col">Khi nào</th></tr></thead>
        <tbody>{review.tasks.map((task) => <tr><th scope="row">{task.printed_index} {task.title}{task.optional ? <small> (khi có điều kiện)</small> : null}</th><td>{who(task) || '–'}{beside(task) ? <><br /><small>Phối hợp: {beside(task)}</small></> : null}</td><td>{often(task) || (task.amount ? String(task.amount) : '–')}</td><td>{byWhen(task) || 'trong thời gian của kế hoạch'}</td></tr>)}</tbody></table></div></section>
      {content.purpose.length ? <section aria-labelledby="muc-dich"><h2 id="muc-dich">Mục đích</h2><ul>{content.purpose.map((line) => <li>{line.replace(/^[-–]\s*/, '')}</li>)}</ul></section> : null}
      {keyed.length ? <section aria-labelledby="can-cu"><h2 id="can-cu">Căn cứ</h2><ul>{keyed.map(({ paper, key }) => { const text = citedAs({ ...paper, ...(paper.name ? { name: paper.name } : {}) }), href = key ? addresses.get(key) : undefined; return <li>{href ? <a href={href}>{text}</a> : text}{paper.number && paper.name ? `, ${lowerFirst(paper.name)}` : ''}</li>; })}</ul></section> : null}</>,
  };
}

const CALENDAR = '/lich.ics';
const calendarEvents = (tasks: readonly TaskView[], path: string): CalendarEvent[] => tasks.flatMap((task) => eventsOf(task).map(({ kind, from, to }) => ({
  uid: `${task.item_id}-${kind}@loa`, day: from, until: to, summary: kind === 'last-day' ? `Hạn: ${task.title}` : task.title,
  lines: [who(task) ? `Ai làm: ${who(task)}` : '', often(task)].filter(Boolean), path, alarm: null,
})));

/** Everything in the plan that has its days, for anybody's calendar (RFC 5545). */
async function calendarPage(reading: Reading, params: Readonly<Record<string, string>>): Promise<FilePage | null> {
  const shown = await shownPlan(reading, params.slug!);
  if (!shown || shown.version === null) return null;
  const { tasks } = await planReview(reading.db, shown.plan.id, reading.today, shown.version), { item } = shown, signed = shown.publications[0]!.at;
  // stamped with the day it became public: the same plan gives the same bytes
  const text = calendarText(item.title, calendarEvents(tasks, reading.at(item.path)), dayAt(signed), reading.absolute);
  return { kind: 'file', bytes: Buffer.from(text), mediaType: CALENDAR_TYPE, tags: planTags(reading, shown.plan.id), modified: signed };
}
export const plansPortal: PortalPart = {
  noun: 'plans',
  pages: [
    { pattern: PLANS, make: listPage, list: async () => [PLANS], feed: async ({ db, site }) => ({ title: `Kế hoạch – ${site.name}`, items: (await itemsOf(db, { organisationIds: [site.organisation_id], noun: 'plans', size: 50 })).rows, tags: [tagOf.list(site.organisation_id, 'plans')] }) }, { pattern: `${PLANS}/trang/:page`, make: listPage },
    { pattern: `${PLANS}/:slug`, make: planPage },
    { pattern: `${PLANS}/:slug${CALENDAR}`, make: calendarPage },
    { pattern: `${PLANS}/:slug/tep/:file`, make: (reading, params) => registeredFile(reading, `${PLANS}/${params.slug}`, params.file!) },
  ] satisfies readonly PageKind[],
  menu: [{ path: PLANS, label: { vi: 'Kế hoạch', en: 'Plans' }, order: 50, present: async ({ db, site, language }) => language === 'vi' && (await itemsOf(db, { organisationIds: [site.organisation_id], noun: 'plans', size: 1 })).total > 0 }],
  async touched(db, events) {
    const tags = new Set(events.flatMap(({ table, rowId }) => (table === 'plans' && rowId ? [tagOf.item(rowId)] : []))), shown = events.filter(({ table, facts }) => table === 'plan_publications' && typeof facts.plan === 'string');
    if (!shown.length) return [...tags];
    const tree = await organisationTree(db, dayAt(events.at(-1)!.at));
    // a plan that becomes public, or is no longer, measures everybody below: what stands in menus and on home pages changes
    for (const { facts, subjectId } of shown) { tags.add(tagOf.item(facts.plan as Id)); if (subjectId) { tags.add(tagOf.list(subjectId, 'plans')); for (const { id } of tree.subtree(subjectId)) tags.add(tagOf.site(id)); } }
    return [...tags];
  },
  async words(db, ids) {
    const found = new Map<Id, string>();
    for (const plan of await plansById(db, ids)) {
      const [last] = await publicationsOf(db, plan.id);
      if (last?.act !== 'published') continue;
      const { tasks, version } = await planReview(db, plan.id, dayAt(last.at), last.version);
      found.set(plan.id, [plan.title, joinNumber(plan.number, plan.notation), plan.issuer_name, ...version.content.purpose, ...version.content.themes.map(({ title }) => title), ...tasks.map(({ title }) => title)].filter(Boolean).join('\n'));
    }
    return found;
  },
};
