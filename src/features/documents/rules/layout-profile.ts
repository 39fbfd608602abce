/**
 * The page of Decree 30/2020/NĐ-CP as data: when the decree is replaced, a second profile stands beside this one.
 * `allowed` is what the decree permits, `size` what we print; a test keeps the one inside the other.
 */
export interface ComponentStyle {
  /** Points. */
  readonly size: number;
  readonly allowed: readonly [number, number];
  readonly bold: boolean;
  readonly italic: boolean;
  readonly upper: boolean;
  /** Where the decree says so. */
  readonly source: string;
}

export type Component =
  | 'nationalName' | 'motto' | 'superior' | 'issuer' | 'number' | 'placeDate' | 'typeName' | 'subject' | 'letterSubject' | 'basis'
  | 'body' | 'partLabel' | 'partTitle' | 'heading1' | 'heading2' | 'heading3' | 'addressee' | 'signingForm' | 'signerName'
  | 'distributionLabel' | 'distribution' | 'annexLabel' | 'annexTitle' | 'annexReference' | 'pageNumber' | 'urgency' | 'contact' | 'table' | 'tableHead';

export interface LayoutProfile {
  readonly id: string;
  readonly title: string;
  readonly font: string;
  /** Millimetres. */
  readonly page: { readonly width: number; readonly height: number; readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly pageAllowed: { readonly top: readonly [number, number]; readonly bottom: readonly [number, number]; readonly left: readonly [number, number]; readonly right: readonly [number, number] };
  /** Millimetres; the decree allows 10 or 12.7. */
  readonly firstLineIndent: number;
  /** Points after a paragraph; at least 6. */
  readonly paragraphGap: number;
  /** Multiple of single spacing, 1 to 1.5. */
  readonly lineSpacing: number;
  /** Width of the left header box, as a share of the text width. */
  readonly headerLeft: number;
  /** Rule under the issuer and the subject, as a share of the text above it: a third to a half. */
  readonly ruleShare: number;
  readonly styles: Readonly<Record<Component, ComponentStyle>>;
}

const style = (size: number, allowed: readonly [number, number], source: string, looks: { bold?: true; italic?: true; upper?: true } = {}): ComponentStyle =>
  ({ size, allowed, source, bold: looks.bold ?? false, italic: looks.italic ?? false, upper: looks.upper ?? false });

const bold = true, italic = true, upper = true;
const PART_II = 'Phụ lục I, Phần I, Mục II';

export const DECREE_30: LayoutProfile = {
  id: 'ND30-2020',
  title: 'Nghị định số 30/2020/NĐ-CP về công tác văn thư, Phụ lục I',
  font: 'Times New Roman',
  page: { width: 210, height: 297, top: 20, bottom: 20, left: 30, right: 20 },
  pageAllowed: { top: [20, 25], bottom: [20, 25], left: [30, 35], right: [15, 20] },
  firstLineIndent: 12.7,
  paragraphGap: 6,
  lineSpacing: 1.15,
  headerLeft: 0.385,
  ruleShare: 0.4,
  styles: {
    nationalName: style(13, [12, 13], `${PART_II}.1`, { bold, upper }),
    motto: style(14, [13, 14], `${PART_II}.1`, { bold }),
    superior: style(13, [12, 13], `${PART_II}.2`, { upper }),
    issuer: style(13, [12, 13], `${PART_II}.2`, { bold, upper }),
    number: style(13, [13, 13], `${PART_II}.3`),
    placeDate: style(14, [13, 14], `${PART_II}.4`, { italic }),
    typeName: style(14, [13, 14], `${PART_II}.5`, { bold, upper }),
    subject: style(14, [13, 14], `${PART_II}.5`, { bold }),
    letterSubject: style(13, [12, 13], `${PART_II}.5`),
    basis: style(14, [13, 14], `${PART_II}.6`, { italic }),
    body: style(14, [13, 14], `${PART_II}.6`),
    partLabel: style(14, [13, 14], `${PART_II}.6`, { bold }),
    partTitle: style(14, [13, 14], `${PART_II}.6`, { bold, upper }),
    heading1: style(14, [13, 14], `${PART_II}.6`, { bold, upper }),
    heading2: style(14, [13, 14], `${PART_II}.6`, { bold }),
    heading3: style(14, [13, 14], `${PART_II}.6`, { bold }),
    addressee: style(14, [13, 14], `${PART_II}.9`),
    signingForm: style(14, [13, 14], `${PART_II}.7`, { bold, upper }),
    signerName: style(14, [13, 14], `${PART_II}.7`, { bold }),
    distributionLabel: style(12, [12, 12], `${PART_II}.9`, { bold, italic }),
    distribution: style(11, [11, 11], `${PART_II}.9`),
    annexLabel: style(14, [14, 14], 'Phụ lục I, Phần I, Mục III.1', { bold }),
    annexTitle: style(14, [13, 14], 'Phụ lục I, Phần I, Mục III.1', { bold, upper }),
    annexReference: style(14, [13, 14], 'Phụ lục I, Phần I, Mục III.1', { italic }),
    pageNumber: style(14, [13, 14], 'Phụ lục I, Phần I, Mục I.7'),
    urgency: style(13, [13, 14], 'Phụ lục I, Phần I, Mục III.2', { bold, upper }),
    contact: style(11, [11, 12], 'Phụ lục I, Phần I, Mục III.4'),
    // The decree leaves tables free; offices print them two points smaller than the text.
    table: style(12, [11, 14], 'Phụ lục I, Phần I, Mục I'),
    tableHead: style(12, [11, 14], 'Phụ lục I, Phần I, Mục I', { bold }),
  },
};

/** Of a page turned on its side the margins stay where the paper is bound. */
export const textWidth = (profile: LayoutProfile, landscape = false): number =>
  (landscape ? profile.page.height : profile.page.width) - profile.page.left - profile.page.right;
