import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { comment } from '#features/discussions/actions/comment.ts';
import { addEntry } from '#features/directory/actions/keep-entry.ts';
import { openEntries } from '#features/directory/store.ts';
import { registerDocument } from '#features/documents/actions/register-document.ts';
import { documentList } from '#features/documents/store/public.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { reorganise } from '#features/organisations/actions/reorganise.ts';
import { noAnswers } from '#features/organisations/rules/handing-over.ts';
import type { Route } from '#platform/http/route.ts';
import type { Reader } from '#platform/db/tables.ts';
import type { TestActing } from './acting.ts';
import { sampleNewsletter } from './sample-newsletter.ts';
import { sampleArticle, sampleContribution } from './sample-article.ts';
import { sampleBudget } from './sample-budget.ts';
import { sampleProcedures } from './sample-procedure.ts';
import { samplePrint } from './sample-print.ts';
import { samplePosting } from './sample-posting.ts';
import { people, type Worked } from './worked-province.ts';

/** A real address of a route, and the unit at which its permission is looked up (null when there is nothing to look up). */
export interface Sample { readonly path: string; readonly place: Id | null }
export interface Samples { readonly province: Worked; readonly db: Reader; readonly acting: TestActing }

/** Routes that change the person they name get somebody new each time. */
export const wearsOut = (route: Route): boolean => route.path.includes(':account');

/**
 * A row of every noun that routes name, written down by hand beside the place it belongs to: the routes' own
 * `organisationOf` is what is being tested. Null: nobody has said yet which row to take.
 */
export async function sampleFor(route: Route, { province, db, acting }: Samples): Promise<Sample | null> {
  const commune = province.communes[0]!, root = province.root, owner = route.path.includes(':group') ? root : commune;
  const rows: Readonly<Record<string, { readonly id: Id; readonly place: Id }>> = {
    organisations: { id: owner, place: owner }, obligations: { id: province.obligation, place: commune }, deliverables: { id: province.deliverable, place: commune },
    regimes: { id: province.regime, place: root }, reports: { id: province.report, place: commune }, letters: { id: province.letter, place: root }, drafts: { id: province.letterDraft, place: root }, plans: { id: province.plan, place: root },
  };
  if (route.scope.kind === 'of' && route.scope.noun === 'succession-events') {
    // a department that nothing else looks at gets another name
    const known = await sql<{ id: Id }>`select id from succession_events limit 1`.execute(db), events = [{ line: 0, onDay: plainDate('2026-11-02'), citation: 'Nghị quyết số 1/NQ-HĐND', reason: '', kind: 'rename' as const, unit: province.departments[2]!, name: 'Văn phòng Ủy ban' }];
    const id = known.rows[0]?.id ?? (await acting.run((a) => reorganise(a, { events, scopeId: root, answers: () => ({ answers: noAnswers }) }))).eventIds[0]!;
    return { path: route.path.replace(':event', id), place: province.departments[2]! };
  }
  if (route.scope.kind === 'of' && (route.scope.noun === 'budgets' || route.scope.noun === 'sent-budgets')) {
    const { budget, line, expenditure } = await sampleBudget(acting, db, commune, root, province.photo);
    return { path: route.path.replace(':budget', budget).replace(':line', line).replace(':expenditure', expenditure).replace(':file', 'du-toan.xlsx'), place: route.scope.noun === 'budgets' ? commune : root };
  }
  if (route.scope.kind === 'of' && route.scope.noun === 'public-documents') {
    const { rows: [known] } = await documentList(db, { organisationId: commune, withdrawn: true }), id = known?.id ?? (await acting.run((a) => registerDocument(a, { organisationId: commune, files: [], facts: {
      form: 'decision', authority: 'UBND xã', number: '15/QĐ-UBND', signedOn: plainDate('2026-03-02'), signer: null, effectiveFrom: null, effectiveTo: null, abstract: 'Phân công đầu mối cải cách hành chính' } })));
    return { path: route.path.replace(':document', id), place: commune };
  }
  if (route.scope.kind === 'of' && route.scope.noun === 'directory-entries') {
    const [known] = await openEntries(db, [commune], plainDate('2026-11-20')), id = known?.id ?? (await acting.run((a) => addEntry(a, { organisationId: commune, kind: 'hotline', typed: { number: '0999 000 001', purpose: 'Hướng dẫn thủ tục' } })));
    return { path: route.path.replace(':entry', id), place: commune };
  }
  if (route.scope.kind === 'of' && route.scope.noun === 'prints') return { path: route.path.replace(':print', await samplePrint(acting, db, commune)).replace(':file', 'doc.png'), place: commune };
  if (route.scope.kind === 'of' && (route.scope.noun === 'articles' || route.scope.noun === 'article-columns')) {
    const { article, column } = await sampleArticle(acting, db, commune, province.photo);
    return { path: route.path.replace(':article', article).replace(':column', column).replace(':file', province.photo), place: commune };
  }
  if (route.scope.kind === 'of' && (route.scope.noun === 'contributions' || route.scope.noun === 'received-contributions')) {
    const { column } = await sampleArticle(acting, db, commune, province.photo), from = province.departments[0]!, id = await sampleContribution(acting, db, { column, from, photo: province.photo });
    return { path: route.path.replace(':contribution', id).replace(':file', province.photo), place: route.scope.noun === 'contributions' ? from : commune };
  }
  if (route.scope.kind === 'of' && ['newsletters', 'newsletter-issues', 'newsletter-subscriptions'].includes(route.scope.noun)) {
    const { newsletter, issue, subscription } = await sampleNewsletter(acting, db, commune);
    return { path: route.path.replace(':newsletter', newsletter).replace(':issue', issue).replace(':subscription', subscription), place: commune };
  }
  if (route.path.startsWith('/lam-viec/phat-hanh/')) {
    const { posting, outlet, item } = await samplePosting(acting, db, commune, province.photo);
    return { path: route.path.replace(':posting', posting).replace(':outlet', outlet).replace(':item', item).replace(':of', 'articles'), place: route.scope.kind === 'of' ? commune : null };
  }
  if (route.path.startsWith('/lam-viec/thu-tuc') || route.path.startsWith('/lam-viec/niem-yet')) {
    const { procedure, decision, entry, shop, sheet } = await sampleProcedures(acting, db, root, commune, province.photo), noun = route.scope.kind === 'of' ? route.scope.noun : '';
    return { path: route.path.replace(':procedure', procedure).replace(':decision', decision).replace(':entry', entry).replace(':shop', shop).replace(':sheet', sheet).replace(':file', province.photo), place: route.scope.kind !== 'of' ? null : noun === 'one-stop-shops' || noun === 'check-sheets' ? commune : root };
  }
  let victim: { account: Id; role: Id } | null = null;
  const person = async (): Promise<{ account: Id; role: Id }> => (victim ??= await somebody(acting, db, commune));
  const others: Readonly<Record<string, () => Promise<string> | string>> = {
    evidence: () => province.evidence, version: () => '1', year: () => '2026', token: () => 'khong-co-that', session: () => acting.newId(), id: () => acting.newId(),
    kind: () => 'contact', plan: () => province.plan, unit: () => province.communes[0]!, section: () => 'noi-nhan', item: () => '0',
    task: async () => (await sql<{ id: string }>`select id from plan_tasks where plan_id = ${province.plan} order by ordinal limit 1`.execute(db)).rows[0]!.id,
    noun: () => 'plan-tasks', subject: () => itemOf(db, province), comment: () => commentOn(acting, db, province),
    organisation: () => province.communes[0]!, notice: () => acting.newId(), feed: () => acting.newId(),
    file: () => (route.path.startsWith('/lam-viec/an-pham/mau/') ? 'led.png' : route.path.startsWith('/calendar/') ? 'khong-co-that.ics' : route.path.includes('/bao-cao/') ? 'bao-cao.docx' : 'cong-van.docx'),
    account: async () => (await person()).account, role: async () => (await person()).role,
    group: async () => (await sql<{ id: string }>`select id from organisation_groups where owner_id = ${root} order by id limit 1`.execute(db)).rows[0]!.id,
  };
  const own = route.scope.kind === 'of' ? rows[route.scope.noun] : undefined;
  if (route.scope.kind === 'of' && !own) return null;
  let path = route.path + (QUERIES[route.path]?.(province) ?? '');
  if (own && route.scope.kind === 'of') path = path.replace(`:${route.scope.param}`, own.id);
  for (const [, name] of path.matchAll(/:(\w+)/g)) {
    const value = others[name!];
    if (!value) return null;
    path = path.replace(`:${name}`, await value());
  }
  return { path, place: own ? (ASKED_ABOVE.some((end) => route.path.endsWith(end)) ? root : own.place) : null };
}

/** Letting a unit off is asked of the one above it; taking and returning a report of the one it is sent to. */
const ASKED_ABOVE = ['/viec/:obligation/mien', '/bao-cao/:report/chap-nhan', '/bao-cao/:report/tra-lai', '/bao-cao/:report/phe-duyet', '/bao-cao/:report/bo-buoc'];

/** What a page cannot do without. */
const QUERIES: Readonly<Record<string, (province: Worked) => string>> = {
  '/lam-viec/bao-cao/che-do/:regime/ky': () => '?ky=quarter%2F2026-07-01',
  '/lam-viec/bao-cao/che-do/:regime/ky/nhan': () => '?ky=quarter%2F2026-07-01',
  '/lam-viec/bao-cao/che-do/:regime/ky/phe-duyet': () => '?ky=quarter%2F2026-07-01',
  '/lam-viec/bao-cao/che-do/:regime/ky/gia-han': () => '?ky=quarter%2F2026-07-01',
  '/lam-viec/van-ban/xem': () => '?khoa=76%2FNQ-CP%402021-07-15',
  '/lam-viec/bao-cao/:report/dong': ({ column }) => `?cot=${encodeURIComponent(column)}`,
};

let count = 0;
/** Works at the unit alone, so that an administrator of the unit alone may decide about the account. */
async function somebody(acting: TestActing, db: Reader, at: Id): Promise<{ account: Id; role: Id }> {
  const userName = `nguoi.${++count}@songtra.example`;
  const account = (await people(acting, [{ userName, name: 'Nguyễn Văn Tạm', at, roles: ['officer'], subtree: false }])).get(userName)!;
  return { account, role: (await sql<{ id: Id }>`select id from account_roles where account_id = ${account}`.execute(db)).rows[0]!.id };
}

const itemOf = async (db: Reader, province: Worked): Promise<Id> => (await sql<{ id: Id }>`select item_id as id from plan_tasks where plan_id = ${province.plan} order by ordinal limit 1`.execute(db)).rows[0]!.id;
/** Somebody's words about a task that everybody reads; nobody who walks is their author. */
async function commentOn(acting: TestActing, db: Reader, province: Worked): Promise<Id> {
  const { rows: [there] } = await sql<{ id: Id }>`select id from comments limit 1`.execute(db), id = await itemOf(db, province);
  return there?.id ?? acting.run((a) => comment(a, { subject: { noun: 'plan-tasks', id, organisationId: province.root, title: 'Nhiệm vụ', href: '/', readers: 'down' }, body: 'Xin hướng dẫn', picked: [], as: { unitId: province.root, unit: 'UBND tỉnh' } }));
}
