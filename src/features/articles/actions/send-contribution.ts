import { AppError, conflict, invalid, notFound } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { allGroups, organisationTree, resolveGroup } from '#features/organisations/store.ts';
import { boardUnitOf, workList } from '#features/obligations/store.ts';
import { allowContribution, takesFrom } from '../rules/contribution.ts';
import { EMPTY_CONTENT, tidyContent, type Attachment } from '../rules/content.ts';
import { cleanText } from '../rules/rich-text/inlines.ts';
import { richTextWords, type RichText } from '../rules/rich-text/index.ts';
import { changeContribution, contributionRow, holdContribution, insertContribution } from '../store/contributions.ts';
import { columnRow, type ColumnRow } from '../store/rows.ts';
import type { ContributionRow } from '../store/tables.ts';

export interface Material { readonly title: string; readonly body: RichText; readonly attachments: readonly Attachment[]; readonly note: string | null; /** What the sender owes and this is to count for; none: found by product and day. */ readonly obligationIds: readonly Id[] }

/** A unit sends material to a column of another one. */
export async function sendContribution(a: Acting, { fromId, columnId, material }: { readonly fromId: Id; readonly columnId: Id; readonly material: Material }): Promise<Id> {
  await a.authorise('articles.contribute', fromId);
  const column = await columnFor(a, columnId, fromId), content = await checked(a, fromId, column, material), id = a.newId();
  await insertContribution(a.tx, {
    shard_id: a.shard, id, column_id: column.id, organisation_id: column.organisation_id, from_organisation_id: fromId, status: 'sent', ...content, ...sender(a), reason: null, decided_by_name: null, decided_at: null,
    article_id: null, deliverable_id: null, published_at: null, row_version: 1,
  });
  a.record({ verb: 'contributions.sent', table: 'article_contributions', id, organisationId: fromId, facts: { title: content.title, column: column.name, to: column.organisation_id } });
  return id;
}

/** What came back is sent anew, as it is now; the day of this sending counts. */
export async function sendAgain(a: Acting, { contributionId, rowVersion, material }: { readonly contributionId: Id; readonly rowVersion: number | null; readonly material: Material }): Promise<void> {
  const one = await heldBySender(a, contributionId, rowVersion), status = allowContribution(one.status, 'send-again');
  const content = await checked(a, one.from_organisation_id, await columnFor(a, one.column_id, one.from_organisation_id), material);
  await changeContribution(a.tx, one.id, { status, ...content, ...sender(a), reason: null, decided_by_name: null, decided_at: null });
  a.record({ verb: 'contributions.sent', table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: content.title, again: true, to: one.organisation_id } });
}

/** The sender takes it back before the editors have taken it over. */
export async function recallContribution(a: Acting, { contributionId, rowVersion }: { readonly contributionId: Id; readonly rowVersion: number | null }): Promise<void> {
  const one = await heldBySender(a, contributionId, rowVersion), status = allowContribution(one.status, 'recall');
  await changeContribution(a.tx, one.id, { status, decided_by_name: a.by.personName, decided_at: a.now });
  a.record({ verb: 'contributions.recalled', table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: one.title } });
}

async function heldBySender(a: Acting, id: Id, seen: number | null): Promise<ContributionRow> {
  const before = await contributionRow(a.tx, id);
  if (before) await a.authorise('articles.contribute', before.from_organisation_id);
  return holdContribution(a.tx, id, seen);
}
const sender = (a: Acting) => ({ sent_by: a.by.accountId, sent_by_name: a.by.personName, sent_at: a.now, sent_on: a.today });

async function columnFor(a: Acting, columnId: Id, fromId: Id): Promise<ColumnRow> {
  const column = await columnRow(a.tx, columnId);
  if (!column) throw notFound('chuyên mục này');
  const group = column.contributors_group_id, members = column.contributors === 'group' && group && (await allGroups(a.tx)).has(group) ? (await resolveGroup(a.tx, group, a.today)).members.map((one) => one.id) : [];
  if (!takesFrom(column, fromId, await organisationTree(a.tx, a.today), new Set(members))) throw new AppError('forbidden', `Chuyên mục “${column.name}” hiện không nhận bài cộng tác của đơn vị bạn. Hãy chọn chuyên mục khác, hoặc đề nghị cơ quan giữ chuyên mục mở nhận bài.`, { field: 'columnId' });
  return column;
}

async function checked(a: Acting, fromId: Id, column: ColumnRow, material: Material): Promise<Pick<ContributionRow, 'title' | 'body' | 'attachments' | 'note' | 'obligation_ids'>> {
  const { title, body, attachments } = tidyContent({ ...EMPTY_CONTENT, title: material.title, body: material.body, attachments: material.attachments });
  if (richTextWords(body).trim().length < 20 && attachments.length === 0) throw invalid('Chưa có nội dung. Hãy viết hoặc dán nội dung, hoặc đính kèm tệp.', 'body');
  return { title, body, attachments, note: cleanText(material.note ?? '').trim().slice(0, 1000).toWellFormed() || null, obligation_ids: await owned(a, fromId, column, material.obligationIds) };
}

/**
 * What the sender owes: never what the published article itself counts for. Otherwise one piece of writing could be counted twice for one duty, where a division
 * sends to the column of its commune.
 */
async function owned(a: Acting, fromId: Id, column: ColumnRow, ids: readonly Id[]): Promise<Id[]> {
  if (!ids.length) return [];
  const tree = await organisationTree(a.tx, a.today), cards = await cardsOfSender(a, fromId, column), mine = new Set(cards.map((card) => card.id));
  if (ids.some((id) => !mine.has(id))) throw conflict(boardUnitOf(tree, fromId) === boardUnitOf(tree, column.organisation_id) ? 'Việc được chọn là của chính cơ quan giữ chuyên mục, được tính khi bài đăng. Hãy chọn việc khác của đơn vị bạn.' : 'Việc được chọn không còn mở hoặc không phải của đơn vị bạn. Hãy chọn lại.');
  return [...new Set(ids)];
}

/** What a contribution to this column may count for. */
export async function cardsOfSender(a: Pick<Acting, 'tx' | 'today'>, fromId: Id, column: Pick<ColumnRow, 'organisation_id' | 'product'> | null) {
  const cards = Object.values(await workList(a.tx, fromId, a.today)).flat();
  if (!column) return cards;
  const theirs = new Set(Object.values(await workList(a.tx, column.organisation_id, a.today)).flat().filter((card) => card.product === column.product).map((card) => card.id));
  return cards.filter((card) => !theirs.has(card.id));
}
