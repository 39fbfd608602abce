import { notFound } from '#kernel/app-error.ts';
import type { Visit } from '#platform/http/visit.ts';
import { DOCUMENT_FORMATS, printDocument } from '#features/documents/print.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { factsOf } from '../actions/facts-of.ts';
import { composeAllotment, composeEstimate, composeSettlement, type PaperOf } from '../rules/compose.ts';
import type { BudgetFacts } from '../rules/facts.ts';
import { paperDefaults } from '../rules/papers.ts';
import { settlementOf, type Budget } from '../store/rows.ts';
import { budgetWorkbook } from '../workbook.ts';
import { budgetOf } from './parts.tsx';

const TYPES: Readonly<Record<string, string>> = {
  docx: DOCUMENT_FORMATS.docx.mediaType, pdf: DOCUMENT_FORMATS.pdf.mediaType, xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', json: 'application/json',
};
const download = (visit: Visit, bytes: Uint8Array, name: string): Response => visit.c.body(new Uint8Array(bytes), 200, {
  'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff',
}) as Response;

const paperOf = (one: Budget, document = one.former?.document ?? one.document): PaperOf => ({ document, note: one.note, decision: { number: one.decision_number, on: one.decided_on } });

/** The committee's letterhead, from what is known of it. */
async function committeeHead(visit: Visit, one: Budget) {
  const tree = await organisationTree(visit.db, visit.today), id = one.former?.decision ? one.former.decision.committeeId : one.committee_id, committee = id ? tree.latest(id) : undefined;
  if (!committee) throw notFound('cơ quan phê duyệt dự toán này');
  return paperDefaults(committee, null);
}

const DOCUMENTS = {
  'du-toan': async (_: Visit, one: Budget, facts: BudgetFacts) => composeEstimate(facts, paperOf(one)),
  'phe-duyet': async (visit: Visit, one: Budget, facts: BudgetFacts) => composeAllotment(facts, paperOf(one), await committeeHead(visit, one)),
  'quyet-toan': async (_: Visit, one: Budget, facts: BudgetFacts) => composeSettlement(facts, { ...paperOf(one, one.document), note: null }),
} as const;

/** `du-toan.docx`, `phe-duyet.pdf`, `quyet-toan.xlsx`, made of the figures as they are now; a settled budget's settlement comes from its frozen bytes. */
export async function paper(visit: Visit): Promise<Response> {
  const one = await budgetOf(visit), name = visit.c.req.param('file') ?? '', [which = '', extension = ''] = name.split('.');
  if (!Object.hasOwn(DOCUMENTS, which) || !(extension in TYPES)) throw notFound('tệp này');
  const settled = which === 'quyet-toan' ? await settlementOf(visit.db, one.id) : undefined;
  if (settled) {
    const sha = { docx: settled.docx_sha256, pdf: settled.pdf_sha256, xlsx: settled.xlsx_sha256, json: settled.figures_sha256 }[extension]!;
    return download(visit, await visit.deps.files.read(sha), `${which}-${one.year}.${extension}`);
  }
  if (extension === 'json') throw notFound('tệp này');
  const facts = await factsOf(visit.db, one, visit.today), document = await DOCUMENTS[which as keyof typeof DOCUMENTS](visit, one, facts);
  const bytes = extension === 'xlsx' ? await budgetWorkbook(facts, document.subject, which === 'quyet-toan') : (await printDocument(document, extension === 'docx' ? 'docx' : 'pdf')).bytes;
  return download(visit, bytes, `${which}-${one.year}.${extension}`);
}
