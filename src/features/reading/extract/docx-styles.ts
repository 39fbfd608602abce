/** What a style of a Word file says that matters for reading: list, alignment, bold, font, heading. Styles inherit from `basedOn`. */
import { child, childrenOf, switchOf, valueOf, type XmlElement } from './xml.ts';

export interface RunLook { bold?: boolean; font?: string; hidden?: boolean; capitals?: boolean; raised?: boolean }
export interface StyleLook extends RunLook { align?: string; listId?: string; level?: number; heading?: boolean }

export function runLook(properties: XmlElement | undefined): RunLook {
  if (!properties) return {};
  const fonts = child(properties, 'w:rFonts')?.attributes, raised = valueOf(properties, 'w:vertAlign');
  return defined({
    bold: switchOf(properties, 'w:b'), font: fonts?.['w:ascii'] ?? fonts?.['w:hAnsi'], hidden: switchOf(properties, 'w:vanish'),
    capitals: switchOf(properties, 'w:caps'), raised: raised === undefined ? undefined : raised === 'superscript',
  });
}

export function paragraphLook(properties: XmlElement | undefined): StyleLook {
  const list = child(properties, 'w:numPr'), level = valueOf(list, 'w:ilvl'), outline = valueOf(properties, 'w:outlineLvl');
  return defined({
    align: valueOf(properties, 'w:jc'), listId: valueOf(list, 'w:numId'), level: level === undefined ? undefined : Number(level),
    heading: outline === undefined ? undefined : Number(outline) < 9,
  });
}

/** Drops what is not given, so that a spread does not hide what a parent style gives. */
const defined = <T extends object>(look: T): T => Object.fromEntries(Object.entries(look).filter(([, value]) => value !== undefined)) as T;

export interface Styles { of(id: string | undefined): StyleLook; readonly paragraphDefault: StyleLook }

export function readStyles(root: XmlElement | null): Styles {
  const defaults = child(child(child(root ?? undefined, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr');
  const elements = new Map<string, XmlElement>(), done = new Map<string, StyleLook>();
  let normal: string | undefined;
  for (const style of childrenOf(root ?? undefined, 'w:style')) {
    const id = style.attributes['w:styleId'] ?? '';
    elements.set(id, style);
    if (style.attributes['w:type'] === 'paragraph' && ['1', 'true'].includes(style.attributes['w:default'] ?? '')) normal = id;
  }
  const of = (id: string | undefined, depth = 0): StyleLook => {
    const element = id === undefined ? undefined : elements.get(id);
    if (!element || depth > 20) return {};
    const known = done.get(id!);
    if (known) return known;
    const name = (valueOf(element, 'w:name') ?? '').toLowerCase();
    const look: StyleLook = {
      ...of(valueOf(element, 'w:basedOn'), depth + 1), ...runLook(child(element, 'w:rPr')), ...paragraphLook(child(element, 'w:pPr')),
      ...(name.startsWith('heading') || name === 'title' ? { heading: true } : {}),
    };
    done.set(id!, look);
    return look;
  };
  return { of: (id) => of(id), paragraphDefault: { ...runLook(defaults), ...of(normal) } };
}
