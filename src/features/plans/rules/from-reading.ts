import { fold } from '#kernel/vietnamese.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { readDeadline } from '#features/calendar/rules/timing.ts';
import { recognise } from '#features/channels/rules/recognise.ts';
import { productOf } from '#features/channels/rules/products.ts';
import type { PartyRef } from '#features/organisations/rules/resolve-name.ts';
import type { ReadResult, Reporting, Task } from '#features/reading/rules/result.ts';
import { EMPTY_CONTENT, splitNumber, type PartyRole, type PlanContent, type Rate, type TaskContent } from './content.ts';

export interface DraftParty { readonly role: PartyRole; readonly asWritten: string; readonly optional: boolean; /** Whom it means, where that is known beforehand. */ readonly ref?: PartyRef }
/** A task as it was read, with where its facts stand in the text. */
export interface DraftTask { readonly content: TaskContent; readonly parties: readonly DraftParty[]; readonly path: string; readonly paragraphs: readonly string[] }
export interface DraftPlan {
  readonly kind: string;
  readonly title: string;
  readonly number: number | null;
  readonly notation: string | null;
  readonly place: string | null;
  readonly signedOn: PlainDate | null;
  readonly year: number | null;
  readonly years: { readonly from: number; readonly to: number } | null;
  readonly issuingBody: string | null;
  readonly issuingCapacity: 'body' | 'office-holder';
  readonly signer: ReadResult['document']['signer'];
  readonly content: PlanContent;
  readonly tasks: readonly DraftTask[];
}

/** What was read, as a draft for the reviewer: nothing is repaired, products and channels are proposed. */
export function planFromReading(read: ReadResult): DraftPlan {
  const { document } = read;
  const { number, notation } = splitNumber(document.number ?? document.numberPattern ?? null);
  const kind = document.attached ? document.attached.type : document.type ?? 'plan';
  return {
    kind, title: document.title || document.attached?.title || '', number, notation, place: document.place, signedOn: document.date, year: document.year,
    years: document.validity ?? (document.year ? { from: document.year, to: document.year } : null),
    issuingBody: document.issuingBody, issuingCapacity: capacityOf(document.signer), signer: document.signer,
    content: {
      ...EMPTY_CONTENT, legalBases: read.legalReferences, themes: read.themes, duties: read.duties, reporting: read.reporting, budget: read.budget,
      recipients: read.recipients, addressees: document.addressees,
    },
    tasks: withReports(
      read.tasks.map((task, i) => taskFrom(task, document.year, `/tasks/${i}`, read)),
      read.reporting.flatMap((clause, i) => reportFrom(clause, document.year, `/reporting/${i}`, read)),
    ),
  };
}

/** In a letter the bullet "định kỳ báo cáo …" is a task and a reporting clause at once: one of them, with the rhythm of the clause. */
function withReports(tasks: readonly DraftTask[], reports: readonly DraftTask[]): DraftTask[] {
  const left = [...reports];
  const merged = tasks.map((task): DraftTask => {
    if (task.content.product !== 'report' || task.content.rates.length > 0) return task;
    const at = left.findIndex(({ content }) => content.printedIndex === task.content.printedIndex);
    if (at < 0) return task;
    const [{ content: report }] = left.splice(at, 1) as [DraftTask];
    return { ...task, content: { ...task.content, rates: report.rates, deadline: report.deadline ?? task.content.deadline, roll: report.roll, channel: report.channel, purpose: 'report' } };
  });
  return [...merged, ...left];
}

/** "TM." stands for the body; a chairperson who signs without it signs in person (Decree 30/2020, Article 13). */
const capacityOf = ({ capacity, position }: ReadResult['document']['signer']): DraftPlan['issuingCapacity'] =>
  capacity.some((line) => fold(line).startsWith('tm')) || !fold(position ?? '').includes('chu tich') || capacity.length === 0 ? 'body' : 'office-holder';

const CONDITIONAL = ['co dieu kien', 'neu co', 'khuyen khich', 'tuy dieu kien', 'neu du dieu kien'];
const isConditional = (text: string): boolean => { const folded = fold(text); return CONDITIONAL.some((words) => folded.includes(words)); };

function taskFrom(task: Task, year: number | null, path: string, read: ReadResult): DraftTask {
  const parent = task.parent?.title ?? null;
  const whole = recognise([task.product, ...task.cadence.flatMap(({ product, unit }) => [product, unit]), task.title, parent]);
  const rates = task.cadence.map((cadence): Rate => {
    const found = recognise([cadence.product, cadence.unit, task.title, parent]);
    return { ...cadence, productKey: found.product, channelKey: found.channel, unitSet: false };
  });
  const owing: PartyRole = fold(task.leadLabel ?? '').includes('thuc hien') ? 'implementing' : 'lead';
  const paragraphs = [...new Set(read.spans.flatMap((span) => ('paragraph' in span && (span.path === path || span.path.startsWith(`${path}/`)) ? [span.paragraph] : [])))];
  return {
    path, paragraphs,
    content: {
      printedIndex: task.index, title: task.title, parentIndex: task.parent?.index ?? null, parentTitle: parent,
      channel: whole.channel, product: whole.product, themes: [], timing: task.timing, period: task.period, rates, amount: null,
      deadline: deadlineOf(task, year), roll: 'none', optional: isConditional(task.title), carrySurplus: false, reportRhythm: 'quarter', purpose: 'task', note: null,
    },
    parties: [
      ...task.lead.map((name, i): DraftParty => ({ role: owing, asWritten: name, optional: conditionalFor(task.leadRaw ?? '', name) || isConditional(bracketAfter(read, `${path}/lead/${i}`)) })),
      ...task.directing.map((name): DraftParty => ({ role: 'directing', asWritten: name, optional: false })),
      ...task.coordinators.map((name): DraftParty => ({ role: 'coordinating', asWritten: name, optional: false })),
    ],
  };
}

/** "UBND các huyện (đối với các địa phương có điều kiện thực hiện)": the condition stands with this party alone. */
function conditionalFor(raw: string, name: string): boolean {
  const [line, wanted] = [fold(raw), fold(name)];
  const at = line.indexOf(wanted);
  if (at < 0) return false;
  const rest = line.slice(at + wanted.length);
  const end = rest.indexOf(';');
  return isConditional(end < 0 ? rest : rest.slice(0, end));
}

/** What stands in brackets right behind a name in the document. */
function bracketAfter(read: ReadResult, path: string): string {
  for (const span of read.spans) if ('paragraph' in span && span.path === path) {
    const rest = (read.text.paragraphs.find(({ id }) => id === span.paragraph)?.text ?? '').slice(span.to).trimStart(), end = rest.indexOf(')');
    if (rest.startsWith('(') && end > 0) return rest.slice(1, end);
  }
  return '';
}

/** Only what is printed as a deadline; "trong năm" and quarters end with their window anyway. */
function deadlineOf(task: Task, year: number | null): TaskContent['deadline'] {
  if (!task.timing || !task.period || (task.period.kind !== 'deadline' && task.period.kind !== 'recurring')) return null;
  const rule = readDeadline(task.timing, year);
  return rule?.kind === 'end-of-period' ? null : rule;
}

const REPORT_PER: Readonly<Record<string, Rate['per'] | undefined>> = { week: 'week', month: 'month', quarter: 'quarter', 'half-year': 'half-year', year: 'year' };

/** A reporting clause that names who reports becomes a task of its own: reports are owed like anything else. */
function reportFrom(clause: Reporting, year: number | null, path: string, read: ReadResult): DraftTask[] {
  if (!clause.who) return [];
  const report = productOf('report');
  const rates = clause.cadence.flatMap((rhythm): Rate[] => {
    const per = REPORT_PER[rhythm];
    // A yearly report alone with a printed day is owed once, by that day; beside other rhythms it is one of them and the day is its own.
    return per && !(per === 'year' && clause.deadline && clause.cadence.length === 1) ? [{ count: 1, unit: report.unit, per, durationMinutes: null, product: reportTitle(clause), productKey: 'report', channelKey: report.defaultChannel, unitSet: false }] : [];
  });
  const once = clause.deadline !== null || clause.cadence.includes('once');
  if (rates.length === 0 && !once && !clause.cadence.includes('periodic')) return [];
  const paragraphs = [...new Set(read.spans.flatMap((span) => ('paragraph' in span && (span.path === path || span.path.startsWith(`${path}/`)) ? [span.paragraph] : [])))];
  const rule = clause.deadlineText ? readDeadline(clause.deadlineText, year) : null;
  const deadline: TaskContent['deadline'] = rule && rule.kind !== 'end-of-period' ? rule : clause.deadline ? { kind: 'date', mode: 'before', date: clause.deadline } : null;
  return [{
    path, paragraphs,
    content: {
      printedIndex: clause.index || 'BC', title: reportTitle(clause), parentIndex: null, parentTitle: null, channel: report.defaultChannel, product: 'report', themes: [],
      timing: clause.deadlineText ?? null, period: clause.deadline && rates.length < 2 ? { kind: 'deadline', from: null, to: clause.deadline } : once && rates.length < 2 ? { kind: 'year', from: null, to: null } : { kind: 'recurring', from: null, to: null },
      rates, amount: null, deadline, roll: 'back', optional: false, carrySurplus: false, reportRhythm: 'quarter', purpose: 'report', note: null,
    },
    parties: [{ role: 'lead', asWritten: clause.who, optional: false }],
  }];
}
const reportTitle = ({ toWhom, via }: Reporting): string => `Báo cáo kết quả thực hiện${toWhom ? ` gửi ${toWhom}` : ''}${via ? ` qua ${via}` : ''}`;
