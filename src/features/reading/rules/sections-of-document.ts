/**
 * The sections of one body, by the words of their headings and by what stands in them: a section whose items carry role lines holds
 * tasks, whatever its heading; a mixed section ("NỘI DUNG, HÌNH THỨC, KINH PHÍ TUYÊN TRUYỀN") is cut at its own headings.
 */
import { descendants, isNumbered, type Item } from './outline.ts';
import { labelAt } from './role-labels.ts';
import { sectionKind, type SectionKind } from './sections.ts';
import { hasRoleLines } from './tasks.ts';

export interface Sections { themes: Item[]; tasks: Item[]; budget: Item | null; implementation: Item[]; reporting: Item[] }

/** At least two items below say in a labelled line of their own who leads. */
function hasLeadLines(section: Item): boolean {
  let found = 0;
  for (const item of descendants(section)) { const label = labelAt(item.text); if (label?.kind === 'lead' && isNamedLead(label.label)) found++; }
  return found >= 2;
}
const isNamedLead = (label: string): boolean => /chủ trì|thực hiện/iu.test(label) && label.length < 40;

export function gatherSections(root: Item): Sections {
  const sections: Sections = { themes: [], tasks: [], budget: null, implementation: [], reporting: [] };
  const put = (item: Item, kind: SectionKind): void => {
    if (kind === 'budget') { if (item.children.length > 0 || sections.budget === null || sections.budget.children.length === 0) sections.budget = item; }
    // "PHÂN CÔNG THỰC HIỆN" may head a list of tasks as well as one of agencies: lines of lead and coordinators tell.
    else if (kind === 'implementation') (hasLeadLines(item) ? sections.tasks : sections.implementation).push(item);
    else if (kind === 'reporting') sections.reporting.push(item);
    else if (kind === 'themes') (hasRoleLines(item) ? sections.tasks : sections.themes).push(item);
    else if (kind === 'tasks' || kind === 'mixed') sections.tasks.push(item);
  };
  const visit = (item: Item, depth: number): void => {
    const kind = sectionKind(item.text);
    const headings = item.children.filter((child) => isNumbered(child) && child.text.length < 130).map((child) => ({ child, kind: sectionKind(child.text) })).filter((one) => one.kind !== null);
    const inner = headings.filter((one) => one.kind !== 'purpose');
    // A section cut by its own headings: all numbered children are headings of known kinds, or the section is mixed.
    const split = depth === 0 && kind !== 'implementation' && inner.length > 0 && (kind === 'mixed' || kind === null || (kind === 'tasks' && inner.some((one) => one.kind === 'themes' || one.kind === 'implementation' || one.kind === 'budget')) || (kind === 'themes' && inner.some((one) => one.kind === 'tasks' && hasRoleLines(one.child))));
    if (split) { for (const one of headings) put(one.child, one.kind!); return; }
    if (kind === null) { if (isNumbered(item) && hasRoleLines(item)) sections.tasks.push(item); return; }
    if (kind === 'purpose') return;
    put(item, kind);
  };
  // Sections are the highest numbered items; papers without Roman numerals number them 1, 2, 3.
  const tops = root.children.filter((item) => isNumbered(item) || item.rank === 2);
  const rank = tops.reduce((lowest, item) => Math.min(lowest, item.rank), Infinity);
  for (const item of tops) {
    if (item.rank > rank && item.rank > 2 && rank <= 2) continue;
    if (item.rank <= 1 && item.children.some((child) => child.rank === 2)) { for (const child of item.children) visit(child, 0); continue; }
    visit(item, 0);
  }
  return sections;
}
