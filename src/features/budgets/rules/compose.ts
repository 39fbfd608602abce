import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import { buildAllotment, buildEstimate, buildSettlement, type BudgetPaperLine } from '#features/documents/rules/build-budget.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import type { BudgetPaper } from '../store/tables.ts';
import { costInWords } from './cost.ts';
import type { BudgetFacts, FactLine, NamedOn } from './facts.ts';
import { quantityText, SOURCE_LABEL, SOURCE_SHORT, SOURCES } from './line.ts';
import { notationFor } from './papers.ts';

/** What the papers need beside the figures. */
export interface PaperOf { readonly document: BudgetPaper; readonly note: string | null; readonly decision: { readonly number: string | null; readonly on: PlainDate | null } }

const paragraphs = (text: string | null): string[] => (text ?? '').split(/\n+/).map((line) => line.trim()).filter(Boolean);
const aboutOf = (facts: BudgetFacts, named: NamedOn): string => [`tuyên truyền cải cách hành chính năm ${facts.year}`, named.former].filter(Boolean).join(' ');
const paperLine = (line: FactLine): BudgetPaperLine => ({
  task: line.task, description: line.description, unit: line.unit, quantity: quantityText(line.quantity), price: line.unitPrice, source: SOURCE_SHORT[line.source], note: line.note,
  estimated: line.estimated, approved: line.approved ?? 0, allotted: line.allotted ?? 0, spent: line.spent,
});
const frame = (paper: BudgetPaper, year: number) => ({
  issuer: { superior: paper.superior, name: paper.issuer }, number: paper.number, notation: paper.notation, place: paper.place, date: paper.signedOn, year: paper.signedOn ? yearOf(paper.signedOn) : year,
  signing: { forms: paper.forms, position: paper.position, name: paper.signer || null }, fileCopy: {},
});

/** Tờ trình with the estimate; of a consolidated one with the rows of units and tasks. */
export function composeEstimate(facts: BudgetFacts, { document, note }: PaperOf): OfficialDocument {
  const named = facts.then.estimate, to = facts.parts.length > 0 ? named.committee : named.office;
  return buildEstimate({
    ...frame(document, facts.year), distribution: [], speaker: named.organisation, basis: facts.basis, about: aboutOf(facts, named), addressees: [to ?? 'Cơ quan tài chính cùng cấp'], reasons: paragraphs(note),
    total: facts.totals.estimated, proposed: facts.totals.appraised, bySource: SOURCES.map((source) => ({ source: SOURCE_LABEL[source], amount: facts.totals.bySource[source].estimated })), lines: facts.lines.map(paperLine),
    units: facts.parts.map((part) => ({ name: part.sentAs, estimated: part.totals.estimated, proposed: part.totals.appraised, state: part.totals.bySource.STATE_BUDGET.appraised, other: part.totals.bySource.OTHER_FUNDING.appraised })),
    tasks: facts.tasks.map((row) => ({ task: row.task, units: row.units, estimated: row.estimated, proposed: row.appraised })), missing: facts.missing,
  });
}

const inFull = (name: string): string => name.replace(/^UBND\s/iu, 'Ủy ban nhân dân ');

/** The committee's decision, ready to sign before it was made and with its number afterwards. `head`: the committee's own letterhead. */
export function composeAllotment(facts: BudgetFacts, paper: PaperOf, head: BudgetPaper): OfficialDocument {
  const [number, notation] = splitNumber(paper.decision.number), decided = paper.decision.on !== null;
  const named = facts.then.decision, committee = inFull(named.committee ?? head.issuer), given = (sum: { approved: number; appraised: number }): number => (decided ? sum.approved : sum.appraised);
  const proposal = paper.document.number ? ` tại Tờ trình số ${paper.document.number}/${paper.document.notation}${paper.document.signedOn ? ` ngày ${formatDate(paper.document.signedOn)}` : ''}` : '';
  return buildAllotment({
    ...frame({ ...head, number, notation: notation ?? notationFor('QĐ', head.notation), signedOn: paper.decision.on }, facts.year), distribution: ['Như Điều 3', ...(named.office ? [named.office] : [])],
    speaker: named.organisation, basis: facts.basis, about: aboutOf(facts, named), addressees: [], authority: committee,
    legalBases: ['Căn cứ Luật Tổ chức chính quyền địa phương', 'Căn cứ Luật Ngân sách nhà nước', ...(facts.basis ? [`Căn cứ ${facts.basis}`] : []), `Xét đề nghị của ${facts.parts.length > 0 ? named.organisation : (named.office ?? named.organisation)}${facts.parts.length > 0 ? proposal : ''}`],
    total: given(facts.totals), estimated: facts.totals.estimated, bySource: SOURCES.map((source) => ({ source: SOURCE_LABEL[source], amount: given(facts.totals.bySource[source]) })),
    lines: facts.lines.map((line) => ({ ...paperLine(line), approved: decided ? (line.approved ?? 0) : (line.appraised ?? line.estimated) })),
    units: facts.parts.map((part) => ({ name: part.decidedAs, estimated: part.totals.estimated, proposed: given(part.totals), state: given(part.totals.bySource.STATE_BUDGET), other: given(part.totals.bySource.OTHER_FUNDING) })),
    office: named.office ?? 'cơ quan tài chính',
  });
}

export function composeSettlement(facts: BudgetFacts, { document, note, decision }: PaperOf): OfficialDocument {
  return buildSettlement({
    ...frame({ ...document, number: null, signedOn: null, notation: notationFor('BC', document.notation) }, facts.year), distribution: [], speaker: facts.organisation, basis: facts.basis, about: aboutOf(facts, facts),
    addressees: [(facts.parts.length > 0 ? facts.committee : facts.office) ?? 'Cơ quan tài chính cùng cấp'], decision: `Quyết định số ${decision.number ?? ''}${decision.on ? ` ngày ${formatDate(decision.on)}` : ''}`,
    totals: facts.totals, bySource: SOURCES.map((source) => ({ source: SOURCE_LABEL[source], amount: facts.totals.bySource[source].allotted, spent: facts.totals.bySource[source].spent })), amendments: facts.amendments,
    lines: facts.lines.map(paperLine), units: facts.parts.map((part) => ({ name: part.name, approved: part.totals.approved, allotted: part.totals.allotted, spent: part.totals.spent })),
    payments: facts.payments.map((one) => ({ on: one.on, voucher: one.voucher, what: fold(one.payee).includes(fold(one.line)) ? one.payee : `${one.payee} (${one.line})`, amount: one.amount })),
    costs: facts.costs.map((cost) => `${cost.task ? `${cost.task}: ` : ''}${costInWords(cost, cost.unit)}`), remarks: paragraphs(note),
  });
}

/** "412/QĐ-UBND" → "412" and "QĐ-UBND". */
function splitNumber(text: string | null): [string | null, string | null] {
  if (!text) return [null, null];
  const slash = text.indexOf('/');
  return slash < 0 ? [text, null] : [text.slice(0, slash), text.slice(slash + 1)];
}
