import { conflict, notFound } from '#kernel/app-error.ts';
import { shardOf, type Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { bothFiles, DOCUMENT_FORMATS } from '#features/documents/print.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { composeSettlement } from '../rules/compose.ts';
import { allow } from '../rules/guards.ts';
import { partsOf } from '../store/reading.ts';
import { budget, changeBudget, holdBudget, insertSettlement } from '../store/rows.ts';
import { budgetWorkbook } from '../workbook.ts';
import { factsOf, nameIn } from './facts-of.ts';
import { inShardOf } from '#platform/in-shard-of.ts';

const MEDIA = { json: 'application/json', docx: DOCUMENT_FORMATS.docx.mediaType, pdf: DOCUMENT_FORMATS.pdf.mediaType, xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const;

/** Closes the books of a budget: figures, Word file, PDF and workbook are frozen by hash, and nothing of it changes any more. */
export async function settleBudget(a: Acting, files: FileStore, input: { readonly budgetId: Id; readonly rowVersion: number | null; readonly remarks?: string | null }): Promise<void> {
  const known = await budget(a.tx, input.budgetId);
  if (!known) throw notFound('dự toán này');
  await a.authorise('budgets.settle', known.organisation_id);
  const current = await holdBudget(a.tx, input.budgetId, input.rowVersion);
  allow(current.status, 'settle');
  const open = (await partsOf(a.tx, current.id)).filter((part) => part.status !== 'settled');
  if (open.length > 0) {
    const tree = await organisationTree(a.tx, a.today);
    throw conflict(`Còn ${open.length} đơn vị chưa quyết toán: ${open.slice(0, 5).map((part) => nameIn(tree, part)).join('; ')}${open.length > 5 ? '…' : ''}. Bản tổng hợp quyết toán sau khi các đơn vị quyết toán xong.`);
  }
  const facts = await factsOf(a.tx, current, a.today), paper = composeSettlement(facts, { document: current.document, note: input.remarks ?? null, decision: { number: current.decision_number, on: current.decided_on } });
  const keep = (bytes: Uint8Array, extension: keyof typeof MEDIA) => keepMade(inShardOf(a, current.id), files, { bytes, name: `quyet-toan-${current.year}.${extension}`, mediaType: MEDIA[extension], organisationId: current.organisation_id });
  const id = inShardOf(a, current.id).newId(), made = await bothFiles(paper);
  await insertSettlement(a.tx, {
    shard_id: shardOf(current.id), id, budget_id: current.id,
    figures_sha256: await keep(Buffer.from(JSON.stringify({ schema: 'loa-settlement/1', budget: current.id, settledOn: a.today, ...facts })), 'json'),
    docx_sha256: await keep(made.docx, 'docx'), pdf_sha256: await keep(made.pdf, 'pdf'),
    xlsx_sha256: await keep(await budgetWorkbook(facts, paper.subject, true), 'xlsx'), settled_by_name: a.by.personName, settled_at: a.now,
  });
  await changeBudget(a.tx, current.id, { status: 'settled', settled_on: a.today });
  a.record({ verb: 'budgets.settlement-frozen', table: 'settlements', id, organisationId: current.organisation_id });
  a.record({ verb: 'budgets.settled', table: 'budgets', id: current.id, organisationId: current.organisation_id, facts: { title: current.title, total: facts.totals.spent } });
}
