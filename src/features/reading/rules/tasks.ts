/**
 * Tasks of a plan that lists them by section: the leaf items of the section whose items say who and when.
 * - A heading with numbered or lettered children is a parent; lines behind its last child that no child has before are its own.
 * - Bullets are items only where a section has no numbered ones and the bullets themselves say who or when.
 * - An item without labelled lines may tell its roles in a sentence ("Giao Sở A chủ trì, phối hợp với Sở B …; thời gian: Quý II").
 */
import { readCadences } from './cadence.ts';
import type { Place } from './heading.ts';
import { descendants, indexOf, isBullet, isNumbered, type Item } from './outline.ts';
import { labelAt, splitLabels } from './role-labels.ts';
import type { Task } from './result.ts';
import { splitAgencies } from './agency-names.ts';
import { openingAgency, proseRoles } from './prose-roles.ts';
import { periodOf, productOf, proseTiming, readFields, unique, type FieldPlaces, type PlanYears, type TaskFields, type TaskLine } from './task-fields.ts';
import { closingBracket, collapse, isMostlyUpper, trimEnds } from './words.ts';

export interface FoundTask { task: Task; titleAt: Place[]; places: FieldPlaces; inherited?: boolean }

const isRoleLine = (item: Item): boolean => { const label = labelAt(item.text); return label !== null; };
/** A line that says who or when. */
export const saysRole = (item: Item): boolean => splitLabels(item.text).some((piece) => piece.kind !== null && piece.kind !== 'other' && piece.kind !== 'product' && piece.kind !== 'cadence');
export const hasRoleLines = (item: Item): boolean => { for (const one of descendants(item)) if (saysRole(one)) return true; return false; };

/** Items below a heading: numbered children, without those that are mere role lines ("a) Cơ quan chủ trì: …"). */
const itemsOf = (item: Item): Item[] => item.children.filter((child) => isNumbered(child) && !isRoleLine(child));

/** All leaf items of a section. */
function leavesOf(section: Item): { leaf: Item; own: Item[] }[] {
  const result: { leaf: Item; own: Item[] }[] = [];
  const walk = (item: Item): void => {
    const items = itemsOf(item);
    if (items.length === 0) { result.push({ leaf: item, own: [...descendants(item)] }); return; }
    for (const child of items) walk(child);
  };
  const items = itemsOf(section);
  if (items.length > 0) for (const item of items) walk(item);
  else for (const item of section.children) if (isBullet(item) && !isRoleLine(item)) result.push({ leaf: item, own: [...descendants(item)] });
  return result;
}

const depthOf = (item: Item, top: Item): number => { let depth = 0; for (let at: Item | null = item; at && at !== top; at = at.parent) depth++; return depth; };

/** Title, fields and places of one leaf. */
function readLeaf(leaf: Item, own: readonly Item[]): { title: string; titleAt: Place; fields: TaskFields } {
  const pieces = splitLabels(leaf.text);
  const titlePiece = pieces[0]?.kind === null ? pieces[0] : null;
  let title = titlePiece ? titlePiece.text : leaf.text;
  const lines: TaskLine[] = [];
  if (titlePiece && pieces.length > 1) lines.push({ paragraph: leaf.paragraph, text: leaf.text.slice(titlePiece.text.length), at: leaf.at + titlePiece.text.length, depth: 0 });
  // "… (Chủ trì: Sở A; thời gian: Quý II)"
  const bracket = closingBracket(title.slice(-400));
  if (bracket && splitLabels(bracket.inside).some((piece) => piece.kind !== null && piece.kind !== 'other')) {
    const at = title.length - Math.min(400, title.length) + bracket.at;
    lines.push({ paragraph: leaf.paragraph, text: bracket.inside, at: leaf.at + at + 1, depth: 0 });
    title = title.slice(0, at);
  }
  for (const item of own) lines.push({ paragraph: item.paragraph, text: item.text, at: item.at, depth: depthOf(item, leaf) });
  const shown = trimEnds(collapse(title.split(/\.\s+(?=Giao\s|Do\s)/u)[0]!));
  const fields = readFields(lines, shown);
  const inTitle = readCadences(title, productOf(shown));
  if (inTitle.length > 0) fields.cadence.unshift(...inTitle);
  const from = leaf.at;
  return { title: shown, titleAt: { paragraph: leaf.paragraph, from, to: from + title.trimEnd().length }, fields };
}

/** Adds the roles and the time that the item's own sentence tells. */
function readProse(leaf: Item, own: readonly Item[], fields: TaskFields): void {
  const texts = [leaf, ...own];
  if (fields.lead.length === 0) {
    for (const item of texts) {
      const prose = proseRoles(item.text) ?? (item.text.includes('. ') ? sentences(item.text).map(proseRoles).find((one) => one !== null) ?? null : null);
      if (!prose) continue;
      fields.lead.push(...prose.lead);
      if (fields.coordinators.length === 0) fields.coordinators.push(...prose.coordinators);
      const place = { paragraph: item.paragraph, from: item.at, to: item.at + item.text.length };
      fields.places.lead.push(place);
      fields.places.coordinators.push(place);
      break;
    }
  }
  // "… . Văn phòng UBND tỉnh chịu trách nhiệm thực hiện": a later sentence that begins with who does it.
  if (fields.lead.length === 0 && !fields.labelled) {
    for (const sentence of sentences(leaf.text).slice(1)) {
      const doer = openingAgency(sentence);
      if (!doer || !/^\s?(?:chịu trách nhiệm|có trách nhiệm|(?:tổ chức )?thực hiện|đảm nhiệm|làm đầu mối)/iu.test(sentence.slice(doer.end))) continue;
      fields.lead.push(...splitAgencies(doer.name));
      fields.places.lead.push({ paragraph: leaf.paragraph, from: leaf.at, to: leaf.at + leaf.text.length });
      break;
    }
  }
  if (fields.timing === null && !fields.labelled) {
    for (const item of texts) {
      const timing = proseTiming(item.text) ?? trailingTime(item.text);
      if (!timing) continue;
      fields.timing = timing.text;
      fields.places.timing.push({ paragraph: item.paragraph, from: item.at + timing.from, to: item.at + timing.from + timing.text.length });
      break;
    }
  }
}
const sentences = (text: string): string[] => text.length > 4000 ? [] : text.split(/(?<=[.;])\s+/u);
/** "… trong Quý II/2026." at the end of a sentence, "(Quý II/2026)", "thời gian thực hiện trong tháng 6/2026". */
function trailingTime(text: string): { text: string; from: number } | null {
  const tail = text.slice(-120);
  const match = /(?:(?:trong|từ|vào)\s)?(?:(?:quý|tháng)\s(?:[IVX]{1,3}|\d{1,2})(?:(?:,|\sđến|\svà|-|\s-)\s?(?:quý\s|tháng\s)?(?:[IVX]{1,3}|\d{1,2})){0,3}(?:\/|\snăm\s)\d{4}|năm \d{4}|thường xuyên trong năm)(?=[).;\s]*$)/iu.exec(tail);
  if (!match || /^năm/iu.test(match[0])) {
    const rhythm = /(?:thực hiện|tổ chức|triển khai|duy trì)\s((?:thường xuyên|(?:hằng|hàng) (?:năm|quý|tháng|tuần)|định kỳ (?:hằng |hàng )?(?:năm|quý|tháng))(?: trong năm(?: \d{4})?)?)(?=[).;\s]*$)/iu.exec(tail);
    return rhythm ? { text: rhythm[1]!, from: text.length - tail.length + rhythm.index + rhythm[0].length - rhythm[1]!.length } : null;
  }
  return { text: match[0].trim(), from: text.length - tail.length + match.index };
}

/** The tasks of one section. `requireRoles`: drop items of which nothing says who does them. */
export function readSectionTasks(section: Item, years: PlanYears): FoundTask[] {
  const leaves = leavesOf(section).map(({ leaf, own }) => ({ leaf, ...readLeaf(leaf, own), own }));
  for (const one of leaves) if (one.fields.lead.length === 0 || !one.fields.labelled) readProse(one.leaf, one.own, one.fields);
  shareWithBrothers(leaves);
  const numberless = leaves.length > 0 && isBullet(leaves[0]!.leaf);
  return leaves.map(({ leaf, title, titleAt, fields }) => {
    const parents: Item[] = [];
    for (let at = leaf.parent; at && at !== section; at = at.parent) parents.unshift(at);
    const parent = parents.at(-1);
    const index = numberless ? `${indexOf(section) || 'I'}.(${leaf.ordinal})` : indexOf(leaf);
    const task: Task = {
      index, title, lead: unique(fields.lead), coordinators: unique(fields.coordinators), directing: unique(fields.directing),
      timing: fields.timing, period: periodOf(fields.timing, years), cadence: fields.cadence, product: fields.product,
      ...(fields.leadLabel ? { leadLabel: fields.leadLabel } : {}),
      ...(parent ? { parent: { index: indexOf(parent), title: trimEnds(collapse(parent.text)) } } : {}),
    };
    return { task, titleAt: [titleAt], places: fields.places };
  }).filter(({ task }) => task.title.length > 2 && !(isMostlyUpper(task.title) && task.lead.length === 0 && task.timing === null));
}

/** Role lines printed once behind the last child hold for the brothers before it; a parent's own lines hold for all children. */
function shareWithBrothers(leaves: { leaf: Item; own: Item[]; fields: TaskFields }[]): void {
  const groups = new Map<Item, typeof leaves>();
  for (const one of leaves) {
    if (!one.leaf.parent) continue;
    const group = groups.get(one.leaf.parent);
    if (group) group.push(one); else groups.set(one.leaf.parent, [one]);
  }
  for (const [parent, group] of groups) {
    const donors = group.filter((one) => one.fields.labelled);
    const lines = parent.children.filter((child) => !isNumbered(child) || isRoleLine(child)).flatMap((child) => [child, ...descendants(child)]);
    const own = !isBullet(group[0]!.leaf) && lines.some(saysRole) ? readFields(lines.map((item) => ({ paragraph: item.paragraph, text: item.text, at: item.at, depth: depthOf(item, parent) })), '') : null;
    const last = group.at(-1)!;
    const shared = own ?? (group.length > 1 && donors.length === 1 && donors[0] === last && last.leaf.marker?.kind !== 'arabic' ? last.fields : null);
    if (!shared) continue;
    for (const one of group) if (one.fields !== shared) inherit(one.fields, shared);
  }
}
function inherit(fields: TaskFields, from: TaskFields): void {
  if (fields.lead.length === 0) { fields.lead = [...from.lead]; fields.places.lead = from.places.lead; fields.leadLabel = from.leadLabel; }
  if (fields.coordinators.length === 0 && fields.places.coordinators.length === 0) { fields.coordinators = [...from.coordinators]; fields.places.coordinators = from.places.coordinators; }
  if (fields.directing.length === 0) { fields.directing = [...from.directing]; fields.places.directing = from.places.directing; }
  if (fields.timing === null) { fields.timing = from.timing; fields.places.timing = from.places.timing; }
}
