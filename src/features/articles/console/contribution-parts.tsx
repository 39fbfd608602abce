import { notFound } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { raw } from 'hono/html';
import { formatInstant } from '#kernel/plain-date.ts';
import { allGroups, organisationTree, resolveGroup } from '#features/organisations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Card, Chip, Facts } from '#ui/parts.tsx';
import { CONTRIBUTION_LABEL, takesFrom } from '../rules/contribution.ts';
import { filesIn, richTextHtml } from '../rules/rich-text/index.ts';
import { columnsTaking, contributionRow, type ContributionListRow } from '../store/contributions.ts';
import { columnRow, type ColumnRow } from '../store/rows.ts';
import type { ContributionRow } from '../store/tables.ts';

export async function contributionOfVisit(visit: Visit): Promise<{ readonly one: ContributionRow; readonly column: ColumnRow; readonly names: (id: Id) => string }> {
  const id = visit.c.req.param('contribution') ?? '', one = isId(id) ? await contributionRow(visit.db, id) : undefined, column = one && (await columnRow(visit.db, one.column_id));
  if (!one || !column) throw notFound('bài cộng tác này');
  return { one, column, names: await namesFor(visit) };
}
export async function namesFor(visit: Visit): Promise<(id: Id) => string> {
  const tree = await organisationTree(visit.db, visit.today);
  return (id) => (tree.get(id) ?? tree.latest(id))?.name ?? '';
}

/** Columns that take contributions of this unit today. */
export async function columnsTakingFrom(visit: Visit, unit: Id): Promise<ColumnRow[]> {
  const tree = await organisationTree(visit.db, visit.today), groups = await allGroups(visit.db), columns = await columnsTaking(visit.db, tree.ancestorsOf(unit).map(({ id }) => id)), members = new Map<Id, ReadonlySet<Id>>();
  for (const group of new Set(columns.flatMap((one) => (one.contributors === 'group' && one.contributors_group_id ? [one.contributors_group_id] : []))))
    if (groups.has(group)) members.set(group, new Set((await resolveGroup(visit.db, group, visit.today)).members.map((one) => one.id)));
  return columns.filter((column) => takesFrom(column, unit, tree, members.get(column.contributors_group_id ?? ('' as Id)) ?? new Set()));
}

/** Where it stands: its own state, and once it is an article, whether readers see it. */
export const ContributionChip = ({ one }: { one: Pick<ContributionListRow, 'status' | 'article_status' | 'live_version'> }) => <>
  <Chip tone={CONTRIBUTION_LABEL[one.status].tone}>{CONTRIBUTION_LABEL[one.status].label}</Chip>
  {one.status !== 'taken-over' ? null : one.article_status === 'withdrawn' ? <> <Chip tone="none">bài đã gỡ</Chip></> : one.live_version !== null ? <> <Chip tone="good">đã đăng</Chip></> : <> <small>đang biên tập</small></>}</>;

/** The material as it was sent. `files`: where this page serves its files. */
export const MaterialCard = ({ one, files }: { one: ContributionRow; files: string }) => {
  const inBody = new Set(filesIn(one.body)), offered = one.attachments.filter((file) => !inBody.has(file.sha256));
  return <Card title="Nội dung đã gửi" id="noi-dung">
    <div class="article-view"><h3>{one.title}</h3><div class="body">{raw(richTextHtml(one.body, { imageUrl: (sha256) => `${files}/${sha256}` }).replace(/<(\/?)h([1-4])\b/g, (_: string, slash: string, level: string) => `<${slash}h${Number(level) + 2}`))}</div></div>
    {offered.length ? <ul>{offered.map((file) => <li><a href={`${files}/${file.sha256}`} data-turbo="false" download>{file.name}</a></li>)}</ul> : null}
    <Facts rows={[['Người gửi', `${one.sent_by_name}, ${formatInstant(one.sent_at)}`], ...(one.note ? [['Lời nhắn', one.note] as const] : [])]} />
  </Card>;
};
