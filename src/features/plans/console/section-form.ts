import { parseDate, type PlainDate } from '#kernel/plain-date.ts';
import type { LegalReference, ReportRhythm, Reporting } from '#features/reading/rules/result.ts';
import type { FieldErrors, FormValues } from '#platform/http/forms.ts';
import { joinNumber, splitNumber, type PlanContent } from '../rules/content.ts';
import type { PlanReview } from '../store.ts';
import type { EditDocument } from '../actions/edit-document.ts';
import { RHYTHM_WORDS } from './words.ts';
import type { Section } from './review-view.tsx';

/** The parts beside the tasks as flat forms and back. A part is one item of a list ("3", "moi") or the whole of it ("sua"). */

type Typed = Record<string, string | string[]>;
export type Edit = Pick<EditDocument, 'facts' | 'content' | 'window'>;

const linesOf = (text: string): string[] => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
const joined = (lines: readonly string[]): string => lines.join('\n');
/** "1. Tuyên truyền …" back into number and words; a line without a number takes its place in the list. */
const themeOf = (line: string, at: number): { index: string; title: string } => {
  const dot = line.search(/[.)]\s/);
  return dot > 0 && dot <= 6 ? { index: line.slice(0, dot), title: line.slice(dot + 1).trim() } : { index: String(at + 1), title: line };
};
const dutyOf = (line: string, at: number): { index: string; agency: string; text: string } => {
  const colon = line.indexOf(':');
  return colon > 0 ? { index: String(at + 1), agency: line.slice(0, colon).trim(), text: line.slice(colon + 1).trim() } : { index: String(at + 1), agency: line, text: '' };
};

export function sectionValues(review: PlanReview, section: Section, item: string): Typed {
  const { plan, version: { content, window_from, window_to } } = review;
  switch (section) {
    case 'can-cu': { const one = content.legalBases[Number(item)]; return one ? { type: one.type, number: one.number ?? '', date: one.date ?? '', issuer: one.issuer ?? '', name: one.name ?? '' } : { type: '' }; }
    case 'bao-cao': {
      const one = content.reporting[Number(item)];
      return one ? { who: one.who ?? '', toWhom: one.toWhom ?? '', via: one.via ?? '', 'cadence[]': one.cadence, deadline: one.deadline ?? '', deadlineText: one.deadlineText ?? '', contents: joined(one.contents), embeddedIn: one.embeddedIn ?? '' } : { who: '' };
    }
    case 'noi-dung': return {
      purpose: joined(content.purpose), requirements: joined(content.requirements), themes: joined(content.themes.map(({ index, title }) => `${index}. ${title}`)),
      duties: joined(content.duties.map(({ agency, text }) => `${agency}: ${text}`)), funding: joined(content.budget.sources),
    };
    case 'noi-nhan': return { recipients: joined(content.recipients), addressees: joined(content.addressees) };
    case 'the-thuc': return {
      kind: plan.kind, number: joinNumber(plan.number, plan.notation) ?? (plan.notation ? `/${plan.notation}` : ''), place: plan.place ?? '', signedOn: plan.signed_on ?? '', issuerName: plan.issuer_name, issuerId: plan.issuer_id, capacity: plan.issuing_capacity,
      year: plan.year?.toString() ?? '', title: plan.title, from: window_from, to: window_to, forms: joined(plan.signer?.capacity ?? []), position: plan.signer?.position ?? '', signer: plan.signer?.name ?? '',
    };
    case 'nhiem-vu': return {};
  }
}

/** The part with what was typed in its place. `drop` takes one item of a list away. */
export function readSection(values: FormValues, review: PlanReview, section: Section, item: string): { edit: Edit; errors: FieldErrors } {
  const errors: Record<string, string> = {}, text = (name: string) => values.text(name), { content } = review.version;
  const day = (name: string): PlainDate | null => { const given = text(name), date = given ? parseDate(given) : null; if (given && !date) errors[name] = 'Ngày không đúng. Hãy ghi như 30/6/2026.'; return date; };
  const placed = <T>(list: readonly T[], one: () => T): T[] => {
    if (text('drop') === '1') return list.filter((_, i) => String(i) !== item);
    return item === 'moi' ? [...list, one()] : list.map((old, i) => (String(i) === item ? one() : old));
  };
  switch (section) {
    case 'can-cu': {
      const legalBases = placed<LegalReference>(content.legalBases, () => {
        if (!text('type')) errors.type = 'Hãy ghi loại văn bản, ví dụ Quyết định.';
        if (!text('number') && !text('name')) errors.number = 'Hãy ghi số, ký hiệu, hoặc tên văn bản.';
        return { type: text('type'), number: text('number') || null, date: day('date'), issuer: text('issuer') || null, ...(text('name') ? { name: text('name') } : {}) };
      });
      return { edit: { content: { legalBases } }, errors };
    }
    case 'bao-cao': {
      const reporting = placed<Reporting>(content.reporting, () => {
        if (!text('toWhom')) errors.toWhom = 'Hãy ghi báo cáo gửi cho ai.';
        const rhythms = values.texts('cadence[]').filter((one): one is ReportRhythm => Object.hasOwn(RHYTHM_WORDS, one));
        return { ...(content.reporting[Number(item)] ?? { index: '' }), who: text('who') || null, toWhom: text('toWhom') || null, via: text('via') || null, cadence: rhythms, deadline: day('deadline'),
          ...(text('deadlineText') ? { deadlineText: text('deadlineText') } : {}), contents: linesOf(text('contents')), ...(text('embeddedIn') ? { embeddedIn: text('embeddedIn') } : {}) };
      });
      return { edit: { content: { reporting } }, errors };
    }
    case 'noi-dung': {
      if (review.plan.kind === 'dispatch') return { edit: { content: { purpose: linesOf(text('purpose')) } }, errors };
      const changed: Partial<PlanContent> = {
        purpose: linesOf(text('purpose')), requirements: linesOf(text('requirements')), themes: linesOf(text('themes')).map(themeOf), duties: linesOf(text('duties')).map((line, at) => ({ ...content.duties[at], ...dutyOf(line, at), index: content.duties[at]?.index ?? String(at + 1) })),
        budget: { ...content.budget, sources: linesOf(text('funding')) },
      };
      return { edit: { content: changed }, errors };
    }
    case 'noi-nhan': return { edit: { content: { recipients: linesOf(text('recipients')), ...(values.has('addressees') ? { addressees: linesOf(text('addressees')) } : {}) } }, errors };
    case 'the-thuc': return { edit: readFacts(values, review, day, errors), errors };
    case 'nhiem-vu': return { edit: {}, errors };
  }
}

function readFacts(values: FormValues, review: PlanReview, day: (name: string) => PlainDate | null, errors: Record<string, string>): Edit {
  const text = (name: string) => values.text(name), { plan, version } = review;
  const year = /^\d{4}$/.test(text('year')) ? Number(text('year')) : null;
  if (text('year') && year === null) errors.year = 'Năm của kế hoạch gồm bốn chữ số, ví dụ 2026.';
  if (!text('title')) errors.title = 'Hãy ghi trích yếu của kế hoạch.';
  if (!text('issuerName')) errors.issuerName = 'Hãy ghi tên cơ quan ban hành như in trên văn bản.';
  const from = day('from') ?? version.window_from, to = day('to') ?? version.window_to;
  if (to < from) errors.to = 'Ngày kết thúc phải sau ngày bắt đầu.';
  // Days that were not touched follow the year and the day of signing; typed ones hold.
  const window = from === version.window_from && to === version.window_to ? {} : { window: { from, to } };
  const issuer = text('issuerId');
  return {
    ...window, facts: {
      kind: text('kind') || plan.kind, ...readNumber(text('number'), errors), place: text('place') || null, signed_on: day('signedOn'), issuer_name: text('issuerName'), issuing_capacity: text('capacity') === 'office-holder' ? 'office-holder' : 'body', title: text('title'),
      ...(issuer && issuer !== plan.issuer_id ? { issuer_id: issuer as typeof plan.issuer_id } : {}), year,
      signer: { capacity: linesOf(text('forms')), position: text('position') || null, name: text('signer') || null },
    },
  };
}

/** "07/KH-UBND", "/KH-UBND" while the number is not known, or nothing. */
export function readNumber(text: string, errors: Record<string, string>): { number: number | null; notation: string | null } {
  const read = splitNumber(text || null);
  if (text && read.number === null && read.notation === null) errors.number = 'Số, ký hiệu ghi như 07/KH-UBND; chưa có số thì ghi /KH-UBND hoặc để trống.';
  return read;
}
