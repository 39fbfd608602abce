import type { Id } from '#kernel/id.ts';
import { dayAt, type PlainDate } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { ShownIssue } from './issue-view.tsx';
import type { ToPrint } from './print.ts';
import { articlesForIssue } from './store/reading.ts';
import { newsletterRow, type IssueRow } from './store/rows.ts';

const namesOn = async (db: Reader, day: PlainDate): Promise<(id: Id) => string> => { const tree = await organisationTree(db, day); return (id) => (tree.get(id) ?? tree.latest(id))?.name ?? ''; };

/** An issue as its web page shows it now. */
export async function shownIssue(db: Reader, issue: IssueRow, today: PlainDate): Promise<ShownIssue> {
  const newsletter = await newsletterRow(db, issue.newsletter_id);
  if (!newsletter) throw new Error(`issue ${issue.id} of no newsletter`);
  return { newsletter, issue, articles: await articlesForIssue(db, issue.article_ids), organisation: (await namesOn(db, issue.published_at ? dayAt(issue.published_at) : today))(issue.organisation_id) };
}

/** An issue as it is printed: what stood on the day it came out, also when it is printed later. */
export async function issueToPrint(db: Reader, issue: IssueRow, today: PlainDate, origin: string | null): Promise<ToPrint> {
  const newsletter = await newsletterRow(db, issue.newsletter_id), day = issue.published_at ? dayAt(issue.published_at) : today, nameOf = await namesOn(db, day);
  if (!newsletter) throw new Error(`issue ${issue.id} of no newsletter`);
  const versions = new Map(issue.sections.flatMap((section) => section.entries.flatMap((one) => (one.version ? [[one.articleId, one.version] as const] : []))));
  return { newsletter, issue, articles: await articlesForIssue(db, issue.article_ids, versions), nameOf, organisation: nameOf(issue.organisation_id), day, origin };
}
