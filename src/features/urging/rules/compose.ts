import { formatDate, yearOf, type PlainDate } from '#kernel/plain-date.ts';
import { buildUrgingLetter, type Arrear } from '#features/documents/rules/build-urging-letter.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import type { Duty } from './words.ts';

/** What the officer decides; everything else comes from the plan and the ledger. */
export interface LetterForm {
  readonly issuer: string; readonly superior: string | null; readonly notation: string; readonly place: string; readonly number: string | null; readonly signedOn: PlainDate | null;
  readonly forms: readonly string[]; readonly position: string; readonly signer: string; readonly finishBefore: PlainDate; readonly reportTo: string; readonly via: string | null; readonly further: string;
}

/** What a letter says of one duty. */
export const arrearOf = (duty: Pick<Duty, 'title' | 'periodLabel' | 'due' | 'left' | 'amount' | 'unit' | 'unitName'>, unitKey: string): Arrear =>
  ({ unit: duty.unitName, unitKey, task: duty.title, period: duty.periodLabel, due: duty.due, owed: duty.amount, done: duty.amount - duty.left, unitOfCount: duty.unit });

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
const COMMITTEE = /^(?:UBND|Ủy ban nhân dân)\s+(đặc khu|\S+)/iu;

/** Nơi nhận beside "Như trên" and the file copy: the committee's own leaders, the office that follows up. */
function distributionOf(form: LetterForm): string[] {
  const place = COMMITTEE.exec(form.issuer)?.[1]?.toLocaleLowerCase('vi');
  return [...(place ? [`Chủ tịch, các Phó Chủ tịch UBND ${place}`] : []), ...(form.via ? [`${form.via} (theo dõi)`] : [])];
}

/** "UBND-VX": the field or unit that drafted also keeps its copy, "Lưu: VT, VX". */
const draftedBy = (notation: string): { unit?: string } => { const unit = notation.split('-')[1]?.trim(); return unit ? { unit } : {}; };

/** What a letter goes out from: "Kế hoạch số 07/KH-UBND … về …" and what it urges, "thực hiện Kế hoạch …". */
export interface LetterBasis { readonly words: string; readonly about: string }

/** The letter with its annex; `recipients` are the leaders addressed, together when they are many. */
export function composeLetter(input: { form: LetterForm; basis: LetterBasis; arrears: readonly Arrear[]; recipients: readonly string[]; asOf: PlainDate; annexed?: boolean }): OfficialDocument {
  const { form, basis } = input;
  return buildUrgingLetter({
    issuer: { superior: form.superior, name: form.issuer }, number: form.number, notation: form.notation, place: form.place, date: form.signedOn, year: yearOf(input.asOf),
    signing: { forms: form.forms, position: form.position, name: form.signer || null }, distribution: distributionOf(form), fileCopy: draftedBy(form.notation),
    about: `đôn đốc ${basis.about}`, annexed: input.annexed ?? false,
    addressees: input.recipients, basis: basis.words, speaker: form.issuer, asOf: input.asOf, arrears: input.arrears, finishBefore: form.finishBefore,
    reportTo: { to: form.reportTo, ...(form.via ? { via: form.via } : {}), before: form.finishBefore },
    further: form.further.split('\n').map((line) => line.trim()).filter(Boolean),
  });
}

export interface PlanInWords { readonly kind: string; readonly number: string | null; readonly signedOn: PlainDate | null; readonly issuer: string; readonly title: string }

export function planBasis(plan: PlanInWords): LetterBasis {
  const words = planWords(plan), kind = words.split(/ (?:số|ngày|của) /u)[0]!, title = lowerFirst(plan.title);
  return { words, about: `thực hiện ${title.startsWith(kind.toLocaleLowerCase('vi')) ? title : `${kind} ${title}`}` };
}

/** A regime that comes from no plan: its citation is the basis, its name what is urged. */
export const regimeBasis = (regime: { readonly name: string; readonly citation: string }): LetterBasis => ({ words: regime.citation, about: `gửi ${lowerFirst(regime.name)}` });

/** "Kế hoạch số 07/KH-UBND ngày 12/01/2026 của UBND tỉnh về …" */
export const planWords = (plan: PlanInWords): string =>
  `${plan.kind}${plan.number ? ` số ${plan.number}` : ''}${plan.signedOn ? ` ngày ${formatDate(plan.signedOn)}` : ''} của ${plan.issuer} về ${lowerFirst(plan.title)}`;
