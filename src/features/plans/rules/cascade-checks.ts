import type { Id } from '#kernel/id.ts';
import type { Theme } from '#features/reading/rules/result.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { Addressed } from './derive.ts';
import { differencesOf, type Aspect, type Asked, type Demand, type Difference } from './demand.ts';

/**
 * What is compared while a plan is written and again before it goes on. error: the document itself would be wrong, and the plan does not
 * go on; answer: it differs from the plan above, which is allowed with a reason; advice: worth a look.
 */
export type Severity = 'error' | 'answer' | 'advice';
export const CHECKS = {
  missing: { severity: 'answer', group: 'Nhiệm vụ được giao chưa có mục nào thực hiện' },
  later: { severity: 'answer', group: 'Hạn sau hạn của cấp trên' },
  below: { severity: 'answer', group: 'Định mức thấp hơn cấp trên giao' },
  sparser: { severity: 'answer', group: 'Nhịp thưa hơn cấp trên giao' },
  product: { severity: 'answer', group: 'Sản phẩm, kênh khác cấp trên giao' },
  optional: { severity: 'answer', group: 'Việc phải làm thành việc khi có điều kiện' },
  lead: { severity: 'answer', group: 'Cơ quan chủ trì khác cấp trên giao' },
  recalled: { severity: 'answer', group: 'Kế hoạch cấp trên đã thu hồi' },
  superseded: { severity: 'answer', group: 'Văn bản viện dẫn đã được thay thế' },
  twice: { severity: 'answer', group: 'Một việc giao hai lần cho cùng đơn vị' },
  theme: { severity: 'advice', group: 'Nội dung chưa có nhiệm vụ' },
  numbering: { severity: 'error', group: 'Đánh số mục' },
  order: { severity: 'advice', group: 'Thứ tự số mục' },
  form: { severity: 'error', group: 'Thể thức theo Nghị định 30/2020/NĐ-CP' },
  wording: { severity: 'advice', group: 'Cách viết' },
} as const satisfies Record<string, { severity: Severity; group: string }>;
export type CheckCode = keyof typeof CHECKS;

/** A task by which a finding is to be found; `itemId` null is the document as a whole. */
export interface Place { readonly itemId: Id | null; readonly index: string; readonly title: string }
export interface CheckFinding {
  readonly code: CheckCode;
  /** The same finding with the same values: an answer to it holds until one of them changes. */
  readonly key: string;
  readonly sentence: string;
  readonly here: Place | null;
  /** In the plan above, or the document that is cited. */
  readonly there: Place | null;
  readonly wayOut: string;
}

/** A task of the plan being written, with what it asks and of whom. */
export interface OwnTask extends Place { readonly itemId: Id; readonly themes: readonly string[]; readonly demand: Demand; readonly leads: readonly Id[]; readonly purpose: string; readonly carriesOut: readonly Id[] }
export interface CheckedAgainst {
  /** "KH 07/KH-UBND" */
  readonly citation: string;
  readonly addressed: readonly Addressed[];
  readonly demandOf: (addressed: Addressed) => Demand;
  readonly house: ReadonlySet<Id>;
  readonly houseId: Id;
  readonly nameOf: (unit: Id) => string;
  /** Tasks above that were left out with a reason. */
  readonly omitted: ReadonlySet<Id>;
}

const placeOf = ({ task: { itemId, content } }: Addressed): Place => ({ itemId, index: content.printedIndex, title: content.title });

/** Where a plan and the plan above it part, in the order of the plan above. */
export function cascadeFindings(tasks: readonly OwnTask[], against: CheckedAgainst): CheckFinding[] {
  return against.addressed.flatMap((one): CheckFinding[] => {
    const there = placeOf(one), own = tasks.filter(({ carriesOut }) => carriesOut.includes(there.itemId!)), what = `nhiệm vụ ${there.index} của ${against.citation}`;
    if (own.length === 0) {
      if (one.role !== 'owing' || one.optional || against.omitted.has(there.itemId!)) return [];
      return [{ code: 'missing', key: `missing:${there.itemId}`, sentence: `Chưa mục nào của kế hoạch thực hiện ${what} “${there.title}”.`, here: null, there, wayOut: 'Thêm nhiệm vụ này, gắn với một mục đã có, hoặc ghi lý do không thực hiện.' }];
    }
    const here: Place = own[0]!, which = own.map(({ index }) => index).join(', ');
    const differing = one.role === 'owing' ? differencesOf({ demand: against.demandOf(one), units: one.times }, own.map((task): Asked => ({ demand: task.demand, units: Math.max(1, task.leads.length) }))).filter(({ weaker }) => weaker) : [];
    return [...differing.map((difference) => findingOf(difference, here, there, which, what)), ...leadFindings(one, own, there, what, against)];
  });
}

const CODE: Readonly<Record<Aspect, CheckCode>> = { quota: 'below', rhythm: 'sparser', deadline: 'later', product: 'product', channel: 'product', optional: 'optional' };
const WAY_OUT: Readonly<Record<Aspect, string>> = {
  quota: 'Nâng định mức, hoặc ghi lý do.', rhythm: 'Đổi kỳ thực hiện, hoặc ghi lý do.', deadline: 'Đổi hạn, hoặc ghi lý do.', product: 'Đổi sản phẩm, hoặc ghi lý do.', channel: 'Đổi kênh, hoặc ghi lý do.', optional: 'Bỏ điều kiện, hoặc ghi lý do.',
};
function findingOf({ aspect, here: mine, there: theirs }: Difference, here: Place, there: Place, which: string, what: string): CheckFinding {
  const says: Readonly<Record<Aspect, string>> = {
    quota: `Mục ${which}: ${mine}; ${what} giao ${theirs}.`, rhythm: `Mục ${which} làm ${mine}; ${what} yêu cầu ${theirs}.`, deadline: `Mục ${which} có hạn ${mine}, sau hạn ${theirs} của ${what}.`,
    product: `Mục ${which} làm ra ${mine || 'sản phẩm khác'}; ${what} yêu cầu ${theirs}.`, channel: `Mục ${which} trên kênh ${mine}; ${what} yêu cầu ${theirs}.`, optional: `Mục ${which} chỉ làm khi có điều kiện; ${what} thì phải làm.`,
  };
  return { code: CODE[aspect], key: `${CODE[aspect]}:${aspect}:${there.itemId}:${mine}:${theirs}`, sentence: says[aspect], here, there, wayOut: WAY_OUT[aspect] };
}

/** The plan above names who leads: a unit inside, or the house itself, whose own choice that is. */
function leadFindings(one: Addressed, own: readonly OwnTask[], there: Place, what: string, { house, houseId, nameOf }: CheckedAgainst): CheckFinding[] {
  if (one.role === 'coordinating') {
    const leading = own.find(({ title, leads }) => leads.some((id) => house.has(id)) && !fold(title).startsWith('phoi hop'));
    return leading ? [{ code: 'lead', key: `lead:${there.itemId}:${leading.itemId}`, sentence: `Mục ${leading.index} do đơn vị chủ trì; ở ${what} đơn vị chỉ phối hợp.`, here: leading, there, wayOut: 'Ghi là phối hợp, hoặc ghi lý do.' }] : [];
  }
  const leads = own.flatMap((task) => task.leads), named = one.units.includes(houseId) ? null : one.units;
  if (leads.length === 0 || leads.some((id) => (named ? named.includes(id) : house.has(id)))) return [];
  const wanted = (named ?? [houseId]).map(nameOf).join(', '), given = leads.map(nameOf).join(', ');
  return [{ code: 'lead', key: `lead:${there.itemId}:${given}`, sentence: `Mục ${own.map(({ index }) => index).join(', ')} do ${given} chủ trì; ${what} giao ${wanted}.`, here: own[0]!, there, wayOut: 'Đổi cơ quan chủ trì, hoặc ghi lý do.' }];
}

/** A task that names no theme speaks of all of them. */
export function themeFindings(themes: readonly Theme[], tasks: readonly OwnTask[]): CheckFinding[] {
  const doing = tasks.filter(({ purpose }) => purpose === 'task');
  if (doing.some((task) => task.themes.length === 0)) return [];
  return themes.filter(({ title }) => !doing.some((task) => task.themes.includes(title))).map(({ index, title }): CheckFinding => ({
    code: 'theme', key: `theme:${title}`, sentence: `Nội dung ${index} “${title}” chưa có nhiệm vụ nào.`, here: { itemId: null, index, title }, there: null, wayOut: 'Chọn nội dung này trong một nhiệm vụ, thêm nhiệm vụ, hoặc bỏ nội dung.',
  }));
}

/** The same words and quota asked twice of one unit, as of a group and of one of its members among the addressees of a letter: it would owe both. */
export function twiceFindings(tasks: readonly OwnTask[], nameOf: (unit: Id) => string): CheckFinding[] {
  const found: CheckFinding[] = [];
  const named = [...Map.groupBy(tasks, ({ title }) => title.toLocaleLowerCase('vi')).values()].filter((same) => same.length > 1);
  for (const like of named.flatMap((same) => [...Map.groupBy(same, ({ demand }) => JSON.stringify(demand.lines.map(({ dues, ...line }) => [line, [...dues]]))).values()])) for (const [at, task] of like.entries()) {
    const other = like.slice(0, at).find(({ leads }) => leads.some((id) => task.leads.includes(id))), both = other ? task.leads.filter((id) => other.leads.includes(id)) : [];
    if (other) found.push({ code: 'twice', key: `twice:${other.itemId}:${task.itemId}:${both.length}`, sentence: `Mục ${other.index} và mục ${task.index} cùng giao “${task.title}” cho ${nameOf(both[0]!)}${both.length > 1 ? ` và ${both.length - 1} đơn vị khác` : ''}.`, here: task, there: null, wayOut: 'Bỏ một trong hai mục hoặc nơi nhận trùng nhau, hoặc ghi lý do.' });
  }
  return found;
}

/** Numbers twice, and numbers out of turn among neighbours of one section: "III.1, III.3". */
export function numberingFindings(tasks: readonly (Place & { readonly purpose: string })[]): CheckFinding[] {
  const found: CheckFinding[] = [], seen = new Map<string, Place>();
  let last: { section: string; number: number } | null = null;
  for (const task of tasks) {
    const twin = seen.get(task.index), parts = /^(.*?)(\d+)$/u.exec(task.index);
    if (twin) found.push({ code: 'numbering', key: `numbering:${task.itemId}:${task.index}`, sentence: `Hai nhiệm vụ cùng đánh số ${task.index}: “${twin.title}” và “${task.title}”.`, here: task, there: null, wayOut: 'Đánh lại số mục.' });
    seen.set(task.index, task);
    if (task.purpose === 'report') continue;
    if (!twin && parts && last && last.section === parts[1] && Number(parts[2]) !== last.number + 1)
      found.push({ code: 'order', key: `order:${task.itemId}:${task.index}`, sentence: `Mục ${task.index} đứng sau mục ${last.section}${last.number}, số không liền nhau.`, here: task, there: null, wayOut: 'Đánh lại số mục.' });
    last = parts ? { section: parts[1]!, number: Number(parts[2]) } : null;
  }
  return found;
}

export const severityOf = ({ code }: Pick<CheckFinding, 'code'>): Severity => CHECKS[code].severity;
/** Grouped for the page, groups in the order of the table. */
export const grouped = (findings: readonly CheckFinding[]): { readonly code: CheckCode; readonly title: string; readonly findings: readonly CheckFinding[] }[] =>
  (Object.keys(CHECKS) as CheckCode[]).flatMap((code) => { const own = findings.filter((one) => one.code === code); return own.length ? [{ code, title: CHECKS[code].group, findings: own }] : []; });
