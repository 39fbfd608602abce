import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { buildReport, type ReportContent } from '#features/documents/rules/build-report.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { Figures, ObligationCount } from './figures.ts';
import type { RegimeDefinition } from './regime.ts';
import { NARRATIVE_SECTIONS, type Narrative } from './states.ts';

const paragraphs = (text: string | undefined): string[] => (text ?? '').split(/\n+/).map((line) => line.trim()).filter(Boolean);
const printed = (counts: ObligationCount, debts: number) => ({ due: counts.due, met: counts.met, metLate: counts.metLate, missed: counts.missed, excused: counts.excused, debts });

/** The report as an official document: the numbers from the figures, the words from the officer, the frame from the unit. */
export function composeReport(input: {
  figures: Figures; narrative: Narrative; document: Letterhead; number: string | null; signedOn: PlainDate | null;
  regime: { name: string; citation: string; definition: RegimeDefinition }; year: number;
}): OfficialDocument {
  const { figures, narrative, document, regime } = input;
  const { toWhom, via } = regime.definition;
  const subject = `Kết quả tuyên truyền cải cách hành chính ${figures.period.label}`;
  const missed = figures.debts.filter((debt) => debt.due < figures.data.from).length;
  const content: ReportContent = {
    issuer: { superior: document.superior, name: document.issuer }, number: input.number, notation: document.notation, place: document.place,
    date: input.signedOn, year: input.signedOn ? yearOf(input.signedOn) : input.year,
    signing: { forms: document.forms, position: document.position, name: document.signer || null },
    distribution: [], fileCopy: {}, subject, addressees: [via ? `${toWhom} (qua ${via})` : toWhom],
    opening: `Thực hiện ${regime.citation}, ${document.issuer} báo cáo kết quả tuyên truyền cải cách hành chính ${figures.period.label} (số liệu từ ngày ${formatDate(figures.data.from)} đến ngày ${formatDate(figures.data.to)}) như sau:`,
    window: figures.data,
    direction: paragraphs(narrative.direction),
    products: [{ group: null, counts: figures.lines.map((line) => ({ product: line.column, unit: line.unit, amount: line.amount, minutes: line.minutes || null, audience: line.audience || null })) }],
    obligations: printed(figures.obligations, missed),
    debts: figures.units.length ? [] : figures.debts.slice(0, 20).map((debt) => ({ task: `${debt.title} (${debt.period})`, due: debt.due, owed: debt.owed, unitOfCount: debt.unit })),
    sections: NARRATIVE_SECTIONS.filter(({ key }) => key !== 'direction' && key !== 'proposals' && paragraphs(narrative[key]).length)
      .map(({ key, title }) => ({ title, paragraphs: paragraphs(narrative[key]) })),
    proposals: paragraphs(narrative.proposals),
    missingUnits: figures.missing.map((unit) => unit.name),
    unitRows: figures.units.map((unit) => ({ name: unit.name, ...printed(unit.obligations, unit.debts) })),
  };
  return buildReport(content);
}
