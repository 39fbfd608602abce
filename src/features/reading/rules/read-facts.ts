/**
 * From what an extractor found to the facts of a paper: normalise, read the heading, the outline, and each kind of fact by its own rules.
 * Which part holds the tasks is decided by structure: a task table; else the sections whose items say who and when; else the work
 * assigned by addressee (letters, directives, and plans that only assign that way).
 */
import { issuerInPreamble, issuerOfLetterhead, levelOf, findUnit, ordinaryCase, properCase, unitAt, yearOfTitle, type Issuer } from './about.ts';
import { readTableTasks } from './annex-table.ts';
import { readBudget } from './budget.ts';
import { readDuties, isClosing, type FoundDuty } from './duties.ts';
import { readHeading, readLetterhead, type Heading, type Letterhead } from './heading.ts';
import { normalise } from './normalise.ts';
import type { NormalText, TextParagraph } from './normal-text.ts';
import { buildOutline, descendants, indexOf, type Item } from './outline.ts';
import { collectReferences } from './references-of-document.ts';
import { readRecipients } from './recipients.ts';
import { readReport, type FoundReport } from './reporting.ts';
import type { ReadResult } from './result.ts';
import { gatherSections, type Sections } from './sections-of-document.ts';
import { readSigner } from './signature.ts';
import type { SourceText } from './source-text.ts';
import { openSpans, type SpanBook } from './spans.ts';
import { tasksByAddressee } from './tasks-by-addressee.ts';
import { hasRoleLines, readSectionTasks, type FoundTask } from './tasks.ts';
import { readThemes } from './themes.ts';
import { collapse, isAnnexHeading, paperKindOfLine } from './words.ts';
import type { PlanYears } from './task-fields.ts';

export function readFacts(source: SourceText): ReadResult {
  const text = normalise(source);
  const { paragraphs } = text;
  const spans = openSpans(paragraphs);
  const letterhead = readLetterhead(paragraphs);
  const heading = readHeading(paragraphs, 0, letterhead);
  const attachedAt = attachedPart(paragraphs, heading);
  const attached = attachedAt === null ? null : readHeading(paragraphs, attachedAt, null);
  const bodyFrom = attached?.bodyFrom ?? heading.bodyFrom;
  const bodyTo = annexAt(paragraphs, bodyFrom);
  const root = buildOutline(paragraphs, bodyFrom, bodyTo);
  const sections = gatherSections(root);

  const titled = yearOfTitle(heading.title);
  const inherited = titled.year === null && titled.validity === null && attached ? yearOfTitle(attached.title) : titled;
  const years: PlanYears = { year: inherited.year, validity: inherited.validity };
  if (years.year === null && years.validity === null) years.year = letterhead.date ? +letterhead.date.slice(0, 4) : null;

  const tail = readTail(paragraphs, heading.bodyFrom);
  const issuer = findIssuer(text, heading, letterhead, tail.signer.capacity);
  const document: ReadResult['document'] = {
    type: heading.type, typeAsWritten: heading.typeAsWritten, number: letterhead.number, issuingBody: issuer?.name ?? null, place: letterhead.place, date: letterhead.date,
    title: heading.title, year: titled.year, area: null, level: null, addressees: heading.addressees.map((one) => one.name), signer: tail.signer, signatureTimestamps: text.stamps,
    ...(letterhead.number === null && letterhead.numberPattern ? { numberPattern: letterhead.numberPattern } : {}), ...(titled.validity ? { validity: titled.validity } : {}),
    ...(attached ? { attached: { type: attached.type ?? 'plan', title: attached.title } } : {}),
  };
  describeDocument(document, { heading, letterhead, issuer, text, spans, titleYear: titled.text });
  tail.places(spans);

  const references = collectReferences(text, document.number);
  const themes = readThemes(sections);
  const work = findWork(paragraphs, sections, root, heading, years);
  const reports = findReports(work.duties, sections, root, paragraphs, years);
  const budget = readBudget(sections.budget, work.duties.map((one) => one.duty));

  references.forEach((one, i) => spans.all(`/legalReferences/${i}`, one.places));
  themes.forEach((one, i) => spans.at(`/themes/${i}`, one.at));
  work.tasks.forEach((one, i) => noteTask(spans, one, i));
  work.duties.forEach((one, i) => { spans.at(`/duties/${i}/agency`, one.agencyAt, one.duty.agency); spans.at(`/duties/${i}/text`, one.textAt); });
  reports.forEach((one, i) => { spans.at(`/reporting/${i}`, one.places.whole); spans.at(`/reporting/${i}/toWhom`, one.places.toWhom); spans.at(`/reporting/${i}/via`, one.places.via); spans.at(`/reporting/${i}/deadline`, one.places.deadline); });
  for (const one of budget.places) spans.at(`/budget/sources/${one.source}`, one.at);
  if (budget.headingAt) spans.at('/budget', budget.headingAt);

  const warnings = [...text.warnings, ...complaints(document, work.tasks)];
  return {
    schema: 'loa-plan/1', source: { file: '', kind: source.kind }, document, legalReferences: references.map((one) => one.reference), themes: themes.map((one) => one.theme), tasks: work.tasks.map((one) => one.task),
    duties: work.duties.map((one) => one.duty), mirrorsTasks: work.mirrors, reporting: reports.map((one) => one.report), recipients: tail.recipients, budget: budget.budget,
    text: { paragraphs: paragraphs.map(({ id, page, text: shown, style, box }) => ({ id, page, text: shown, style, ...(box ? { box } : {}) })) }, spans: spans.spans, warnings,
  };
}

/** A decision that issues a plan: where the plan's own type line stands. */
function attachedPart(paragraphs: readonly TextParagraph[], heading: Heading): number | null {
  if (heading.type !== 'decision' && heading.type !== 'resolution' && heading.type !== 'dispatch') return null;
  let afterTail = false;
  for (let i = heading.bodyFrom; i < paragraphs.length; i++) {
    if (paragraphs[i]!.zone === 'tail') afterTail = true;
    const kind = paragraphs[i]!.zone === 'body' ? paperKindOfLine(paragraphs[i]!.text) : null;
    if (kind && (kind.type === 'plan' || kind.type === 'other') && (afterTail || i > heading.bodyFrom + 3)) return i;
  }
  return null;
}
function annexAt(paragraphs: readonly TextParagraph[], from: number): number {
  for (let i = from; i < paragraphs.length; i++) if (paragraphs[i]!.zone === 'body' && isAnnexHeading(paragraphs[i]!.text)) return i;
  return paragraphs.length;
}

interface Tail { signer: ReadResult['document']['signer']; recipients: string[]; places(spans: SpanBook): void }
/** The first tail of the paper: recipients and signature. */
function readTail(paragraphs: readonly TextParagraph[], from: number): Tail {
  const runs: { from: number; to: number }[] = [];
  for (let i = from; i < paragraphs.length; i++) {
    if (paragraphs[i]!.zone !== 'tail') continue;
    const last = runs.at(-1);
    if (last && last.to >= i - 2 && paragraphs.slice(last.to, i).every((p) => p.zone !== 'body' || p.text.length < 4)) last.to = i + 1; else runs.push({ from: i, to: i + 1 });
  }
  const first = runs.find((run) => paragraphs.slice(run.from, run.to).some((p) => /nơi\s?nhận/iu.test(p.text))) ?? runs[0];
  if (!first) return { signer: { capacity: [], position: null, name: null }, recipients: [], places: () => undefined };
  // The signature may be printed before the recipients, as a run of its own.
  const read = readSigner(paragraphs.slice(first.from, first.to).map((p) => (p.zone === 'tail' ? p.text : '')));
  let { signer, used } = read;
  let base = first.from;
  if (signer.name === null) for (const run of runs) { const other = readSigner(paragraphs.slice(run.from, run.to).map((p) => p.text)); if (other.signer.name !== null) { ({ signer, used } = other); base = run.from; break; } }
  const recipients = readRecipients(paragraphs, first.from, first.to, new Set(used.map((i) => base + i)));
  return {
    signer, recipients: recipients.map((one) => one.name),
    places: (spans) => {
      recipients.forEach((one, i) => spans.at(`/recipients/${i}`, one.at));
      const lines = used.map((i) => ({ paragraph: base + i, from: 0, to: paragraphs[base + i]!.text.length }));
      for (const line of lines) spans.at('/document/signer', line);
    },
  };
}

function findIssuer(text: NormalText, heading: Heading, letterhead: Letterhead, capacity: readonly string[]): Issuer | null {
  const { paragraphs } = text;
  const preamble = issuerInPreamble(paragraphs, heading.bodyFrom, paragraphs.length, heading.type === 'dispatch');
  if (preamble?.basis === 'preamble') return preamble;
  for (let i = heading.bodyFrom; i < Math.min(paragraphs.length, heading.bodyFrom + 3); i++) {
    const line = paragraphs[i]!;
    if (line.zone === 'body' && /^(?:CHỦ TỊCH|ỦY BAN|UỶ BAN|UBND|BỘ TRƯỞNG|GIÁM ĐỐC|HỘI ĐỒNG|THỦ TƯỚNG)/u.test(line.text) && line.text.length < 90) {
      return { name: ordinaryCase(line.text.replace(/[,:]$/, '')), at: [{ paragraph: i, from: 0, to: line.text.length }], basis: 'authority line' };
    }
  }
  const own = issuerOfLetterhead(letterhead) ?? preamble;
  if (own) return own;
  const body = capacity.find((line) => line.startsWith('TM.'));
  return body ? { name: ordinaryCase(body.slice(3).trim()), at: [], basis: 'signature' } : null;
}

interface Description { heading: Heading; letterhead: Letterhead; issuer: Issuer | null; text: NormalText; spans: SpanBook; titleYear: string | null }
/** Area, level, and the spans of the document's own facts. */
function describeDocument(document: ReadResult['document'], { heading, letterhead, issuer, text, spans, titleYear }: Description): void {
  const { paragraphs } = text;
  spans.at('/document/type', heading.typeAt);
  spans.all('/document/title', heading.titleAt);
  if (titleYear) for (const place of heading.titleAt) if (paragraphs[place.paragraph]!.text.includes(titleYear)) spans.at('/document/year', place, titleYear);
  spans.at('/document/number', letterhead.numberAt);
  spans.at('/document/place', letterhead.placeAt);
  spans.at('/document/date', letterhead.dateAt);
  heading.addressees.forEach((one, i) => spans.at(`/document/addressees/${i}`, one.at));
  if (issuer) { if (issuer.at.length > 0) spans.all('/document/issuingBody', issuer.at); else spans.inferred('/document/issuingBody', 'Lấy từ phần ký tên'); }

  const agencies = letterhead.agencies.map((one) => ordinaryCase(one.name)).join(' | ');
  const preamble = paragraphs.slice(heading.bodyFrom, heading.bodyFrom + 8).filter((p) => p.zone === 'body').map((p) => p.text).join(' ').slice(0, 6000);
  const unit = areaOf(document.title, issuer?.name ?? '', letterhead, preamble, document.type === 'dispatch');
  document.area = unit;
  if (unit) {
    const place = heading.titleAt.find((one) => paragraphs[one.paragraph]!.text.includes(unit));
    if (place) spans.at('/document/area', place, unit);
    else {
      const at = paragraphs.findIndex((p) => p.text.includes(unit));
      if (at >= 0) spans.at('/document/area', { paragraph: at, from: 0, to: paragraphs[at]!.text.length }, unit); else spans.inferred('/document/area', 'Lấy từ tên cơ quan ban hành');
    }
  }
  document.level = levelOf(issuer?.name ?? null, [agencies, unit ?? '', document.signer.position ?? ''].join(' | '));
  if (document.level) spans.inferred('/document/level', 'Suy ra từ tên cơ quan ban hành');
}
function areaOf(title: string, issuer: string, letterhead: Letterhead, preamble: string, dispatch: boolean): string | null {
  const named = findUnit(title, 'địa bàn') ?? findUnit(title, null);
  if (named) return title.slice(named.from, named.to);
  const inIssuer = findUnit(issuer, null);
  const unitWord = /địa bàn (tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)(?!\p{L})/iu.exec(title)?.[1]?.toLowerCase();
  const fits = (text: string): boolean => !unitWord || text.toLowerCase().startsWith(unitWord);
  if (inIssuer && fits(issuer.slice(inIssuer.from, inIssuer.to))) return issuer.slice(inIssuer.from, inIssuer.to);
  if (dispatch || unitWord || title !== '') {
    const body = findUnit(preamble, 'địa bàn');
    if (body && fits(preamble.slice(body.from, body.to))) return preamble.slice(body.from, body.to);
  }
  for (const agency of [...letterhead.agencies].reverse()) {
    const lower = agency.name.toLowerCase();
    const at = lower.search(/(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu) (?![uủ][ỷy])/u);
    if (at >= 0) { const shown = properCase(agency.name.slice(at)); const unit = unitAt(shown, 0); if (unit) return shown.slice(unit.from, unit.to); }
  }
  return null;
}

interface Work { tasks: FoundTask[]; duties: FoundDuty[]; mirrors: boolean }
function findWork(paragraphs: readonly TextParagraph[], sections: Sections, root: Item, heading: Heading, years: PlanYears): Work {
  const table = readTableTasks(paragraphs, years);
  const letter = heading.type === 'dispatch' || heading.type === 'directive' || heading.type === 'notice';
  const implementation = sections.implementation.length > 0 ? sections.implementation : letter ? [root] : [];
  const duties = implementation.flatMap((section) => readDuties(section, paragraphs.length, heading.addressees.map((one) => one.name)));
  if (table.length > 0) return { tasks: table, duties, mirrors: false };
  const candidates = sections.tasks.filter((section) => hasRoleLines(section));
  const listed = candidates.flatMap((section) => readSectionTasks(section, years));
  if (listed.some((one) => one.task.lead.length > 0 || one.task.timing !== null)) return { tasks: listed, duties, mirrors: false };
  // No labelled lines anywhere: sentences may still say who does each item.
  const told = letter ? [] : sections.tasks.flatMap((section) => readSectionTasks(section, years));
  if (told.length > 0 && told.filter((one) => one.task.lead.length > 0).length * 3 >= told.length) return { tasks: told, duties, mirrors: false };
  const byAddressee = tasksByAddressee(duties, years);
  if (byAddressee.length > 0) return { tasks: byAddressee, duties, mirrors: true };
  return { tasks: told, duties, mirrors: false };
}

/** Reports in duties, in a section of their own, and in the closing paragraphs. */
function findReports(duties: readonly FoundDuty[], sections: Sections, root: Item, paragraphs: readonly TextParagraph[], years: PlanYears): FoundReport[] {
  const found: FoundReport[] = [];
  const read = new Set<number>();
  const add = (one: FoundReport | null): void => {
    if (!one) return;
    const same = found.some((other) => other.report.toWhom === one.report.toWhom && other.report.via === one.report.via && other.report.who === one.report.who && other.report.deadline === one.report.deadline);
    if (!same) found.push(one);
  };
  for (const one of duties) {
    read.add(one.textAt.paragraph);
    if (one.report) add(readReport(one.duty.text, one.textAt.from, one.textAt.paragraph, one.special ?? one.duty.agency, one.duty.index, years.year));
  }
  const closing = sections.budget ? [...descendants(sections.budget)].filter((item) => item.marker === null && isClosing(item.text, true)) : [];
  for (const item of closing) if (/báo cáo/iu.test(item.text)) { read.add(item.paragraph); add(readReport(collapse(item.text), item.at, item.paragraph, null, 'closing paragraph', years.year)); }
  const last = [...sections.implementation, ...sections.reporting, ...(sections.implementation.length === 0 ? [root] : [])];
  for (const section of last) {
    for (const item of [section, ...descendants(section)]) {
      if (item.paragraph < 0 || read.has(item.paragraph) || !/báo cáo/iu.test(item.text)) continue;
      if (section === root && !(item.marker === null && isClosing(item.text, true))) continue;
      read.add(item.paragraph);
      add(readReport(collapse(item.text), item.at, item.paragraph, null, item.marker === null ? 'closing paragraph' : indexOf(item), years.year));
    }
  }
  return found;
}

function noteTask(spans: SpanBook, { task, titleAt, places }: FoundTask, i: number): void {
  const path = `/tasks/${i}`;
  spans.all(`${path}/title`, titleAt);
  task.lead.forEach((name, k) => spans.all(`${path}/lead/${k}`, places.lead, name));
  task.coordinators.forEach((name, k) => spans.all(`${path}/coordinators/${k}`, places.coordinators, name));
  task.directing.forEach((name, k) => spans.all(`${path}/directing/${k}`, places.directing, name));
  if (task.timing) spans.all(`${path}/timing`, places.timing, task.timing);
  if (task.period) spans.inferred(`${path}/period`, 'Tính từ thời gian đã ghi và năm của văn bản');
  task.cadence.forEach((_, k) => spans.at(`${path}/cadence/${k}`, places.cadence[Math.min(k, places.cadence.length - 1)]));
  if (task.product) spans.all(`${path}/product`, places.product, task.product);
}

function complaints(document: ReadResult['document'], tasks: readonly FoundTask[]): string[] {
  const list: string[] = [];
  if (document.type === null) list.push('Không nhận ra loại văn bản: không có dòng tên loại (KẾ HOẠCH, QUYẾT ĐỊNH…) và không có "Kính gửi".');
  if (document.type === 'plan' && tasks.length === 0) list.push('Không tìm thấy nhiệm vụ nào trong kế hoạch này; có thể phụ lục phân công không đi kèm tệp.');
  if (document.type !== null && document.number === null) list.push('Văn bản không in số, ký hiệu (hoặc để trống); có thể bổ sung khi xác nhận.');
  const unled = tasks.filter((one) => one.task.lead.length === 0).length;
  if (unled > 0) list.push(`Có ${unled} nhiệm vụ chưa rõ cơ quan chủ trì.`);
  return list;
}
