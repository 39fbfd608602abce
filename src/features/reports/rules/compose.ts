import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { fold } from '#kernel/vietnamese.ts';
import { buildReport, type ReportContent } from '#features/documents/rules/build-report.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import type { Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import { unitsAsShown, type Figures, type ObligationCount } from './figures.ts';
import type { RegimeDefinition } from './regime.ts';
import { NARRATIVE_SECTIONS, type Narrative } from './states.ts';

const paragraphs = (text: string | undefined): string[] => (text ?? '').split(/\n+/).map((line) => line.trim()).filter(Boolean);
const printed = (counts: ObligationCount, debts: number) => ({ due: counts.due, met: counts.met, metLate: counts.metLate, missed: counts.missed, excused: counts.excused, open: counts.open, debts });

const COMMITTEE = /^(UBND|Ủy ban nhân dân)\s+/iu;
const inFull = (name: string): string => fold(name.replace(COMMITTEE, 'Ủy ban nhân dân '));
/** "UBND tỉnh" is the issuer itself when the "Ủy ban nhân dân tỉnh Lam Giang" writes. */
const isIssuer = (name: string, issuer: string): boolean => inFull(issuer) === inFull(name) || inFull(issuer).startsWith(`${inFull(name)} `);

/** Nơi nhận beside "Như trên" and the file copy, which the layout adds: who collects, the issuer's own leaders, in a consolidated report those who reported. */
function distributionOf(issuer: string, via: string | null, consolidated: boolean): string[] {
  const place = issuer.replace(COMMITTEE, '').split(' ')[0] === 'đặc' ? 'đặc khu' : issuer.replace(COMMITTEE, '').split(' ')[0]!;
  return [
    ...(via ? [`${via} (${consolidated ? 'theo dõi' : 'tổng hợp'})`] : []), ...(COMMITTEE.test(issuer) ? [`Chủ tịch, các Phó Chủ tịch UBND ${place}`] : []),
    ...(consolidated ? ['Các cơ quan, đơn vị có tên tại Phụ lục'] : []),
  ];
}

/** Two groups in the annex where there are both: agencies of the issuer's own tier, then committees. */
function unitRows(figures: Figures): ReportContent['unitRows'] {
  const units = unitsAsShown(figures), agencies = units.filter((unit) => !COMMITTEE.test(unit.name)), committees = units.filter((unit) => COMMITTEE.test(unit.name)), both = agencies.length > 0 && committees.length > 0;
  const rows = (some: typeof units, group: string) => some.map((unit) => ({ name: unit.name, ...(both ? { group } : {}), ...printed(unit.obligations, unit.debts) }));
  return [...rows(agencies, 'Các sở, ban, ngành'), ...rows(committees, 'Ủy ban nhân dân các xã, phường, đặc khu')];
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
/** One paragraph a missing value; in a consolidated report one a unit. */
function gapParagraphs(gaps: NonNullable<Figures['gaps']>): string[] {
  if (!gaps.some((gap) => gap.owedBy)) return gaps.map((gap) => sentence(`${gap.label} (${gap.asked}): ${gap.reason}`));
  return [...Map.groupBy(gaps, (gap) => gap.owedBy ?? '')].map(([unit, own]) => sentence(`${unit}: ${own.map((gap) => `${gap.label} (${gap.reason.replace(/[.;]+$/, '')})`).join('; ')}`));
}

/** The report as an official document: the numbers from the figures, the words from the officer, the frame from the unit. */
export function composeReport(input: {
  figures: Figures; narrative: Narrative; document: Letterhead; number: string | null; signedOn: PlainDate | null;
  regime: { name: string; citation: string; definition: RegimeDefinition }; year: number;
}): OfficialDocument {
  const { figures, narrative, document, regime } = input;
  const { toWhom, via } = regime.definition, consolidated = figures.units.length > 0;
  // The unit that consolidates may be the one the units report to: then the report has no Kính gửi, only Nơi nhận.
  const addressees = isIssuer(toWhom, document.issuer) ? [] : [via && !isIssuer(via, document.issuer) ? `${toWhom} (qua ${via})` : toWhom];
  const subject = `Kết quả tuyên truyền cải cách hành chính ${figures.period.label}`;
  const missed = figures.debts.filter((debt) => debt.due < figures.data.from).length;
  const content: ReportContent = {
    issuer: { superior: document.superior, name: document.issuer }, number: input.number, notation: document.notation, place: document.place,
    date: input.signedOn, year: input.signedOn ? yearOf(input.signedOn) : input.year,
    signing: { forms: document.forms, position: document.position, name: document.signer || null },
    distribution: distributionOf(document.issuer, via && !isIssuer(via, document.issuer) ? via : null, consolidated), fileCopy: {}, subject, addressees,
    opening: `Thực hiện ${regime.citation}, ${document.issuer} báo cáo kết quả tuyên truyền cải cách hành chính ${figures.period.label} (số liệu từ ngày ${formatDate(figures.data.from)} đến ngày ${formatDate(figures.data.to)}${figures.frame ? `; các đơn vị được xếp theo tổ chức bộ máy ngày ${formatDate(figures.frame.day)}` : ''}) như sau:`,
    window: figures.data,
    direction: paragraphs(narrative.direction),
    products: [{ group: null, counts: figures.lines.map((line) => ({ product: line.column, unit: line.unit, amount: line.amount, minutes: line.minutes || null, audience: line.audience || null })) }],
    obligations: printed(figures.obligations, missed),
    debts: figures.units.length ? [] : figures.debts.slice(0, 20).map((debt) => ({ task: `${debt.title} (${debt.period})`, due: debt.due, owed: debt.owed, unitOfCount: debt.unit })),
    sections: [
      ...NARRATIVE_SECTIONS.filter(({ key }) => key !== 'direction' && key !== 'proposals' && paragraphs(narrative[key]).length).map(({ key, title }) => ({ title, paragraphs: paragraphs(narrative[key]) })),
      ...(figures.gaps?.length ? [{ title: 'Nội dung chưa có số liệu và lý do', paragraphs: gapParagraphs(figures.gaps) }] : []),
    ],
    proposals: paragraphs(narrative.proposals),
    missingUnits: figures.missing.map((unit) => unit.name),
    unitRows: unitRows(figures) ?? [],
  };
  return buildReport(content);
}
