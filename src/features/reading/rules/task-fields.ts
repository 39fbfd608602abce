/**
 * The lines of one task → who, when, how often. A line may carry one label, several ("Chủ trì: A; phối hợp: B; thời gian: Quý I"),
 * none (details), or a label whose value follows in the lines below it ("Tần suất:" / "+ Trên kênh phát thanh: 1 số/tuần").
 */
import { readTiming, type Timing } from '#features/calendar/rules/timing.ts';
import { splitAgencies } from './agency-names.ts';
import { readCadences } from './cadence.ts';
import { coordinatorsIn, proseRoles } from './prose-roles.ts';
import type { Place } from './heading.ts';
import type { Task } from './result.ts';
import { kindOfLabel, splitLabels, type RoleKind } from './role-labels.ts';
import { collapse, lowerMarked, trimEnds } from './words.ts';

export interface TaskLine { paragraph: number; text: string; at: number; /** depth below the task: bullets under a label line are deeper */ depth: number }
export interface FieldPlaces { lead: Place[]; coordinators: Place[]; directing: Place[]; timing: Place[]; cadence: Place[]; product: Place[] }
export interface TaskFields {
  lead: string[]; leadLabel: string | null; coordinators: string[]; directing: string[]; timing: string | null; product: string | null;
  cadence: Task['cadence']; details: string[]; places: FieldPlaces; labelled: boolean;
}
export interface PlanYears { year: number | null; validity: { from: number; to: number } | null }

export const emptyFields = (): TaskFields => ({ lead: [], leadLabel: null, coordinators: [], directing: [], timing: null, product: null, cadence: [], details: [], labelled: false, places: { lead: [], coordinators: [], directing: [], timing: [], cadence: [], product: [] } });

/** Puts one labelled value into the fields. */
export function addField(fields: TaskFields, kind: RoleKind, value: string, label: string | null, place: Place, title: string): void {
  const text = collapse(value);
  if (text === '' && kind !== 'lead') return;
  if (kind === 'lead' || kind === 'coordinate' || kind === 'direct') {
    const key = kind === 'lead' ? 'lead' : kind === 'coordinate' ? 'coordinators' : 'directing';
    // A directing agency told in brackets: "Trung tâm A (cơ quan chỉ đạo: UBND huyện)".
    for (const bracket of text.matchAll(/\(([^():]{4,40}):\s?([^()]{3,200})\)/gu)) {
      const inner = kindOfLabel(bracket[1]!);
      if (inner === 'direct' || inner === 'coordinate' || inner === 'lead') addField(fields, inner, bracket[2]!, bracket[1]!, place, title);
    }
    if (kind === 'lead' && / phối hợp/iu.test(text)) {
      const plain = stripScope(text);
      const sentence = proseRoles(plain);
      const first = sentence?.lead ?? splitAgencies(plain.slice(0, plain.search(/phối hợp/iu)).replace(/và $/iu, ''));
      fields.lead.push(...first);
      fields.coordinators.push(...coordinatorsIn(plain));
    } else fields[key].push(...splitAgencies(stripScope(text)));
    fields.places[key].push(place);
    if (kind === 'lead') fields.leadLabel ??= label;
    return;
  }
  if (kind === 'timing') {
    if (fields.timing === null) { fields.timing = trimEnds(text); fields.places.timing.push(place); }
    const rates = readCadences(text, productOf(title));
    if (rates.length > 0) { fields.cadence.push(...rates); fields.places.cadence.push(place); }
    return;
  }
  if (kind === 'product') { fields.product ??= trimEnds(text); fields.places.product.push(place); }
  if (kind === 'cadence' || kind === 'product' || kind === 'other') {
    const rates = readCadences(text, productOf(title));
    const found = rates.length > 0 || kind !== 'cadence' ? rates : bareRhythm(text, productOf(title));
    if (found.length > 0) { fields.cadence.push(...found); fields.places.cadence.push(place); }
  }
}
/** "Tần suất: hằng ngày": a rhythm without a number. */
function bareRhythm(text: string, product: string | null): Task['cadence'] {
  const per = /^(?:định kỳ )?(?:hằng|hàng|mỗi) (ngày|tuần|tháng|quý|năm)[.;]?$/iu.exec(text)?.[1]?.toLowerCase();
  const unit = per === undefined ? undefined : ({ ngày: 'day', tuần: 'week', tháng: 'month', quý: 'quarter', năm: 'year' } as const)[per];
  return unit ? [{ count: null, unit: '', per: unit, durationMinutes: null, product }] : [];
}
/** "Cấp tỉnh: Sở A" → "Sở A". */
const stripScope = (text: string): string => text.replace(/(^|;\s?)(?:cấp|tại|ở|đối với)\s[^:;]{2,40}:\s*/giu, '$1');

/** What a task makes, for a rate that does not say: the quoted or opening words of its title without the leading verb. */
export function productOf(title: string): string | null {
  const plain = title.replace(/^(?:tiếp tục\s)?(?:xuất bản|xây dựng|sản xuất|đăng tải|phát sóng|thực hiện|duy trì|tổ chức|biên tập|phát hành|thiết kế|đăng|viết)(?:\s(?:và|,)\s?\S+\s\S+)?\s+/iu, '');
  return trimEnds(collapse(plain.split(/\s(?:để|nhằm|đảm bảo|bảo đảm)\s/u)[0]!)).slice(0, 160) || null;
}

/** Reads all lines of a task. `title` is its heading, which may itself carry labels behind the first stop. */
export function readFields(lines: readonly TaskLine[], title: string): TaskFields {
  const fields = emptyFields();
  let waiting: { kind: RoleKind; label: string; depth: number } | null = null;
  let heading: string | null = null;
  for (const line of lines) {
    const pieces = splitLabels(line.text);
    for (const piece of pieces) {
      const place: Place = { paragraph: line.paragraph, from: line.at + piece.at, to: line.at + piece.at + piece.text.length };
      if (piece.kind === null) {
        if (waiting && (line.depth > waiting.depth || waiting.kind === 'cadence')) {
          addField(fields, waiting.kind, piece.text, waiting.label, place, heading ?? title);
          continue;
        }
        waiting = null;
        fields.details.push(piece.text);
        heading = piece.text.length < 120 ? trimEnds(piece.text) : heading;
        const rates = readCadences(piece.text, productOf(title));
        if (rates.length > 0) { fields.cadence.push(...rates); fields.places.cadence.push(place); }
        continue;
      }
      if (piece.kind !== 'other') fields.labelled = true;
      waiting = piece.text.trim() === '' ? { kind: piece.kind, label: piece.label!, depth: line.depth } : null;
      if (piece.text.trim() !== '') addField(fields, piece.kind, piece.text, piece.label, place, title);
    }
  }
  return fields;
}

const PROSE_DEADLINE = /(?:hoàn thành\s|xong\s|gửi\s)?(?:trước|chậm nhất(?: đến| là)?|không quá|trước hết)\s+(?:hết\s)?(?:ngày\s|cuối\s)?(?:tháng\s|quý\s)?(?:\d|[IVX]+)[\p{L}\d/. -]{0,40}/iu;
const LEADING_RHYTHM = /^(?:định kỳ\s?\([^)]{2,60}\)|định kỳ (?:theo |hằng |hàng |mỗi )?(?:tháng|quý|năm|tuần|06 tháng|6 tháng)(?:,? (?:và )?(?:tháng|quý|năm|6 tháng|06 tháng|hằng năm|hàng năm))*|(?:hằng|hàng) (?:tháng|quý|năm|tuần|ngày)|thường xuyên trong năm|trong (?:quý|tháng|năm) [\p{L}\d/]{1,8}(?:(?:,| năm) ?\d{4}|\/\d{4})?|quý [IVX]{1,3}\/\d{4})(?=[\s,;:.]|$)/iu;
const PERIOD_INSIDE = /(?:trong|từ|vào)\s(?:đầu |cuối )?(?:quý\s[IVX]{1,3}(?:(?:,|\sđến|\svà|-|\s-)\s?(?:quý\s)?[IVX]{1,3}){0,3}|tháng\s\d{1,2}(?:(?:,|\sđến|\svà|-|\s-)\s?(?:tháng\s)?\d{1,2}){0,3})(?:\/|\snăm\s)\d{4}/iu;
const DAY_OF_PERIOD = /(?:trước|chậm nhất(?: là| đến)?)\s(?:ngày\s)?\d{1,2}\s(?:của\s)?(?:tháng cuối|tháng sau|tháng đầu|tháng tiếp|hằng tháng|hàng tháng|cuối)[\p{L} ]{0,12}?(?=[\s.,;)]|$)(?:\s?quý| của quý| mỗi quý| hằng quý)?/iu;
/** A time told inside a sentence: a leading rhythm ("Định kỳ (quý, 6 tháng, năm) báo cáo …") or a deadline. */
export function proseTiming(text: string): { text: string; from: number } | null {
  const start = /^(?:đối với[^:]{3,160}:\s*)?/iu.exec(text)![0].length;
  const rhythm = LEADING_RHYTHM.exec(text.slice(start, start + 160));
  if (rhythm) return { text: trimEnds(rhythm[0]), from: start };
  for (let at = text.search(/trước|chậm nhất|không quá/iu), n = 0; at >= 0 && n < 12; n++) {
    const window = text.slice(at, at + 90);
    const match = PROSE_DEADLINE.exec(window);
    if (match && match.index === 0) {
      const cut = dateEnd(match[0]);
      if (cut > 0) return { text: trimEnds(match[0].slice(0, cut)), from: at };
    }
    const repeated = DAY_OF_PERIOD.exec(window);
    if (repeated && repeated.index === 0) return { text: trimEnds(repeated[0]), from: at };
    const next = text.slice(at + 3).search(/trước|chậm nhất|không quá/iu);
    at = next < 0 ? -1 : at + 3 + next;
  }
  const inside = text.length < 4000 ? PERIOD_INSIDE.exec(text) : null;
  if (inside) return { text: inside[0], from: inside.index };
  // "… trong năm 2026." at the end of a sentence
  const year = text.length < 4000 ? /trong năm \d{4}(?=\s?(?:[.;]|$))/iu.exec(text) : null;
  return year ? { text: year[0], from: year.index } : null;
}
/** Where the date or period in a deadline phrase ends. */
function dateEnd(text: string): number {
  // "trước 16 giờ 00 ngày 15/7/2026": the hour is part of what is printed.
  const hour = /^\D{0,24}?\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\sphút)?,?\s(?=ngày\s)/iu.exec(text);
  if (hour) { const rest = dateEnd(text.slice(hour[0].length)); return rest > 0 ? hour[0].length + rest : 0; }
  const match = /^\D{0,40}?(?:\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2}\s?\/\s?\d{4}|ngày \d{1,2} (?:hằng|hàng) tháng|\d{1,2} tháng \d{1,2}(?: năm \d{4})?|tháng \d{1,2}(?: năm \d{4}|\/\d{4})?|quý [IVX]{1,3}(?:\/\d{4}| năm \d{4})?)/iu.exec(text);
  if (!match) return 0;
  const behind = /^\s?(?:hằng|hàng) (?:năm|tháng|quý)/iu.exec(text.slice(match[0].length));
  return match[0].length + (behind?.[0].length ?? 0);
}

/** The period of a printed time within a plan; a plan for several years lends its bounds to what recurs. */
export function periodOf(timing: string | null, years: PlanYears): Timing | null {
  if (timing === null) return null;
  const read = readTiming(timing, years.year);
  if (!read || read.from || read.to || years.year !== null || !years.validity) return read;
  const folded = lowerMarked(timing);
  if (read.kind === 'recurring' || (read.kind === 'continuous' && folded.includes('năm'))) return readBounds(read.kind, years.validity);
  return read;
}
const readBounds = (kind: Timing['kind'], validity: { from: number; to: number }): Timing => {
  const whole = readTiming(`Giai đoạn ${validity.from} - ${validity.to}`, null)!;
  return { kind, from: whole.from, to: whole.to };
};
/** Each name once. */
export const unique = (names: readonly string[]): string[] => [...new Map([...names].reverse().map((name) => [lowerMarked(name), name])).values()].reverse();
