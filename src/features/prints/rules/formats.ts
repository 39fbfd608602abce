/** A shape in which a design comes out. `width` and `height` in units: pixels of a screen; of a sheet, parts of which 1080 make its width. */
export interface Format {
  readonly key: string;
  readonly label: string;
  /** For addresses and file names. */
  readonly slug: string;
  readonly width: number;
  readonly height: number;
  readonly shape: 'tall' | 'wide' | 'strip' | 'folded';
  /** Millimetres of the sheet after cutting; null: a screen. */
  readonly sheet: { readonly width: number; readonly height: number } | null;
  readonly pages: number;
}

/** Paper cut after printing carries colour this far over its edge: what printing houses ask for. */
export const BLEED_MM = 3;

const sheet = (key: string, label: string, width: number, height: number): Format => ({ key, label, slug: key, width: 1080, height: (1080 * height) / width, shape: 'tall', sheet: { width, height }, pages: 1 });

export const FORMATS = {
  tall: { key: 'tall', label: 'Ảnh dọc 1080 × 1350', slug: 'doc', width: 1080, height: 1350, shape: 'tall', sheet: null, pages: 1 },
  wide: { key: 'wide', label: 'Ảnh ngang 1920 × 1080', slug: 'ngang', width: 1920, height: 1080, shape: 'wide', sheet: null, pages: 1 },
  led: { key: 'led', label: 'Màn hình LED 3:1, 1536 × 512', slug: 'led', width: 1536, height: 512, shape: 'strip', sheet: null, pages: 1 },
  a3: sheet('a3', 'Bản in A3', 297, 420),
  a4: sheet('a4', 'Bản in A4', 210, 297),
  a5: sheet('a5', 'Bản in A5', 148, 210),
  // a folded sheet is set in points of 1/10 mm, so that measures of its folds can be read
  folded: { key: 'folded', label: 'Tờ gấp ba A4, hai mặt', slug: 'gap-ba', width: 2970, height: 2100, shape: 'folded', sheet: { width: 297, height: 210 }, pages: 2 },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatKey = keyof typeof FORMATS;
export const formatOf = (key: string): Format | null => (Object.hasOwn(FORMATS, key) ? FORMATS[key as FormatKey] : null);
export const formatBySlug = (slug: string): Format | null => Object.values(FORMATS).find((one) => one.slug === slug) ?? null;

/** Is there a picture of it: of screens, and of folded sheets, which people look at before they print. */
export const isPicture = ({ sheet: paper, pages }: Format): boolean => paper === null || pages > 1;

/** Points of the page for one unit, and units of the bleed: 1 and 0 on a screen. */
export const scaleOf = ({ sheet: paper, width }: Format): { readonly k: number; readonly bleed: number } =>
  paper === null ? { k: 1, bleed: 0 } : { k: (paper.width * 72) / 25.4 / width, bleed: (BLEED_MM * width) / paper.width };
