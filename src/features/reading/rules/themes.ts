/** Content themes: top-level items under "nội dung tuyên truyền"; a title stops at its first sub-bullet. */
import type { Place } from './heading.ts';
import { indexOf, isBullet, isNumbered, type Item } from './outline.ts';
import type { Theme } from './result.ts';
import type { Sections } from './sections-of-document.ts';
import { collapse } from './words.ts';

export interface FoundTheme { theme: Theme; at: Place }
export function readThemes(sections: Sections): FoundTheme[] {
  const found: FoundTheme[] = [];
  for (const section of sections.themes) {
    let items: Item[] = section.children.filter(isNumbered);
    if (items.length === 0) items = section.children.filter(isBullet);
    if (items.length === 0) items = section.children.filter((item) => !/:\s*$/.test(item.text));
    items.forEach((item, i) => {
      const index = isNumbered(item) ? indexOf(item) : `${indexOf(section) || 'I'}.(${i + 1})`;
      found.push({ theme: { index, title: collapse(item.text) }, at: { paragraph: item.paragraph, from: item.at, to: item.at + item.text.length } });
    });
  }
  return found;
}
