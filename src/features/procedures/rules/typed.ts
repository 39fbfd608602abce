import { fold, formatNumber, tidy } from '#kernel/vietnamese.ts';
import { scanLaws, scanReferences } from '#features/reading/rules/legal-references.ts';
import { ASKERS, codeOf, copiesInWords, HANDLERS, isLevel, LEVELS, ONLINE, WAYS, type FormFile, type LegalBasis, type Level, type Paper, type ProcedureText } from './content.ts';

/** A procedure as it is typed in a form or stands in a row of a table: text everywhere, lists line by line or separated by "|". */
export const TYPED = {
  code: { label: 'Mã thủ tục', names: ['mã', 'mã tthc', 'mã số'], required: true }, name: { label: 'Tên thủ tục', names: ['tên', 'tên tthc', 'tên thủ tục hành chính'], required: true },
  field: { label: 'Lĩnh vực', names: [], required: true }, level: { label: 'Cấp thực hiện', names: ['cấp'], required: true }, askers: { label: 'Đối tượng', names: ['đối tượng thực hiện'] },
  ways: { label: 'Cách nộp', names: ['cách thức thực hiện'] }, steps: { label: 'Trình tự thực hiện', names: ['trình tự', 'các bước'] }, papers: { label: 'Thành phần hồ sơ', names: ['hồ sơ'] },
  fee: { label: 'Phí, lệ phí', names: ['lệ phí', 'phí'] }, feeAmount: { label: 'Mức thu (đồng)', names: ['mức thu'] }, feeOnline: { label: 'Mức thu khi nộp trực tuyến (đồng)', names: ['mức thu trực tuyến'] },
  time: { label: 'Thời hạn giải quyết', names: ['thời hạn'] }, timeDays: { label: 'Số ngày làm việc', names: ['ngày làm việc'] }, handler: { label: 'Cấp giải quyết', names: ['loại cơ quan'] },
  office: { label: 'Cơ quan giải quyết', names: ['cơ quan thực hiện'] }, result: { label: 'Kết quả', names: ['kết quả thực hiện'] }, bases: { label: 'Căn cứ pháp lý', names: ['căn cứ'] },
  forms: { label: 'Biểu mẫu', names: ['mẫu đơn'] }, onlineLevel: { label: 'Mức trực tuyến', names: ['dịch vụ công trực tuyến'] }, link: { label: 'Đường dẫn Cổng Dịch vụ công quốc gia', names: ['đường dẫn', 'liên kết'] },
  aliases: { label: 'Tên thường gọi', names: ['tên gọi khác', 'từ khóa'] },
} as const satisfies Record<string, { readonly label: string; readonly names: readonly string[]; readonly required?: boolean }>;
export type TypedKey = keyof typeof TYPED;
export const TYPED_KEYS = Object.keys(TYPED) as TypedKey[];
export type Typed = Readonly<Record<TypedKey, string>>;
export type TypedFaults = Partial<Record<TypedKey, string>>;

const MOST = { name: 600, line: 2000, lines: 60, words: 1000, alias: 120 } as const;
const line = (text: string): string => tidy(text).split(/\s+/).join(' ').trim();
/** Lines of a form, or what stands between "|" in a cell. */
const lines = (text: string): string[] => tidy(text).split(/[\n|]/).map(line).filter(Boolean);
const keyIn = <K extends string>(choices: Readonly<Record<K, string>>, text: string): K | null => {
  const wanted = fold(text);
  return (Object.keys(choices) as K[]).find((key) => fold(choices[key]) === wanted || key === text) ?? (wanted ? (Object.keys(choices) as K[]).find((key) => fold(choices[key]).startsWith(wanted)) : undefined) ?? null;
};
const keysIn = <K extends string>(choices: Readonly<Record<K, string>>, text: string): { found: K[]; unknown: string[] } => {
  const found = new Set<K>(), unknown: string[] = [];
  for (const part of text.split(/[;|\n]/).map((one) => one.trim()).filter(Boolean)) { const key = keyIn(choices, part); if (key) found.add(key); else unknown.push(part); }
  return { found: (Object.keys(choices) as K[]).filter((key) => found.has(key)), unknown };
};

/** What was typed as a procedure, or one sentence a field. */
export function readTyped(typed: Typed): { readonly text: ProcedureText; readonly faults: null } | { readonly text: null; readonly faults: TypedFaults } {
  const faults: TypedFaults = {}, wrong = (key: TypedKey, reason: string): void => { faults[key] ??= reason; };
  const code = codeOf(typed.code), name = line(typed.name), field = line(typed.field), level = readLevel(typed.level);
  if (!typed.code.trim()) wrong('code', 'Chưa ghi mã thủ tục, ví dụ 1.001612.');
  else if (!code) wrong('code', `Mã “${line(typed.code).slice(0, 40)}” chưa đúng. Mã có một chữ số, dấu chấm và sáu chữ số, ví dụ 1.001612.`);
  if (!name) wrong('name', 'Chưa ghi tên thủ tục.'); else if (name.length > MOST.name) wrong('name', `Tên thủ tục dài quá ${MOST.name} ký tự.`);
  if (!field) wrong('field', 'Chưa ghi lĩnh vực, ví dụ “Hộ tịch”.'); else if (field.length > 120) wrong('field', 'Tên lĩnh vực dài quá 120 ký tự.');
  if (!level) wrong('level', `Cấp thực hiện ghi một trong: ${Object.values(LEVELS).join(', ')}.`);
  const askers = keysIn(ASKERS, typed.askers), ways = keysIn(WAYS, typed.ways);
  if (askers.unknown.length) wrong('askers', `Không hiểu “${askers.unknown[0]}”. Ghi một hoặc cả hai: ${Object.values(ASKERS).join('; ')}.`);
  if (ways.unknown.length) wrong('ways', `Không hiểu “${ways.unknown[0]}”. Ghi trong số: ${Object.values(WAYS).join('; ')}.`);
  const list = (key: 'steps' | 'papers' | 'bases' | 'forms' | 'aliases', most: number): string[] => {
    const all = lines(typed[key]);
    if (all.length > MOST.lines) wrong(key, `Nhiều quá ${MOST.lines} dòng. Hãy gộp bớt.`);
    if (all.some((one) => one.length > most)) wrong(key, `Có dòng dài quá ${most} ký tự. Hãy tách ra.`);
    return all;
  };
  const words = (key: 'fee' | 'time' | 'office' | 'result'): string => { const text = line(typed[key]); if (text.length > MOST.words) wrong(key, `Dài quá ${MOST.words} ký tự. Hãy rút gọn.`); return text; };
  const number = (key: 'feeAmount' | 'feeOnline' | 'timeDays', most: number): number | null => {
    const said = line(typed[key]).replace(/\s*(?:đồng|đ)$/i, '');
    if (!said) return null;
    // a dot or a space is a separator only between groups of three: "8.000", never "1.5"
    const text = /^\d{1,3}(?:[. ]\d{3})+$/.test(said) ? said.replace(/[. ]/g, '') : said;
    if (!/^\d{1,12}$/.test(text) || +text > most) { wrong(key, `“${line(typed[key]).slice(0, 40)}” chưa đúng. Ghi bằng số nguyên, không quá ${formatNumber(most)}.`); return null; }
    return +text;
  };
  const steps = list('steps', MOST.line), papers = list('papers', MOST.line).map(readPaper), bases = list('bases', MOST.line).map(readBasis), aliases = list('aliases', MOST.alias), forms: FormFile[] = [];
  for (const one of list('forms', MOST.line)) { const form = readForm(one); if (form) forms.push(form); else wrong('forms', `Biểu mẫu “${one.slice(0, 60)}” chưa đúng. Ghi tên rồi đường dẫn đầy đủ, ví dụ: Tờ khai = https://….`); }
  const amount = number('feeAmount', 10_000_000_000), online = number('feeOnline', 10_000_000_000), workingDays = number('timeDays', 1000);
  if (amount !== null && online !== null && online > amount) wrong('feeOnline', 'Mức thu khi nộp trực tuyến không cao hơn mức thu chung.');
  const handler = typed.handler.trim() ? keyIn(HANDLERS, typed.handler) : level === 'province' ? 'department' : 'commune-committee', onlineLevel = typed.onlineLevel.trim() ? keyIn(ONLINE, typed.onlineLevel) : 'none';
  if (!handler) wrong('handler', `Cấp giải quyết ghi một trong: ${Object.values(HANDLERS).join('; ')}.`);
  if (!onlineLevel) wrong('onlineLevel', `Mức trực tuyến ghi một trong: ${Object.values(ONLINE).join('; ')}.`);
  const link = typed.link.trim() ? webAddress(typed.link) : null;
  if (typed.link.trim() && !link) wrong('link', 'Đường dẫn chưa đúng. Hãy dán đầy đủ địa chỉ trang, ví dụ https://dichvucong.gov.vn/….');
  const fee = words('fee') || (amount === null ? '' : amount === 0 ? 'Không thu' : `${formatNumber(amount)} đồng`), time = words('time') || (workingDays === null ? '' : `${workingDays} ngày làm việc`), office = words('office'), result = words('result');
  if (!fee && !faults.feeAmount) wrong('fee', 'Chưa ghi phí, lệ phí; không thu thì ghi “Không thu”.');
  if (!time && !faults.timeDays) wrong('time', 'Chưa ghi thời hạn giải quyết.');
  if (Object.keys(faults).length) return { text: null, faults };
  return { faults: null, text: { code: code!, name, field, level: level!, content: {
    askers: askers.found.length ? askers.found : ['citizen'], ways: ways.found.length ? ways.found : ['direct'], steps, papers, fee: { words: fee, amount, online }, time: { words: time, workingDays }, handler: handler!,
    office: office || HANDLERS[handler!], result, bases, forms, onlineLevel: onlineLevel!, link, aliases,
  } } };
}

const readLevel = (text: string): Level | null => { const word = fold(text).replace(/^cap /, ''); return isLevel(text) ? text : ['tinh', 'thanh pho'].includes(word) ? 'province' : ['xa', 'phuong', 'xa, phuong', 'xa, phuong, dac khu'].includes(word) ? 'commune' : null; };

/** "Tờ khai theo mẫu (01 bản chính, 01 bản sao; mẫu: Tờ khai)": what stands in the last brackets says how many. Without them one original. */
export function readPaper(text: string): Paper {
  const open = text.lastIndexOf('('), inside = open > 0 && text.endsWith(')') ? text.slice(open + 1, -1) : '';
  let originals = 0, copies = 0, form: string | null = null, understood = inside !== '';
  for (const part of inside.split(/[,;]/).map((one) => one.trim()).filter(Boolean)) {
    const count = /^(\d{1,2}) bản (chính|sao)$/i.exec(part), named = /^mẫu: (.+)$/i.exec(part);
    if (count) { if (count[2]!.toLowerCase() === 'chính') originals += +count[1]!; else copies += +count[1]!; } else if (named) form = named[1]!; else understood = false;
  }
  return understood && (originals || copies || form) ? { name: text.slice(0, open).trim(), originals: originals || copies ? originals : 1, copies, form } : { name: text, originals: 1, copies: 0, form: null };
}
export const paperLine = (paper: Paper): string => `${paper.name} (${copiesInWords(paper) || '01 bản chính'}${paper.form ? `; mẫu: ${paper.form}` : ''})`;

/** A citation keeps its words; number, day and issuer are read out of them where they can be. */
export function readBasis(words: string): LegalBasis {
  const found = scanReferences(words, 0)[0] ?? scanLaws(words, 0)[0];
  return { words, paper: found ? { type: found.type, number: found.number, date: found.date, issuer: found.issuer, ...(found.name ? { name: found.name } : {}) } : null };
}

const FILE = /^tep:([0-9a-f]{64}):([a-z0-9.+/-]{3,100})$/;
/** "Tờ khai = https://…"; a file kept here is written by its hash. */
export function readForm(text: string): FormFile | null {
  const at = text.lastIndexOf(' = '), name = at < 0 ? '' : text.slice(0, at).trim(), target = text.slice(at + 3).trim(), kept = FILE.exec(target), url = kept ? null : webAddress(target);
  return !name ? null : kept ? { name, sha256: kept[1]!, mediaType: kept[2]!, url: null } : url ? { name, sha256: null, mediaType: null, url } : null;
}
export const formLine = (form: FormFile): string => `${form.name} = ${form.sha256 ? `tep:${form.sha256}:${form.mediaType}` : form.url}`;

function webAddress(text: string): string | null {
  try { const url = new URL(text.trim()); return ['http:', 'https:'].includes(url.protocol) && url.hostname.includes('.') && text.length <= 1000 ? url.href : null; } catch { return null; }
}

/** As it is typed: for forms and tables; `between` stands between the lines of a list. */
export function writeTyped({ code, name, field, level, content }: ProcedureText, between: '\n' | ' | '): Typed {
  const list = (all: readonly string[]): string => all.join(between), amount = (value: number | null): string => (value === null ? '' : String(value));
  return {
    code, name, field, level: LEVELS[level], askers: content.askers.map((one) => ASKERS[one]).join('; '), ways: content.ways.map((one) => WAYS[one]).join('; '), steps: list(content.steps), papers: list(content.papers.map(paperLine)),
    fee: content.fee.words, feeAmount: amount(content.fee.amount), feeOnline: amount(content.fee.online), time: content.time.words, timeDays: amount(content.time.workingDays), handler: HANDLERS[content.handler], office: content.office,
    result: content.result, bases: list(content.bases.map((one) => one.words)), forms: list(content.forms.map(formLine)), onlineLevel: ONLINE[content.onlineLevel], link: content.link ?? '', aliases: list(content.aliases),
  };
}
