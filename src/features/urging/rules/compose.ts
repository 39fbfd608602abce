import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { buildUrgingLetter, type Arrear } from '#features/documents/rules/build-urging-letter.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import type { ObligationCard } from '#features/obligations/rules/views.ts';

/** What the officer decides; everything else comes from the plan and the ledger. */
export interface LetterForm {
  readonly issuer: string; readonly superior: string | null; readonly notation: string; readonly place: string; readonly number: string | null; readonly signedOn: PlainDate | null;
  readonly forms: readonly string[]; readonly position: string; readonly signer: string; readonly finishBefore: PlainDate; readonly reportTo: string; readonly via: string | null; readonly further: string;
}

export const arrearOf = (card: ObligationCard, unit: string): Arrear =>
  ({ unit, task: card.title, period: card.periodLabel, due: card.due, owed: card.amount === null ? null : card.amount - card.excused, done: card.credited, unitOfCount: card.unit });

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
const COMMITTEE = /^(?:UBND|Ủy ban nhân dân)\s+(đặc khu|\S+)/iu;

/** Nơi nhận beside "Như trên" and the file copy: the committee's own leaders, the office that follows up. */
function distributionOf(form: LetterForm): string[] {
  const place = COMMITTEE.exec(form.issuer)?.[1]?.toLocaleLowerCase('vi');
  return [...(place ? [`Chủ tịch, các Phó Chủ tịch UBND ${place}`] : []), ...(form.via ? [`${form.via} (theo dõi)`] : [])];
}

/** "UBND-VX": the field or unit that drafted also keeps its copy, "Lưu: VT, VX". */
const draftedBy = (notation: string): { unit?: string } => { const unit = notation.split('-')[1]?.trim(); return unit ? { unit } : {}; };

/** The letter with its annex; `recipients` are the names of the units, grouped by the caller when they are all of a kind. */
export function composeLetter(input: { form: LetterForm; plan: { words: string; title: string }; arrears: readonly Arrear[]; recipients: readonly string[]; asOf: PlainDate }): OfficialDocument {
  const { form, plan } = input, kind = plan.words.split(/ (?:số|ngày|của) /u)[0]!, title = lowerFirst(plan.title);
  return buildUrgingLetter({
    issuer: { superior: form.superior, name: form.issuer }, number: form.number, notation: form.notation, place: form.place, date: form.signedOn, year: yearOf(input.asOf),
    signing: { forms: form.forms, position: form.position, name: form.signer || null }, distribution: distributionOf(form), fileCopy: draftedBy(form.notation),
    about: `đôn đốc thực hiện ${title.startsWith(kind.toLocaleLowerCase('vi')) ? title : `${kind} ${title}`}`,
    addressees: input.recipients, basis: plan.words, speaker: form.issuer, asOf: input.asOf, arrears: input.arrears, finishBefore: form.finishBefore,
    reportTo: { to: form.reportTo, ...(form.via ? { via: form.via } : {}), before: form.finishBefore },
    further: form.further.split('\n').map((line) => line.trim()).filter(Boolean),
  });
}

/** "Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh về …" */
export const planWords = (plan: { kind: string; number: string | null; signedOn: PlainDate | null; issuer: string; title: string }): string =>
  `${plan.kind}${plan.number ? ` số ${plan.number}` : ''}${plan.signedOn ? ` ngày ${formatDate(plan.signedOn)}` : ''} của ${plan.issuer} về ${lowerFirst(plan.title)}`;
