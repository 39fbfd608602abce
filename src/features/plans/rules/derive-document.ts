import { toRoman } from '#kernel/vietnamese.ts';
import type { WorkingCalendar } from '#features/calendar/rules/working-days.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { LegalReference, Reporting } from '#features/reading/rules/result.ts';
import { joinNumber, type PlanContent } from './content.ts';
import { derivedTasks, type Addressed, type DerivedTask, type House } from './derive.ts';

/** The plan above, as far as its document goes. */
export interface ParentDocument {
  readonly type: string;
  readonly number: number | null;
  readonly notation: string | null;
  readonly signedOn: PlainDate | null;
  readonly issuerName: string;
  readonly title: string;
  readonly content: PlanContent;
}
export interface DerivedPlan { readonly title: string; readonly content: PlanContent; readonly tasks: readonly DerivedTask[] }

const COMMITTEE = /^(?:UBND|Ủy ban nhân dân)\s+/iu;
const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);
const withoutType = (title: string): string => title.replace(/^kế hoạch\s+/iu, '');

/** "KH 07/KH-UBND", or the type and the issuer while there is no number: how one speaks of a plan beside its tasks. */
export const shortCitation = ({ type, number, notation, issuerName }: Pick<ParentDocument, 'type' | 'number' | 'notation' | 'issuerName'>): string => {
  const printed = joinNumber(number, notation);
  return printed ? `${type === 'Kế hoạch' ? 'KH' : type} ${printed}` : `${type} của ${issuerName}`;
};

/** The plan above among the legal bases: type, number, day, issuer, subject (Decree 30/2020/NĐ-CP, Annex I, II.6). */
export const asLegalBasis = (parent: ParentDocument): LegalReference => ({
  type: parent.type, number: joinNumber(parent.number, parent.notation), date: parent.signedOn, issuer: parent.issuerName, name: `về ${lowerFirst(withoutType(parent.title)).replace(/^về\s+/u, '')}`,
});

/** "trên địa bàn tỉnh Lam Giang" → "trên địa bàn xã Bình An", or "của Sở Nội vụ" where the house has no land of its own. */
export function localise(text: string, above: string, house: Pick<House, 'name'>): string {
  const place = above.replace(/^Chủ tịch\s+/iu, '').replace(COMMITTEE, ''), own = house.name.replace(COMMITTEE, '');
  if (!COMMITTEE.test(house.name)) return text.replaceAll(`trên địa bàn ${place}`, `của ${house.name}`);
  return text.replaceAll(place, own);
}

/** A first draft of the house's own plan: bases and the plan above, its purpose and themes, and the tasks addressed to the house. */
export function derivePlan(parent: ParentDocument, house: House, addressed: readonly Addressed[], calendar: WorkingCalendar, placeAbove: string): DerivedPlan {
  const { content } = parent, here = (text: string): string => localise(text, placeAbove, house);
  const numbered = joinNumber(parent.number, parent.notation), cited = `${parent.type}${numbered ? ` số ${numbered}` : ''} của ${parent.issuerName}`;
  // Purpose and requirements, themes where there are any, then the tasks.
  const tasks = derivedTasks(addressed, house, toRoman(content.themes.length ? 3 : 2), calendar);
  const leads = [...new Set(tasks.flatMap(({ draft }) => draft.parties.map(({ asWritten }) => asWritten)))], inside = leads.filter((name) => name !== house.name);
  const basis = asLegalBasis(parent), title = here(parent.title);
  return {
    title: title === parent.title && COMMITTEE.test(house.name) ? `${title} trên địa bàn ${house.name.replace(COMMITTEE, '')}` : title,
    tasks,
    content: {
      legalBases: [...content.legalBases.filter(({ number }) => number === null || number !== basis.number), basis],
      purpose: [`Cụ thể hóa và tổ chức thực hiện ${cited}, phù hợp với điều kiện của đơn vị.`, ...content.purpose.map(here)],
      requirements: content.requirements.length ? content.requirements.map(here) : ['Mỗi việc có người làm, có hạn, có minh chứng.'],
      themes: content.themes, budget: { ...content.budget, estimate: null }, addressees: [],
      duties: inside.map((agency, i) => ({ index: String(i + 1), agency, text: 'Chủ trì tổ chức thực hiện các nhiệm vụ được giao tại Kế hoạch này.' })),
      reporting: tasks.filter(({ draft }) => draft.content.purpose === 'report').flatMap(({ draft }): Reporting[] => inside.length === 0 ? [] : [reportingOf(draft.content, draft.parties[0]!.asWritten, house)]),
      recipients: [`${parent.issuerName} (để báo cáo)`, ...inside, 'Lưu: VT'],
    },
  };
}

const reportingOf = (content: DerivedTask['draft']['content'], who: string, house: House): Reporting => {
  const printed = content.deadline?.kind === 'date' ? content.deadline.date : null;
  return {
    index: content.printedIndex, who, toWhom: house.name, via: null, cadence: content.rates.length ? content.rates.map(({ per }) => (per === 'day' ? 'week' : per)) : ['once'],
    deadline: printed, ...(content.timing && printed ? { deadlineText: content.timing } : {}), contents: ['kết quả thực hiện'],
  };
};
