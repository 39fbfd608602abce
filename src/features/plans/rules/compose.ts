import { formatDate } from '#kernel/plain-date.ts';
import { fold, formatNumber, sentenceCase } from '#kernel/vietnamese.ts';
import type { Organisation } from '#features/organisations/rules/tree.ts';
import { buildPlan, type PlanTask } from '#features/documents/rules/build-plan.ts';
import { documentDefaults, type Letterhead } from '#features/documents/rules/letterhead-defaults.ts';
import type { OfficialDocument } from '#features/documents/rules/official-document.ts';
import { cadenceInWords } from '#features/documents/rules/phrases.ts';
import type { LegalReference, Reporting } from '#features/reading/rules/result.ts';
import type { PlanReview, TaskView } from '../store/review.ts';
import type { Rate } from './content.ts';
import { PER_LABEL, RHYTHM_WORDS } from './words.ts';

/** A plan as an official document: agencies by the names the document used, the frame from what was read or from the unit. */
export function composePlan(review: PlanReview, head: Letterhead, year: number): OfficialDocument {
  const { plan, version: { content }, tasks } = review, body = plan.issuing_capacity === 'body';
  const duties = new Map<string, string[]>();
  // Reporting clauses are printed among the duties; only a plan that has none there gets them written out.
  let closing = 'Trên đây là Kế hoạch; trong quá trình thực hiện nếu có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời phản ánh để xem xét, giải quyết.';
  for (const { agency, text } of content.duties) {
    // The closing words of the paper, where reading left them with the last duty, stand once and at the end.
    const end = text.indexOf('Trên đây là '), duty = (end < 0 ? text : text.slice(0, end)).trim();
    if (end >= 0) closing = text.slice(end).replace(/[./\s]+$/u, '.');
    if (duty) duties.set(agency, [...(duties.get(agency) ?? []), duty]);
  }
  const issuer = head.issuer, who = body ? issuer : `Chủ tịch ${issuer}`;
  return buildPlan({
    issuer: { superior: head.superior, name: issuer }, number: plan.number === null ? null : String(plan.number), notation: plan.notation ?? head.notation.replace(/^BC-/, 'KH-'), place: plan.place ?? head.place,
    date: plan.signed_on, year, signing: { forms: plan.signer?.capacity.length ? plan.signer.capacity : body ? head.forms : [], position: plan.signer?.position ?? head.position, name: plan.signer?.name ?? null },
    distribution: content.recipients.filter((line) => !/^lưu\b/i.test(line)), fileCopy: fileCopyOf(content.recipients), subject: plan.title.replace(/^kế hoạch\s+/i, ''), legalBases: content.legalBases.map(baseInWords),
    opening: [`${who} ban hành Kế hoạch ${lowerFirst(plan.title.replace(/^kế hoạch\s+/i, ''))} như sau:`], purposes: content.purpose, requirements: content.requirements, themes: content.themes.map(({ title }) => ({ title })),
    tasks: tasks.filter((task) => task.purpose !== 'report').map(taskOf), taskLayout: 'sections', funding: content.budget.sources.map(sentenceCase),
    duties: [...[...duties].map(([agency, items]) => ({ agency, items })), ...(content.duties.some(({ text }) => fold(text).includes('bao cao')) ? [] : content.reporting.filter((clause) => clause.who)).map((clause) => ({ agency: clause.who!, items: [reportInWords(clause)] }))],
    closing,
  });
}

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

/** "Lưu: VT, VX" as printed: what stands after the records office. */
function fileCopyOf(recipients: readonly string[]): { unit?: string } {
  const unit = recipients.find((line) => /^lưu\b/iu.test(line))?.replace(/^lưu\s*:?\s*/iu, '').split(/[,;.]/u).map((one) => one.trim()).filter((one) => one && one !== 'VT').join(', ');
  return unit ? { unit } : {};
}

const baseInWords = ({ type, number, date, issuer, name }: LegalReference): string =>
  `Căn cứ ${type}${number ? ` số ${number}` : ''}${date ? ` ngày ${formatDate(date)}` : ''}${issuer ? ` của ${issuer}` : ''}${name ? ` ${name}` : ''}`.replace(/^Căn cứ Căn cứ/, 'Căn cứ');

export const rateInWords = (rate: Rate): string => (rate.count === null || rate.per === 'half-year'
  ? `${rate.product ? `${rate.product}: ` : ''}${rate.count === null ? `hằng ${PER_LABEL[rate.per]}` : `${formatNumber(rate.count)} ${rate.unit}/${PER_LABEL[rate.per]}`}`
  : cadenceInWords({ count: rate.count, unit: rate.unit, per: rate.per, ...(rate.durationMinutes ? { minutes: rate.durationMinutes } : {}), ...(rate.annualTotal ? { annualTotal: rate.annualTotal } : {}), ...(rate.product ? { product: rate.product } : {}) }));

function taskOf(task: TaskView): PlanTask {
  const named = (...roles: string[]): string[] => task.parties.filter((party) => roles.includes(party.role) && !party.dropped_reason).map((party) => party.as_written);
  const coordinators = named('coordinating'), lead = named('lead', 'implementing');
  return {
    title: task.title, cadences: task.rates.map((rate) => rateInWords(task.rates.length > 1 ? rate : { ...rate, product: null })), directing: named('directing'), lead, coordinators, leadLabel: task.parties.some((party) => party.role === 'implementing') ? 'Cơ quan thực hiện' : 'Cơ quan chủ trì',
    ...(task.timing ? { timing: task.timing } : {}),
  };
}

const reportInWords = ({ toWhom, via, cadence, deadline, deadlineText, embeddedIn }: Reporting): string =>
  `${cadence.length ? `Định kỳ (${cadence.map((one) => RHYTHM_WORDS[one]).join(', ')}) báo` : 'Báo'} cáo kết quả thực hiện${toWhom ? ` về ${toWhom}` : ''}${via ? ` (qua ${via})` : ''}${deadlineText ? ` ${deadlineText}` : deadline ? ` trước ngày ${formatDate(deadline)}` : ''}${embeddedIn ? ` (lồng ghép vào ${embeddedIn})` : ''}`;

/** Who stands in the letterhead: as printed, without the office that signs; "UBND tỉnh" in a sentence is the whole name there. */
function headName(printed: string, known: string | undefined): string {
  const body = printed.replace(/^chủ tịch\s+/iu, '');
  return known && /\s(tỉnh|thành phố|huyện|xã|phường|đặc khu)$/iu.test(body) ? known : body;
}
/** The frame of a plan's document: from its issuer as printed and as it is known. */
export const headOf = (issuerName: string, issuer: Pick<Organisation, 'name' | 'shortName'> | undefined, parent: Pick<Organisation, 'name'> | null): Letterhead =>
  documentDefaults({ name: headName(issuerName, issuer?.name), shortName: issuer?.shortName ?? issuerName }, parent);
