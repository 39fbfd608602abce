import type { Id } from '#kernel/id.ts';
import { dayAt } from '#kernel/plain-date.ts';
import { slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { addEvidence } from '#features/deliverables/actions/evidence.ts';
import { record } from '#features/deliverables/actions/record.ts';
import type { EvidenceForm } from '#features/deliverables/rules/form.ts';
import { deliverableView } from '#features/deliverables/store.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { placeItem } from '#features/sites/actions/place-item.ts';
import { linesFor, type CountsFor } from '#features/obligations/store.ts';
import { reasonOf } from '../rules/approval.ts';
import { finishedPage } from '../rules/article-html.ts';
import { linksOf } from '../rules/link-check.ts';
import { allow, type ArticleState } from '../rules/states.ts';
import { forgetOtherLinks } from '../store/links.ts';
import { changeArticle, changeVersion, columnRow, type ArticleRow, type ColumnRow, type VersionRow } from '../store/rows.ts';
import { namesOf } from './names-of.ts';
import { contributionOut } from './follow-contribution.ts';
import { heldByEditor, type Held, type Which } from './held.ts';
import { readyToGoOut } from './submit-article.ts';

/** The approved version goes out now. */
export async function publishArticle(a: Acting, files: FileStore, which: Which): Promise<void> {
  const held = await heldByEditor(a, which), status = allow(held.one, 'publish');
  await putOut(a, files, held, status, 'articles.published');
}

/** The emergency: who may approve sends it out without the first step. The reason stays on the article and in the log. */
export async function publishAtOnce(a: Acting, files: FileStore, { reason, ...which }: Which & { readonly reason: string }): Promise<void> {
  const { one, version } = await heldByEditor(a, which), status = allow(one, 'bypass');
  const why = reasonOf(reason, 'reason', 'Đăng khẩn bỏ qua bước trình và duyệt nên cần lý do. Hãy ghi vì sao không chờ được.');
  const approval = { approved_by: a.by.accountId, approved_by_name: a.by.personName, approved_at: a.now, bypass_reason: why };
  await changeVersion(a.tx, version.id, approval);
  await putOut(a, files, { one, version: { ...version, ...approval } }, status, 'articles.published-at-once');
}

/** Part of publishing, by a hand or by the clock: the page as a file, the result that counts, the state. */
export async function putOut(a: Acting, files: FileStore, { one, version }: Held, status: ArticleState, verb: 'articles.published' | 'articles.published-at-once' | 'articles.published-on-time'): Promise<void> {
  readyToGoOut(one, version);
  const first = one.live_version === null, column = (await columnRow(a.tx, one.column_id))!;
  const article: ArticleRow = { ...one, status, live_version: version.number, published_at: one.published_at ?? a.now, updated_at: first ? null : a.now }, shown: VersionRow = { ...version, published_at: a.now };
  const html = finishedPage({ article, version: shown, column: column.name, names: await namesOf(a.tx, article, version, a.today) });
  const sha256 = await keepMade(a, files, { bytes: new TextEncoder().encode(html), name: `bai-${dayAt(a.now)}-ban-${version.number}.html`, mediaType: 'text/html', organisationId: one.organisation_id });
  await changeVersion(a.tx, version.id, { published_at: a.now, snapshot_sha256: sha256 });
  const deliverableId = first ? await result(a, one, version, column, sha256) : one.deliverable_id;
  if (!first && deliverableId) await addSnapshot(a, one, deliverableId, version.number, sha256);
  await changeArticle(a.tx, one.id, { status, live_version: version.number, publish_at: null, published_at: article.published_at, updated_at: article.updated_at, deliverable_id: deliverableId, changed_at: a.now });
  if (first) await contributionOut(a, one.id); else await forgetOtherLinks(a.tx, one.id, linksOf(version.body));
  await placeItem(a, { id: one.id, noun: 'articles', organisationId: one.organisation_id, wanted: `/tin-bai/${slugOf(version.title)}`, language: version.language, title: version.title, summary: version.summary, picture: version.cover, collectionId: one.column_id });
  a.record({ verb, table: 'articles', id: one.id, organisationId: one.organisation_id, facts: { title: version.title, number: version.number, column: column.name, href: `/x/${one.id}`, ...(version.bypass_reason ? { reason: version.bypass_reason } : {}), ...(first ? {} : { changed: version.change_note }) } });
  a.record({ verb: 'articles.version-published', table: 'article_versions', id: version.id, organisationId: one.organisation_id, facts: { article: one.id, sha256 } });
}

const snapshot = (sha256: string, number: number): EvidenceForm => ({ kind: 'file', sha256, fileName: `bai-da-dang-ban-${number}.html`, caption: `Trang như đã đăng, bản ${number}` });

/** The result that publishing makes, confirmed from birth in the name of who approved. */
async function result(a: Acting, one: ArticleRow, version: VersionRow, column: ColumnRow, sha256: string): Promise<Id> {
  const editor: Acting = { ...a, by: { ...a.by, accountId: version.approved_by, personName: version.approved_by_name ?? a.by.personName } };
  const countsFor = await countsForOf(a, one, column);
  const made = await record(editor, {
    organisationId: one.organisation_id,
    form: { product: column.product, channel: column.channel, title: version.title, themes: version.themes, doneOn: a.today, amount: 1, note: version.bypass_reason ? `Đăng khẩn: ${version.bypass_reason}` : null },
    evidence: [{ kind: 'published-item', reference: { noun: 'articles', id: one.id }, caption: `/x/${one.id}` }, snapshot(sha256, version.number)],
    ...(countsFor ? { countsFor } : {}), bornOf: { noun: 'articles', id: one.id },
  });
  return made.id;
}

/** The commitments of the tasks the column was opened for, as far as they run today; null: found by product, channel and day. */
async function countsForOf(a: Acting, one: ArticleRow, column: ColumnRow): Promise<CountsFor | null> {
  if (column.item_ids.length === 0) return null;
  const running = (await linesFor(a.tx, [one.organisation_id], a.today)).filter((line) => line.product === column.product && column.item_ids.includes(line.itemId));
  return { obligationIds: [], commitmentIds: [...new Set(running.map((line) => line.commitmentId))] };
}

async function addSnapshot(a: Acting, one: ArticleRow, deliverableId: Id, number: number, sha256: string): Promise<void> {
  const there = await deliverableView(a.tx, deliverableId);
  if (there && there.status !== 'withdrawn') await addEvidence(a, { id: deliverableId, organisation_id: one.organisation_id }, [snapshot(sha256, number)], there.evidence.length + 1);
}
