/**
 * Work assigned by addressee: "Tổ chức thực hiện" of a plan, the body of a letter or a directive.
 *   1. Sở A            item heading = the agency; each bullet, lettered item or unmarked paragraph below is a duty
 *   1. Sở A: text …     agency before the colon, the text behind it a duty (with bullets when it ends in a colon: the bullets alone)
 *   1. Giao Sở A chủ trì …   the sentence names its agency
 *   - Sở A: …           the same with bullets, where the section has no numbered items
 * "Đề nghị", "Giao" and "Yêu cầu" are no part of the name. The closing sentence ("Trên đây là …", "Yêu cầu Thủ trưởng …./.") is no duty.
 */
import { looksLikeAgency } from './agency-names.ts';
import type { Place } from './heading.ts';
import { descendants, indexOf, isBullet, isNumbered, type Item } from './outline.ts';
import { listEnd, openingAgency, startsWithVerb } from './prose-roles.ts';
import type { Duty } from './result.ts';
import { labelAt } from './role-labels.ts';
import { collapse, dropBrackets, trimEnds } from './words.ts';

export interface FoundDuty { duty: Duty; agencyAt: Place | null; textAt: Place; /** for tasks: who a sentence inside names apart ("Đối với các phòng …:") */ special: string | null; report: boolean; /** several addressees of a letter whose item names none */ leads?: readonly string[] }

const REQUEST = /^(?:đề nghị|yêu cầu|giao(?: nhiệm vụ)?(?: cho)?|trách nhiệm của|nhiệm vụ của|phân công|đối với|trân trọng đề nghị|kính đề nghị)(?!\p{L})\s*:?\s*/iu;
const CLOSING = /^(?:trên đây là|yêu cầu|đề nghị|nhận được|trong quá trình|căn cứ (?:kế hoạch|nội dung|công văn|chỉ thị)|giao |chỉ thị này|kế hoạch này|kính đề nghị|rất mong|đề nghị|quá trình|nếu có|ngoài ra|các (?:sở|cơ quan|đơn vị|phòng|địa phương)|thủ trưởng|trân trọng|thường xuyên|trường hợp|ủy ban nhân dân|ubnd|chủ tịch)/iu;
/** The last unmarked paragraph of the body, when it winds up the paper. */
export function isClosing(text: string, last: boolean): boolean {
  if (/^(?:trên đây là|nhận được (?:công văn|văn bản|kế hoạch|chỉ thị)|trong quá trình (?:tổ chức |triển khai )?|chỉ thị này có hiệu lực|quá trình (?:tổ chức|triển khai)|trân trọng|(?:đầu mối|thông tin) liên hệ|(?:mọi )?thông tin chi tiết)/iu.test(text)) return true;
  // A last paragraph that ends the paper ("./.") and begins with who, not with what to do.
  if (last && /\.\/\.?\s*$/.test(text) && !startsWithVerb(text) && looksLikeAgency(text)) return true;
  return last && CLOSING.test(text) && (/\.\/\.?\s*$/.test(text) || /(?:nghiêm túc|triển khai thực hiện|tổ chức thực hiện|quan tâm|phối hợp)[^.]{0,60}\.?\/?\.?$/iu.test(text));
}

interface Split { agency: string; agencyFrom: number; agencyTo: number; rest: string; restFrom: number }
/** "Phòng A đề nghị UBND các phường báo cáo …": where the one who is asked begins; 0 when nobody asks. */
function askedFrom(text: string): number {
  const asks = / (?:đề nghị|yêu cầu) (?=\p{L})/u.exec(text.slice(0, 120));
  return asks && looksLikeAgency(text) && looksLikeAgency(text.slice(asks.index + asks[0].length)) ? asks.index + asks[0].length : 0;
}
/** "Sở A: text" or a bare heading "Sở A"; null when the text names no agency in front. */
export function splitAgency(text: string, trusting: boolean): Split | null {
  const start = REQUEST.exec(text)?.[0].length ?? askedFrom(text);
  const colon = text.indexOf(':', start);
  if (colon > start && colon - start < 260) {
    const name = text.slice(start, colon);
    // A sentence that happens to hold a colon ("Tập trung các nội dung: …") is no agency.
    if ((looksLikeAgency(name) || (trusting && name.length < 70 && !/[.]/.test(name) && !startsWithVerb(name))) && !hasVerb(name)) {
      let rest = colon + 1;
      while (text[rest] === ' ') rest++;
      return { agency: name, agencyFrom: start, agencyTo: colon, rest: text.slice(rest), restFrom: rest };
    }
  }
  const body = text.slice(start);
  if (body.length < 260 && !/[.] \S/.test(body) && (looksLikeAgency(body) || (trusting && !startsWithVerb(body))) && !hasVerb(body)) return { agency: body, agencyFrom: start, agencyTo: text.length, rest: '', restFrom: text.length };
  const opening = openingAgency(start > 0 ? text.slice(start) : text);
  if (opening && opening.name.length >= 3) {
    const from = Math.max(text.indexOf(opening.name), 0);
    return { agency: opening.name, agencyFrom: from, agencyTo: from + opening.name.length, rest: text, restFrom: 0 };
  }
  return null;
}
/** Brackets ("(cơ quan thường trực)") tell nothing about where the name ends. */
function hasVerb(text: string): boolean {
  const plain = text.length < 400 ? dropBrackets(text) : text;
  return listEnd(plain, 0) < trimEnds(plain).length;
}
export const agencyName = (text: string): string => trimEnds(collapse(text.replace(REQUEST, '')));

/** The duties below one section or body. `closingAllowed`: the section is the last one. */
export function readDuties(section: Item, paragraphCount: number, addressees: readonly string[]): FoundDuty[] {
  const found: FoundDuty[] = [];
  const numbered = section.children.filter((child) => isNumbered(child));
  const lastOf = [...descendants(section)].at(-1)?.paragraph ?? paragraphCount;
  const add = (agency: string, agencyAt: Place | null, item: Item, text: string, at: number, index: string): void => {
    const shown = collapse(text);
    if (shown.length < 3) return;
    const special = /^đối với /iu.test(shown) && shown.slice(0, 170).includes(':') ? shown.slice('đối với '.length, shown.indexOf(':')) : null;
    found.push({ duty: { index, agency: agencyName(agency), text: shown }, agencyAt, textAt: { paragraph: item.paragraph, from: item.at + at, to: item.at + item.text.length }, special: special && looksLikeAgency(special) ? special : null, report: /báo cáo|gửi kết quả/iu.test(shown) });
  };
  const addForAll = (item: Item): void => {
    const units = item.children.filter((child) => child.marker !== null || !isClosing(child.text, child.paragraph === lastOf));
    if (units.length > 0) { for (const child of units) addForAll(child); if (/:\s*$/.test(item.text)) return; }
    if (item.paragraph === lastOf && item.marker === null) return;
    const before = found.length;
    if (!(units.length > 0 && item.text.length < 120)) add(addressees.join('; '), null, item, item.text, 0, indexOf(item));
    for (const one of found.slice(before)) one.leads = addressees;
  };
  const readItem = (item: Item, outer: { agency: string; at: Place | null } | null): void => {
    const trusting = outer === null && isNumbered(item);
    const split = splitAgency(item.text, trusting);
    const heads = split && (outer === null || (split.rest === '' && item.children.length > 0));
    if (!heads && outer === null) {
      // A numbered sentence without an agency: its children may name them; in a letter it is meant for all addressees.
      if (addressees.length > 0 && !item.children.some((child) => (child.marker !== null || !isClosing(child.text, child.paragraph === lastOf)) && splitAgency(child.text, false) !== null)) { addForAll(item); return; }
      for (const child of item.children) readItem(child, null);
      return;
    }
    // A damaged sentence that names nobody and has nothing below it is meant for all addressees of a letter.
    if (heads && outer === null && split.rest === '' && item.children.length === 0 && addressees.length > 0 && !looksLikeAgency(split.agency)) { addForAll(item); return; }
    const agency = heads ? split.agency : outer!.agency;
    const at = heads ? { paragraph: item.paragraph, from: item.at + split.agencyFrom, to: item.at + split.agencyTo } : outer!.at;
    const rest = heads ? split.rest : item.text;
    const index = indexOf(item);
    const units: { item: Item; text: string; at: number }[] = [];
    const orders: { item: Item; agency: string }[] = [];
    if (rest.trim() !== '' && !(rest.trim().endsWith(':') && item.children.length > 0)) units.push({ item, text: rest, at: heads ? split.restFrom : 0 });
    const collect = (child: Item): void => {
      // "Giao Sở A theo dõi, tổng hợp …" below the last item of a directive is an order of its own.
      const ordered = child.marker === null && outer === null && child.children.length === 0 && /^giao /iu.test(child.text) ? openingAgency(child.text) : null;
      if (ordered && !/^giao (?:các )?(?:thủ trưởng|cơ quan|đơn vị)/iu.test(child.text)) { orders.push({ item: child, agency: ordered.name }); return; }
      if (child.marker === null && isClosing(child.text, child.paragraph === lastOf) && (units.length > 0)) return;
      const deeper = child.children.filter((one) => one.marker !== null || !isClosing(one.text, one.paragraph === lastOf));
      if (deeper.length === 0) { units.push({ item: child, text: child.text, at: 0 }); return; }
      if (!/:\s*$/.test(child.text) && !labelAt(child.text)) units.push({ item: child, text: child.text, at: 0 });
      for (const one of deeper) collect(one);
    };
    for (const child of item.children) collect(child);
    for (const [k, unit] of units.entries()) add(agency, at, unit.item, unit.text, unit.at, units.length > 1 && unit.item !== item && !isNumbered(unit.item) ? `${index}.(${k + 1})` : indexOf(unit.item) || index);
    for (const order of orders) add(order.agency, { paragraph: order.item.paragraph, from: order.item.at, to: order.item.at + order.item.text.length }, order.item, order.item.text, 0, index);
  };
  if (numbered.length > 0) {
    for (const item of numbered) readItem(item, null);
    return found;
  }
  let agency: { agency: string; at: Place | null } | null = null;
  for (const item of section.children) {
    if (item.marker === null && isClosing(item.text, item.paragraph === lastOf)) continue;
    const split = splitAgency(item.text, false);
    if (split) {
      readItem(item, null);
      agency = split.rest === '' && item.children.length === 0 ? { agency: split.agency, at: { paragraph: item.paragraph, from: item.at + split.agencyFrom, to: item.at + split.agencyTo } } : isBullet(item) ? agency : null;
    } else if (agency) add(agency.agency, agency.at, item, item.text, 0, indexOf(item));
    else if (addressees.length > 0 && (isBullet(item) || (!/:\s*$/.test(item.text) && section.children[0] !== item))) addForAll(item);
    else if (isBullet(item) || item.marker === null) for (const child of item.children) readItem(child, null);
  }
  return found;
}
