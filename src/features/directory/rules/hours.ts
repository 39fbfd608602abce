import { fold } from '#kernel/vietnamese.ts';

/** When somebody is there: days of the week (1 Monday … 7 Sunday) and times; minutes since midnight. */
export interface OpenTime { readonly days: readonly number[]; readonly from: number; readonly to: number }

const DAY_NAMES: Readonly<Record<'vi' | 'en', readonly string[]>> = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật'], en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};
const WORDS: readonly (readonly [string, number])[] = [
  ['thu hai', 1], ['thu ba', 2], ['thu tu', 3], ['thu nam', 4], ['thu sau', 5], ['thu bay', 6], ['chu nhat', 7],
  ['thu 2', 1], ['thu 3', 2], ['thu 4', 3], ['thu 5', 4], ['thu 6', 5], ['thu 7', 6], ['t2', 1], ['t3', 2], ['t4', 3], ['t5', 4], ['t6', 5], ['t7', 6], ['cn', 7],
];
export const HOURS_HINT = 'Mỗi dòng một nhóm ngày, ví dụ: T2–T6: 07:00–11:30, 13:30–17:00; dòng sau: T7: 07:30–11:30. Suốt ngày đêm thì ghi 24/7';
const MOST_LINES = 10;

/** What people type, line by line; a sentence about the first line that cannot be read. Empty text: nothing said. */
export function readHours(text: string): { readonly ok: true; readonly hours: readonly OpenTime[] } | { readonly ok: false; readonly fault: string } {
  const lines = text.split(/[\n;]/).map((line) => line.trim()).filter(Boolean), hours: OpenTime[] = [];
  if (lines.length > MOST_LINES) return { ok: false, fault: `Giờ làm việc nhiều quá ${MOST_LINES} dòng. Hãy gộp các ngày giống nhau.` };
  for (const line of lines) {
    const plain = fold(line);
    if (plain === '24/7' || plain === '24/24') { hours.push({ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60 }); continue; }
    const days = daysIn(plain), times = timesIn(plain);
    if (!days.length || !times.length) return { ok: false, fault: `Chưa hiểu “${line.slice(0, 60)}”. Hãy ghi như “T2–T6: 07:00–11:30, 13:30–17:00”.` };
    const wrong = times.find(([from, to]) => from >= to || to > 24 * 60);
    if (wrong) return { ok: false, fault: `Giờ ${clock(wrong[0])}–${clock(wrong[1])} chưa đúng: giờ sau phải lớn hơn giờ trước và không quá 24:00.` };
    for (const [from, to] of times) hours.push({ days, from, to });
  }
  return { ok: true, hours };
}

/** "t2-t6", "thu hai den thu sau", "t2, t4"; the part before the first time. */
function daysIn(plain: string): number[] {
  const head = plain.slice(0, firstTime(plain)), found: { day: number; at: number; end: number }[] = [];
  for (let at = 0; at < head.length; at++) {
    const word = WORDS.find(([name]) => head.startsWith(name, at) && !isLetter(head[at - 1]) && !isLetter(head[at + name.length]));
    if (word) { found.push({ day: word[1], at, end: at + word[0].length }); at += word[0].length - 1; }
  }
  const days = new Set<number>();
  found.forEach(({ day, at }, index) => {
    const before = found[index - 1], between = before ? head.slice(before.end, at).trim() : '';
    if (before && (between === '-' || between === 'den') && before.day < day) for (let each = before.day; each <= day; each++) days.add(each);
    else days.add(day);
  });
  return [...days].sort((a, b) => a - b);
}
const isLetter = (sign: string | undefined): boolean => sign !== undefined && ((sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9'));

/** One time: "07:00", "7h", "7h30", "7 gio 30". */
const TIME = /(?<!\d)(?<!t)(?<!thu )(\d{1,2})(?::(\d{2})|h(\d{2})?| gio(?: (\d{2}))?)/g;
const firstTime = (plain: string): number => { TIME.lastIndex = 0; const at = TIME.exec(plain)?.index ?? plain.length; TIME.lastIndex = 0; return at; };
function timesIn(plain: string): [number, number][] {
  const found = [...plain.matchAll(TIME)].map((match) => Number(match[1]) * 60 + Number(match[2] ?? match[3] ?? match[4] ?? 0));
  return found.length % 2 ? [] : Array.from({ length: found.length / 2 }, (_, index) => [found[index * 2]!, found[index * 2 + 1]!]);
}

const clock = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** "Thứ Hai – Thứ Sáu" */
function daysText(days: readonly number[], language: 'vi' | 'en'): string {
  const names = DAY_NAMES[language], runs: number[][] = [];
  for (const day of days) { const last = runs.at(-1); if (last && last.at(-1)! + 1 === day) last.push(day); else runs.push([day]); }
  if (days.length === 7) return language === 'vi' ? 'Các ngày trong tuần' : 'Every day';
  return runs.map((run) => (run.length > 2 ? `${names[run[0]! - 1]} – ${names[run.at(-1)! - 1]}` : run.map((day) => names[day - 1]).join(', '))).join(', ');
}

/** For readers: the lines of equal days together, the days first. */
export function hoursText(hours: readonly OpenTime[], language: 'vi' | 'en' = 'vi'): readonly { readonly days: string; readonly times: string }[] {
  const byDays = Map.groupBy(hours, ({ days }) => days.join());
  return [...byDays.values()].map((group) => ({
    days: daysText(group[0]!.days, language),
    times: group.some(({ from, to }) => from === 0 && to === 24 * 60) ? (language === 'vi' ? 'suốt ngày đêm' : 'around the clock') : group.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', '),
  }));
}
/** In one line: "Thứ Hai – Thứ Sáu 07:00–11:30, 13:30–17:00; Thứ Bảy 07:30–11:30". */
export const hoursLine = (hours: readonly OpenTime[], language: 'vi' | 'en' = 'vi'): string => hoursText(hours, language).map(({ days, times }) => `${days} ${times}`).join('; ');

/** As it is typed; `readHours` of it gives the same hours. */
export function hoursTyped(hours: readonly OpenTime[]): string {
  const short = (days: readonly number[]): string => days.map((day) => (day === 7 ? 'CN' : `T${day + 1}`)).join(', ');
  return [...Map.groupBy(hours, ({ days }) => days.join()).values()].map((group) => `${short(group[0]!.days)}: ${group.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')}`).join('\n');
}

const SCHEMA_DAYS = ['https://schema.org/Monday', 'https://schema.org/Tuesday', 'https://schema.org/Wednesday', 'https://schema.org/Thursday', 'https://schema.org/Friday', 'https://schema.org/Saturday', 'https://schema.org/Sunday'];
/** OpeningHoursSpecification of schema.org. */
export const openingHours = (hours: readonly OpenTime[]): object[] => hours.map(({ days, from, to }) => ({ '@type': 'OpeningHoursSpecification', dayOfWeek: days.map((day) => SCHEMA_DAYS[day - 1]), opens: clock(from), closes: to === 24 * 60 ? '23:59' : clock(to) }));
