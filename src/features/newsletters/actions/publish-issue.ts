import type { Id } from '#kernel/id.ts';
import { richTextWords } from '#features/articles/rules/rich-text/index.ts';
import { cardsOf } from '#features/articles/rules/progress.ts';
import { reasonOf } from '#features/articles/rules/approval.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { takeBack } from '#features/deliverables/actions/take-back.ts';
import type { EvidenceForm } from '#features/deliverables/rules/form.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { workList, type CountsFor } from '#features/obligations/store.ts';
import { placeItem, withdrawItem } from '#features/sites/actions/place-item.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { inShardOf } from '#platform/in-shard-of.ts';
import { printIssue } from '../print.ts';
import { finishedPage } from '../finished-page.tsx';
import { leadOf, numberInWords, wantedPath, type Section } from '../rules/contents.ts';
import { allow } from '../rules/states.ts';
import { issueToPrint, shownIssue } from '../shown.ts';
import { changeIssue, holdIssue, newsletterRow, type IssueRow, type NewsletterRow } from '../store/rows.ts';
import { insertSending, stopSending } from '../store/letters.ts';
import { heldByEditor, type Which } from './held.ts';
import { readyToGoOut } from './approve-issue.ts';

/** What an installation needs for printing: where files lie, and what stands before its addresses. */
export interface Press { readonly files: FileStore; readonly origin: string | null; /** on-demand: typeset when somebody first opens it, from the versions that were out on this day; the evidence is the page then. */ readonly print?: 'now' | 'on-demand' }

/** The approved issue goes out: its page, its print, the result that counts, and the letters to everybody who asked for them. */
export async function publishIssue(a: Acting, press: Press, which: Which): Promise<string> {
  const one = await heldByEditor(a, which), status = allow(one.status, 'publish'), newsletter = (await newsletterRow(a.tx, one.newsletter_id))!;
  await readyToGoOut(a, one);
  const shown = await shownIssue(a.tx, { ...one, published_at: a.now }, a.today);
  const sections: Section[] = one.sections.map((section) => ({ ...section, entries: section.entries.map((entry) => ({ ...entry, version: shown.articles.get(entry.articleId)!.version })) }));
  const out: IssueRow = { ...one, status, sections, published_at: a.now };
  const page = await keepMade(a, press.files, { bytes: new TextEncoder().encode(finishedPage({ ...shown, issue: out })), name: `ban-tin-so-${one.number}-${one.year}.html`, mediaType: 'text/html', organisationId: one.organisation_id });
  const pdf = press.print === 'on-demand' ? null : await printed(a, press, out);
  const path = await placeItem(a, {
    id: one.id, noun: 'newsletters', organisationId: one.organisation_id, wanted: wantedPath(one), language: 'vi', title: `${numberInWords(one)}: ${one.title}`, summary: summaryOf(out, newsletter),
    picture: coverOf(out, shown.articles), collectionId: newsletter.id,
  });
  const deliverableId = await result(a, out, newsletter, page, pdf);
  await changeIssue(a.tx, one.id, { status, sections, published_at: a.now, page_sha256: page, pdf_sha256: pdf, deliverable_id: deliverableId, changed_at: a.now });
  const beside = inShardOf(a, newsletter.id);
  await insertSending(a.tx, { shard_id: beside.shard, id: beside.newId(), kind: 'issue', target_id: newsletter.id, organisation_id: one.organisation_id, issue_id: one.id, article_ids: one.article_ids, until: a.now, created_at: a.now, queued_at: null, stopped_at: null });
  a.record({ verb: 'newsletters.issue-published', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { newsletter: newsletter.name, title: one.title, number: numberInWords(one), href: `/x/${one.id}` } });
  return path;
}

/** Takes the issue back: its page says so with the reason, it counts no more unless a submitted report has counted it, and letters that have not gone out stay here. */
export async function withdrawIssue(a: Acting, { reason, ...which }: Which & { readonly reason: string }): Promise<'ended' | 'noted' | 'nothing'> {
  const one = await heldByEditor(a, which), status = allow(one.status, 'withdraw'), why = reasonOf(reason, 'reason', 'Chưa ghi lý do thu hồi. Người đọc sẽ thấy lý do này trên trang.');
  const counted = one.deliverable_id ? await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'newsletters', id: one.id }, reason: `Số bản tin đã thu hồi: ${why}` }) : 'nothing';
  await changeIssue(a.tx, one.id, { status, withdrawn_at: a.now, withdrawn_reason: why, withdrawn_by_name: a.by.personName, changed_at: a.now });
  await withdrawItem(a, { id: one.id });
  await stopSending(a.tx, one.id, a.now);
  a.record({ verb: 'newsletters.issue-withdrawn', table: 'newsletter_issues', id: one.id, organisationId: one.organisation_id, facts: { reason: why, counted } });
  return counted;
}

/** A sent report had counted it and came back: now that it is free it stops counting. */
export async function uncountWithdrawn(a: Acting, issueId: Id): Promise<boolean> {
  const one = await holdIssue(a.tx, issueId, null);
  await a.authorise('newsletters.approve', one.organisation_id);
  if (one.status !== 'withdrawn' || !one.deliverable_id) return false;
  return (await takeBack(a, { deliverableId: one.deliverable_id, bornOf: { noun: 'newsletters', id: one.id }, reason: `Số bản tin đã thu hồi: ${one.withdrawn_reason}` })) === 'ended';
}

async function printed(a: Acting, press: Press, issue: IssueRow): Promise<string> {
  const bytes = await printIssue(press.files, await issueToPrint(a.tx, issue, a.today, press.origin));
  return keepMade(a, press.files, { bytes, name: printName(issue), mediaType: 'application/pdf', organisationId: issue.organisation_id });
}
export const printName = ({ number, year }: Pick<IssueRow, 'number' | 'year'>): string => `ban-tin-so-${number}-${year}.pdf`;
const printEvidence = (one: IssueRow, sha256: string): EvidenceForm => ({ kind: 'file', sha256, fileName: printName(one), caption: 'Bản in' });

/** The result that publishing makes, confirmed from birth in the name of who approved. */
async function result(a: Acting, one: IssueRow, newsletter: NewsletterRow, page: string, pdf: string | null): Promise<Id> {
  const editor: Acting = { ...a, by: { ...a.by, accountId: one.approved_by, personName: one.approved_by_name ?? a.by.personName } }, countsFor = await countsForOf(a, one, newsletter);
  const made = await record(editor, {
    organisationId: one.organisation_id,
    form: { product: 'newsletter', channel: newsletter.channel, title: `${newsletter.name}, ${numberInWords(one)}: ${one.title}`, themes: [], doneOn: a.today, amount: 1, note: null },
    evidence: [{ kind: 'published-item', reference: { noun: 'newsletters', id: one.id }, caption: `/x/${one.id}` }, { kind: 'file', sha256: page, fileName: `ban-tin-so-${one.number}-${one.year}.html`, caption: 'Trang như đã phát hành' }, ...(pdf ? [printEvidence(one, pdf)] : [])],
    ...(countsFor ? { countsFor } : {}), bornOf: { noun: 'newsletters', id: one.id },
  });
  return made.id;
}

/** The commitments of the tasks the newsletter was begun for, as far as they run today; null: found by product, channel and day. */
async function countsForOf(a: Acting, one: IssueRow, newsletter: NewsletterRow): Promise<CountsFor | null> {
  if (newsletter.item_ids.length === 0) return null;
  const cards = Object.values(await workList(a.tx, one.organisation_id, a.today)).flat().filter((card) => card.periodFrom <= a.today && a.today <= card.periodTo);
  return { obligationIds: [], commitmentIds: [...new Set(cardsOf(aimOf(newsletter), cards).map((card) => card.commitmentId))] };
}
/** What a newsletter counts for, in the terms of a column's progress. */
export const aimOf = (newsletter: Pick<NewsletterRow, 'channel' | 'item_ids'>) => ({ product: 'newsletter', channel: newsletter.channel, item_ids: newsletter.item_ids });

const coverOf = (issue: IssueRow, articles: Awaited<ReturnType<typeof shownIssue>>['articles']) => {
  const lead = leadOf(issue.sections), cover = lead ? articles.get(lead)?.cover : null;
  return cover ? { sha256: cover.sha256, alt: cover.alt } : null;
};
const summaryOf = (issue: IssueRow, newsletter: NewsletterRow): string => {
  const words = richTextWords(issue.foreword).replace(/\s+/g, ' ').trim();
  return words ? (words.length > 280 ? `${words.slice(0, 277).replace(/\s+\S*$/u, '')}…` : words) : `${newsletter.name}, ${issue.article_ids.length} bài.`;
};
