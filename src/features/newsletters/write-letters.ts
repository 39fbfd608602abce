import type { Id } from '#kernel/id.ts';
import { dayAt } from '#kernel/plain-date.ts';
import type { Reader } from '#platform/db/tables.ts';
import { columnRow } from '#features/articles/store.ts';
import { richTextWords } from '#features/articles/rules/rich-text/index.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import { numberInWords } from './rules/contents.ts';
import { columnLetter, confirmLetter, issueLetter, type Composed } from './rules/letter.ts';
import { plainLines } from './rules/masthead.ts';
import { UNCONFIRMED_DAYS } from './rules/subscription.ts';
import { shownIssue } from './shown.ts';
import { articlesForIssue } from './store/reading.ts';
import { issueRow, newsletterRow } from './store/rows.ts';
import type { SendingRow } from './store/letters.ts';
import type { SubscriptionRow } from './store/subscriptions.ts';

/** What the receivers of one sending read, made when it is sent: an article that was taken down meanwhile is not in it. Null: there is nothing left to say. */
export async function writeSending(db: Reader, sending: SendingRow, publicUrl: string): Promise<Composed | null> {
  return sending.issue_id ? writeIssue(db, sending.issue_id, publicUrl) : writeColumn(db, sending, publicUrl);
}

const short = (publicUrl: string, id: Id): string => `${publicUrl}/x/${id}`;

async function writeIssue(db: Reader, issueId: Id, publicUrl: string): Promise<Composed | null> {
  const issue = await issueRow(db, issueId);
  if (!issue || issue.status !== 'published' || !issue.published_at) return null;
  const { newsletter, articles, organisation } = await shownIssue(db, issue, dayAt(issue.published_at)), item = await publicItem(db, issue.id), place = item && (await sitePlaces(db, [item.organisation_id], dayAt(issue.published_at))).get(item.organisation_id);
  const page = item && place ? addressOf(place, item.path) : `/x/${issue.id}`, pageHref = /^https?:/.test(page) ? page : publicUrl + page;
  return issueLetter({
    newsletter: newsletter.name, organisation, numberLine: numberInWords(issue), title: issue.title, day: dayAt(issue.published_at), foreword: richTextWords(issue.foreword).split('\n').filter(Boolean), pageHref, pdfHref: item && place ? `${pageHref}.pdf` : pageHref,
    imprint: plainLines(newsletter, organisation),
    items: issue.sections.flatMap((section) => section.entries.flatMap((entry) => {
      const one = articles.get(entry.articleId);
      return one?.live ? [{ title: one.title, summary: entry.text ?? one.summary, href: short(publicUrl, one.id), under: section.heading || null }] : [];
    })),
  });
}

async function writeColumn(db: Reader, sending: SendingRow, publicUrl: string): Promise<Composed | null> {
  const column = await columnRow(db, sending.target_id), articles = await articlesForIssue(db, sending.article_ids);
  const items = sending.article_ids.flatMap((id) => { const one = articles.get(id); return one?.live ? [{ title: one.title, summary: one.summary, href: short(publicUrl, id), under: null }] : []; });
  if (!column || items.length === 0) return null;
  return columnLetter({ column: column.name, organisation: (await organisationTree(db, dayAt(sending.until))).latest(column.organisation_id)?.name ?? '', items });
}

/** The letter that asks whether it was them; `asked`: everything chosen in the same form. */
export async function writeConfirmation(db: Reader, asked: readonly SubscriptionRow[]): Promise<Composed> {
  const names: string[] = [];
  for (const one of asked) names.push(one.kind === 'newsletter' ? ((await newsletterRow(db, one.target_id))?.name ?? 'Bản tin') : `Bài mới trong chuyên mục “${(await columnRow(db, one.target_id))?.name ?? ''}” (nhiều nhất mỗi ngày một thư)`);
  return confirmLetter({ organisation: (await organisationTree(db, dayAt(asked[0]!.asked_at))).latest(asked[0]!.organisation_id)?.name ?? '', what: names, days: UNCONFIRMED_DAYS });
}
