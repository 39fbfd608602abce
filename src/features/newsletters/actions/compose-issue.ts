import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import type { Acting } from '#platform/acting.ts';
import { articlesIn, tidyIssue, type IssueContent } from '../rules/contents.ts';
import { allow } from '../rules/states.ts';
import { articlesForIssue, numberTaken } from '../store/reading.ts';
import { changeIssue, deleteIssue, holdNewsletter, insertIssue } from '../store/rows.ts';
import { heldByComposer, type Which } from './held.ts';

/** Begins an issue. Its numbers are proposed by the page and taken at once. */
export async function startIssue(a: Acting, { newsletterId, content }: { readonly newsletterId: Id; readonly content: IssueContent }): Promise<Id> {
  const newsletter = await holdNewsletter(a.tx, newsletterId, null); // two who begin at once get two numbers
  await a.authorise('newsletters.compose', newsletter.organisation_id);
  if (newsletter.closed_on !== null) throw conflict(`“${newsletter.name}” đã đóng, không ra số mới. Hãy mở lại bản tin trước.`);
  const beside = inShardOf(a, newsletter.id), id = beside.newId(), tidy = await checked(a, newsletterId, null, content);
  await insertIssue(a.tx, {
    shard_id: beside.shard, id, organisation_id: newsletter.organisation_id, newsletter_id: newsletter.id, ...columnsFor(tidy), status: 'draft', author_id: a.by.accountId, author_name: a.by.personName, created_at: a.now,
    changed_by: a.by.accountId, changed_by_name: a.by.personName, changed_at: a.now, submitted_by: null, submitted_by_name: null, submitted_at: null, returned_reason: null, returned_by_name: null, returned_at: null,
    approved_by: null, approved_by_name: null, approved_at: null, self_approved: false, published_at: null, pdf_sha256: null, page_sha256: null, withdrawn_at: null, withdrawn_reason: null, withdrawn_by_name: null, deliverable_id: null, row_version: 1,
  });
  a.record({ verb: 'newsletters.issue-started', table: 'newsletter_issues', id, organisationId: newsletter.organisation_id, facts: { newsletter: newsletter.name, number: tidy.number, year: tidy.year } });
  return id;
}

/** Keeps what was composed. Refused as stale when somebody else kept something since the form was shown. */
export async function composeIssue(a: Acting, { content, ...which }: Which & { readonly content: IssueContent }): Promise<void> {
  const one = await heldByComposer(a, which), status = allow(one.status, 'write');
  await holdNewsletter(a.tx, one.newsletter_id, null);
  const tidy = await checked(a, one.newsletter_id, one.id, content);
  await changeIssue(a.tx, one.id, { ...columnsFor(tidy), status, changed_by: a.by.accountId, changed_by_name: a.by.personName, changed_at: a.now });
  a.record({ verb: 'newsletters.issue-composed', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { title: tidy.title, articles: articlesIn(tidy.sections).length } });
}

/** Thrown away before it was ever out: its number is free again. */
export async function discardIssue(a: Acting, which: Which): Promise<void> {
  const one = await heldByComposer(a, which);
  allow(one.status, 'discard');
  await deleteIssue(a.tx, one.id);
  a.record({ verb: 'newsletters.issue-discarded', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { title: one.title, number: one.number, year: one.year } });
}

const columnsFor = (content: IssueContent) => ({
  year: content.year, number: content.number, overall: content.overall, title: content.title, foreword: content.foreword, sections: content.sections, article_ids: articlesIn(content.sections), from_day: content.fromDay, to_day: content.toDay,
});

async function checked(a: Acting, newsletterId: Id, issueId: Id | null, content: IssueContent): Promise<IssueContent> {
  const tidy = tidyIssue(content), known = await articlesForIssue(a.tx, articlesIn(tidy.sections)), taken = await numberTaken(a.tx, newsletterId, issueId, tidy);
  if (taken === 'number') throw invalid(`Năm ${tidy.year} đã có số ${tidy.number}. Hãy ghi số khác.`, 'number');
  if (taken === 'overall') throw invalid(`Đã có số mang tổng số ${tidy.overall}. Hãy ghi tổng số khác.`, 'overall');
  if (articlesIn(tidy.sections).some((id) => !known.has(id))) throw invalid('Có bài chưa từng đăng nên không đưa vào bản tin được. Hãy bỏ bài đó ra.', '_');
  return tidy;
}
