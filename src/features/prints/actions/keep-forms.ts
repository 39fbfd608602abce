import { slugOf } from '#kernel/vietnamese.ts';
import type { Acting } from '#platform/acting.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { pngOf } from '#platform/typesetting/raster.ts';
import { keepMade } from '#features/files/actions/keep-made.ts';
import { pdfOf, svgOf, type Design } from '../design.ts';
import { designOf, sourceOf } from '../design-of.ts';
import { FORMATS, isPicture, type Format } from '../rules/formats.ts';
import type { KeptForm, PrintRow } from '../store/rows.ts';

/** "dang-ky-khai-sinh-a4.pdf" */
export const fileName = ({ title }: Pick<PrintRow, 'title'>, format: Format, type: KeptForm['type']): string => `${slugOf(title, 50)}-${format.slug}.${type}`;
const MEDIA: Readonly<Record<KeptForm['type'], string>> = { svg: 'image/svg+xml', png: 'image/png', pdf: 'application/pdf' };

/** What an approval settles: every file of every shape, where the code leads, and what the unit is called. */
export interface Settled { readonly files: readonly KeptForm[]; readonly link: string; readonly set_as: Design['unit'] }
/** Sets the design in all its shapes and keeps the bytes: what is approved is what goes out, also after the program, the unit's name or its address has changed. `origin`: scheme and host under which readers find it. */
export async function keepForms(a: Acting, files: FileStore, one: PrintRow, origin: string): Promise<Settled> {
  const source = sourceOf(one, origin), design = await designOf(a.tx, files, source, a.today), kept: KeptForm[] = [];
  // pixels are made beside the typesetting of what follows
  const made = await Promise.all(design.kind.formats.map((key) => FORMATS[key]).map(async (format: Format) => {
    const [svg, pdf] = await Promise.all([isPicture(format) ? svgOf(design, format) : null, format.sheet ? pdfOf(design, format) : null]);
    return { format, svg: svg && new TextEncoder().encode(svg), png: svg && await pngOf(svg), pdf };
  }));
  for (const { format, ...forms } of made) for (const type of ['svg', 'png', 'pdf'] as const) {
    const bytes = forms[type];
    if (bytes) kept.push({ format: format.key, type, sha256: await keepMade(a, files, { bytes, name: fileName(one, format, type), mediaType: MEDIA[type], organisationId: one.organisation_id }) });
  }
  return { files: kept, link: source.link, set_as: design.unit };
}

export const keptForm = (files: readonly KeptForm[], type: KeptForm['type'], format?: string): KeptForm | undefined => files.find((one) => one.type === type && (format === undefined || one.format === format));
/** Of several sheets the one that most offices can print themselves. */
export const officeSheet = (files: readonly KeptForm[]): KeptForm | undefined => keptForm(files, 'pdf', 'a4') ?? keptForm(files, 'pdf');
