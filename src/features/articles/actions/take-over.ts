import { escapeHtml } from '#kernel/escape-html.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import { formatInstant } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { HANDED_IN } from '#features/channels/rules/products.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { keepAgain } from '#features/files/actions/keep-again.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { livingHeir, organisationTree } from '#features/organisations/store.ts';
import { EMPTY_CONTENT } from '../rules/content.ts';
import { allowContribution } from '../rules/contribution.ts';
import { richTextHtml } from '../rules/rich-text/index.ts';
import { changeContribution } from '../store/contributions.ts';
import type { ContributionRow } from '../store/tables.ts';
import { heldByReceiver, type WhichContribution } from './answer-contribution.ts';
import { startArticle } from './write-draft.ts';

/**
 * The editor takes material over: an article in the column with its text and files, and the sender's result. The sender is credited here and not on publication: its
 * duty, in the words of the letter of Cẩm Xuyên (số 2, gạch đầu dòng 2), is "định kỳ hàng tháng cung cấp các thông tin, nội dung", which is done once the media centre has usable
 * material; when and whether it goes out is the centre's own affair. The day that counts is the day it was sent: an editor who is slow makes nobody late.
 */
export async function takeOver(a: Acting, files: FileStore, which: WhichContribution): Promise<Id> {
  const one = await heldByReceiver(a, which), status = allowContribution(one.status, 'take');
  await keepAgain(a, one.attachments.map((file) => file.sha256), shardOf(one.id), one.organisation_id);
  const articleId = await startArticle(a, { columnId: one.column_id, content: { ...EMPTY_CONTENT, title: one.title, body: one.body, attachments: one.attachments, coordinatingIds: [one.from_organisation_id] } });
  await changeContribution(a.tx, one.id, { status, article_id: articleId, deliverable_id: await creditSender(a, files, one), decided_by_name: a.by.personName, decided_at: a.now, reason: null });
  a.record({ verb: 'contributions.taken-over', table: 'article_contributions', id: one.id, organisationId: one.from_organisation_id, facts: { title: one.title, article: articleId } });
  return articleId;
}

/**
 * What was handed in, counted as handed in (`HANDED_IN`), never as published: no count of articles holds it a second time. Recorded for the sender by who received it, with
 * the material as proof; the receiver needs no right of its own at the sender, the right to receive is what was asked.
 */
async function creditSender(a: Acting, files: FileStore, one: ContributionRow): Promise<Id> {
  const unit = (await organisationTree(a.tx, a.today)).get(one.from_organisation_id) ? one.from_organisation_id : (await livingHeir(a.tx, one.from_organisation_id, a.today)) ?? one.from_organisation_id;
  const sha256 = await keepMade(a, files, { bytes: new TextEncoder().encode(materialPage(one)), name: `bai-cong-tac-${one.sent_on}.html`, mediaType: 'text/html', organisationId: one.from_organisation_id });
  const forSender: Acting = { ...a, authorise: async () => {} };
  return (await record(forSender, {
    organisationId: unit, form: { product: HANDED_IN.key, channel: HANDED_IN.defaultChannel, title: one.title, doneOn: one.sent_on, amount: 1, note: `${one.sent_by_name} gửi, ${a.by.personName} nhận` },
    evidence: [{ kind: 'file', sha256, fileName: `bai-cong-tac-${one.sent_on}.html`, caption: 'Nội dung như đã gửi' }, ...one.attachments.slice(0, 9).map((file) => ({ kind: 'file' as const, sha256: file.sha256, fileName: file.name }))],
    countsFor: { obligationIds: one.obligation_ids, commitmentIds: null }, bornOf: { noun: 'contributions', id: one.id },
  })).id;
}

const materialPage = (one: ContributionRow): string => [
  '<!doctype html>', '<html lang="vi">', `<head><meta charset="utf-8"><title>${escapeHtml(one.title)}</title></head>`, '<body><main>', `<h1>${escapeHtml(one.title)}</h1>`, `<p>${escapeHtml(one.sent_by_name)} gửi ${formatInstant(one.sent_at)}</p>`,
  richTextHtml(one.body, { imageUrl: (file) => `/lam-viec/cong-tac/${one.id}/tep/${file}` }), '</main></body>', '</html>', '',
].join('\n');
