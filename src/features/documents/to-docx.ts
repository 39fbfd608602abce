/**
 * The document as the office edits it: a Word file in Times New Roman. Numbers and dashes are typed as text, so that
 * what is read back is what was written; headings carry Word's heading styles, so that the outline works.
 */
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';
import {
  AlignmentType, BorderStyle, Document, Footer, Header, HeadingLevel, LineRuleType, PageNumber, PageOrientation, Packer, Paragraph, SectionType, Table,
  TextRun, type ISectionOptions,
} from 'docx';
import { ALIGN, boxes, line, lineWidth, mm, pt, rule, runs } from './docx-parts.ts';
import { TABLE_STYLE, tableXml } from './docx-table.ts';
import { DECREE_30, textWidth, type Component, type LayoutProfile } from './rules/layout-profile.ts';
import { layOut, type Sheet, type SheetAnnex, type SheetBlock, type SheetText } from './rules/lay-out.ts';
import type { OfficialDocument } from './rules/official-document.ts';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3, 4: HeadingLevel.HEADING_4 } as const;
const RED = 'C00000';

function letterhead(sheet: Sheet, profile: LayoutProfile): Table {
  const width = mm(textWidth(profile)), left = Math.round(width * profile.headerLeft), right = width - left;
  const longest = (component: Component, lines: readonly string[]): number => Math.max(0, ...lines.map((text) => lineWidth(profile.styles[component], text)));
  const at = (component: Component, text: string, before = 0): Paragraph => line(profile, component, text, { before });
  const urgency = sheet.urgency ? [new Paragraph({
    alignment: AlignmentType.CENTER, spacing: { before: pt(6) },
    children: [new TextRun({ text: `\u00a0${sheet.urgency}\u00a0`, bold: true, size: profile.styles.urgency.size * 2, color: RED, border: { style: BorderStyle.SINGLE, size: 8, color: RED, space: 1 } })],
  })] : [];
  return boxes([left, right], [
    [
      [...sheet.superior.map((text) => at('superior', text)), ...sheet.issuer.map((text) => at('issuer', text)), rule(Math.min(longest('issuer', sheet.issuer), left) * profile.ruleShare, left)],
      [at('nationalName', sheet.nationalName), at('motto', sheet.motto), rule(lineWidth(profile.styles.motto, sheet.motto), right)],
    ],
    [
      [at('number', sheet.numberLine, 6), ...(sheet.letterSubject ? [at('letterSubject', sheet.letterSubject, 6)] : []), ...urgency],
      [at('placeDate', sheet.placeDate, 6)],
    ],
  ]);
}

function heading(sheet: Sheet, profile: LayoutProfile): Paragraph[] {
  if (!sheet.typeName) return [];
  const widest = Math.min(mm(textWidth(profile)), Math.max(0, ...sheet.subject.map((text) => lineWidth(profile.styles.subject, text))));
  return [
    line(profile, 'typeName', sheet.typeName, { before: 16, keepNext: true }),
    ...sheet.subject.map((text) => line(profile, 'subject', text, { keepNext: true })),
    rule(widest * profile.ruleShare, mm(textWidth(profile))),
    line(profile, 'body', '', { after: 2 }),
  ];
}

function addressees(sheet: Sheet, profile: LayoutProfile): Paragraph[] {
  const [only, ...others] = sheet.addressees;
  if (only === undefined) return [];
  if (others.length === 0) return [line(profile, 'addressee', `Kính gửi: ${only}`, { before: 12, after: 12 })];
  const start = mm(24), colon = start + lineWidth(profile.styles.addressee, 'Kính gửi'), dash = lineWidth(profile.styles.addressee, '- ');
  return [
    line(profile, 'addressee', 'Kính gửi:', { align: 'left', before: 12, after: 3, keepNext: true, more: { indent: { left: start } } }),
    ...sheet.addressees.map((name, index) => line(profile, 'addressee', `- ${name}`, {
      align: 'left', after: index === sheet.addressees.length - 1 ? 12 : 3, more: { indent: { left: colon + dash, hanging: dash } },
    })),
  ];
}

const paragraph = (profile: LayoutProfile, item: SheetText, keepNext = item.keepWithNext): Paragraph =>
  new Paragraph({
    heading: item.outline ? HEADINGS[item.outline] : undefined,
    alignment: ALIGN[item.align],
    indent: { firstLine: item.indent ? mm(profile.firstLineIndent) : 0 },
    spacing: { before: 0, after: pt(profile.paragraphGap), line: Math.round(240 * profile.lineSpacing), lineRule: LineRuleType.AUTO },
    keepNext,
    children: runs(profile.styles[item.component], item.runs),
  });

/** Word joins two tables that touch and leaves no room below one: a thin empty line follows each. */
const afterTable = (points = 6): Paragraph => new Paragraph({ spacing: { before: 0, after: 0, line: pt(points), lineRule: LineRuleType.EXACT }, children: [] });

/** Stands in the library's document where one of our own tables goes: a paragraph of a style that nobody else can name. */
const PLACE = 'LoaTable';
const place = (tables: string[], xml: string): Paragraph => new Paragraph({ style: `${PLACE}${tables.push(xml) - 1}` });
const PLACES = new RegExp(`<w:p><w:pPr><w:pStyle w:val="${PLACE}(\\d+)"/></w:pPr></w:p>`, 'g');

const blocks = (profile: LayoutProfile, items: readonly SheetBlock[], width: number, tables: string[]): (Paragraph | Table)[] =>
  items.flatMap((item) => (item.type === 'table' ? [place(tables, tableXml(item, width)), afterTable()] : [paragraph(profile, item)]));

function signature(sheet: Sheet, profile: LayoutProfile): Table {
  const width = mm(textWidth(profile)), left = Math.round(width * 0.46);
  const dash = lineWidth(profile.styles.distribution, '- ');
  return boxes([left, width - left], [[
    [
      line(profile, 'distributionLabel', 'Nơi nhận:', { align: 'left' }),
      ...sheet.distribution.map((text) => line(profile, 'distribution', `- ${text}`, { align: 'left', more: { indent: { left: dash, hanging: dash } } })),
    ],
    [
      ...sheet.signingForms.map((text) => line(profile, 'signingForm', text)),
      line(profile, 'signingForm', sheet.signerPosition),
      // room for the signature and the seal
      ...Array.from({ length: 4 }, () => line(profile, 'signingForm', '')),
      line(profile, 'signerName', sheet.signerName ?? ''),
    ],
  ]]);
}

const numberedHead = (profile: LayoutProfile): Header => new Header({
  children: [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 0, after: 0 }, children: [new TextRun({ children: [PageNumber.CURRENT], size: profile.styles.pageNumber.size * 2 })] })],
});
const empty = (): Paragraph[] => [new Paragraph({ children: [] })];

function contactFoot(sheet: Sheet, profile: LayoutProfile): Footer | undefined {
  return sheet.contact === null ? undefined : new Footer({ children: [line(profile, 'contact', sheet.contact, { more: { border: { top: { style: BorderStyle.SINGLE, size: 4, space: 2, color: '000000' } } } })] });
}

/** `marks`: head and foot of this section; a section without its own takes over those of the one before. */
function section(profile: LayoutProfile, landscape: boolean, children: (Paragraph | Table)[], marks: Pick<ISectionOptions, 'headers' | 'footers'>): ISectionOptions {
  const { page } = profile;
  return {
    properties: {
      type: SectionType.NEXT_PAGE, titlePage: true,
      page: {
        size: { width: mm(page.width), height: mm(page.height), orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
        margin: { top: mm(page.top), bottom: mm(page.bottom), left: mm(page.left), right: mm(page.right), header: mm(page.top / 2 - 2.5), footer: mm(page.bottom / 2 - 2.5), gutter: 0 },
        pageNumbers: { start: 1 },
      },
    },
    ...marks,
    children,
  };
}

function annexSection(profile: LayoutProfile, annex: SheetAnnex, marks: Pick<ISectionOptions, 'footers'>, tables: string[]): ISectionOptions {
  const top = [
    new Paragraph({ heading: HeadingLevel.HEADING_1, alignment: AlignmentType.CENTER, spacing: { before: 0, after: 0 }, keepNext: true, children: runs(profile.styles.annexLabel, [{ text: annex.label }]) }),
    ...annex.title.map((text) => line(profile, 'annexTitle', text, { before: 2, keepNext: true })),
    ...(annex.reference ? [line(profile, 'annexReference', annex.reference, { before: 2, keepNext: true })] : []),
    line(profile, 'table', '', { keepNext: true }),
  ];
  const width = mm(textWidth(profile, annex.landscape));
  return section(profile, annex.landscape, [...top, ...blocks(profile, annex.blocks, width, tables)], marks);
}

/** Word's own styles, set to the profile: what the office types in afterwards looks like the rest. */
function styles(profile: LayoutProfile) {
  const run = { font: profile.font, size: profile.styles.body.size * 2, color: '000000', language: { value: 'vi-VN', eastAsia: 'vi-VN' } };
  const headingStyle = (component: Component) => ({ run: { ...run, size: profile.styles[component].size * 2, bold: true, italics: false }, paragraph: { spacing: { before: 0, after: pt(profile.paragraphGap) } } });
  return {
    default: {
      document: { run, paragraph: { spacing: { before: 0, after: 0, line: 240 } } },
      heading1: headingStyle('partLabel'), heading2: headingStyle('heading1'), heading3: headingStyle('heading2'), heading4: headingStyle('heading3'),
    },
    paragraphStyles: [{ id: TABLE_STYLE, name: 'Chữ trong bảng', basedOn: 'Normal', quickFormat: true, run: { size: profile.styles.table.size * 2 }, paragraph: { spacing: { before: pt(3), after: pt(3), line: 240 } } }],
  };
}

/** The paragraph that ends a section holds no text: as high as a hair, or a full page would be followed by an empty one. */
const THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>';

/** Puts our tables in. The library stamps the clock into the core properties and the archive; both are written anew from the document. */
function finished(bytes: Uint8Array, sheet: Sheet, tables: readonly string[]): Uint8Array {
  const instant = `${sheet.made}T00:00:00Z`;
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const core = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + `<dc:title>${escape(sheet.title)}</dc:title><dc:creator>${escape(sheet.issuer.join(' '))}</dc:creator><dc:language>vi-VN</dc:language>`
    + `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified></cp:coreProperties>`;
  const files = unzipSync(bytes);
  files['docProps/core.xml'] = strToU8(core);
  const xml = strFromU8(files['word/document.xml']!).replaceAll('<w:p><w:pPr><w:sectPr>', `<w:p><w:pPr>${THIN}<w:sectPr>`);
  files['word/document.xml'] = strToU8(xml.replaceAll(PLACES, (_, index: string) => tables[+index]!));
  const sorted: Zippable = {};
  // [Content_Types].xml comes first by name, as some readers expect.
  for (const name of Object.keys(files).sort()) sorted[name] = files[name]!;
  return zipSync(sorted, { mtime: '1980-01-01T00:00:00', level: 5 });
}

/** The same document gives the same bytes. */
export async function toDocx(document: OfficialDocument, profile: LayoutProfile = DECREE_30): Promise<Uint8Array> {
  const sheet = layOut(document);
  const width = mm(textWidth(profile)), last = sheet.body.at(-1), tables: string[] = [];
  const body = blocks(profile, sheet.body.slice(0, -1), width, tables);
  // The closing words stay with the signature.
  const closing = last?.type === 'text' ? [paragraph(profile, last, true)] : [];
  const contact = contactFoot(sheet, profile);
  const file = new Document({
    title: sheet.title, creator: sheet.issuer.join(' '), styles: styles(profile), compatibility: { version: 15 },
    sections: [
      section(profile, false, [
        letterhead(sheet, profile), ...(sheet.typeName ? [] : [line(profile, 'body', '')]),
        ...heading(sheet, profile), ...addressees(sheet, profile), ...body, ...closing,
        line(profile, 'distribution', '', { keepNext: true }), signature(sheet, profile), ...(sheet.annexes.length === 0 ? [afterTable(1)] : []),
      ], { headers: { default: numberedHead(profile), first: new Header({ children: empty() }) }, footers: { first: contact } }),
      // The address stands on the first page of the document only.
      ...sheet.annexes.map((annex, index) => annexSection(profile, annex, contact && index === 0 ? { footers: { first: new Footer({ children: empty() }) } } : {}, tables)),
    ],
  });
  return finished(await Packer.toBuffer(file), sheet, tables);
}
