/**
 * The typesetter: a template (ours, constant) and data (anybody's) in, a PDF or SVG out. Text never becomes part of
 * the program: it travels as JSON in `sys.inputs.data`, so nothing in it can be read as markup.
 *
 * One thread of its own for each process, started by the first page: a document takes 10 to 100 ms there, and whoever reads meanwhile does not wait for it.
 */
import { AppError } from '#kernel/app-error.ts';
import { thread, ThreadFault } from '#platform/worker-pool/thread.ts';

export interface Template {
  /** For messages. */
  readonly name: string;
  /** Typst source that reads `json(bytes(sys.inputs.data))`. */
  readonly source: string;
}

export type PdfStandard = 'a-2a' | 'a-2b' | 'ua-1' | '1.7';

/** Data with pictures: each is readable in the template as `/pictures/<name>`. */
export interface TypesetInput { readonly data: unknown; readonly pictures?: Readonly<Record<string, Uint8Array>> }

/** What is asked of one setting. */
export interface Wanted { readonly notes?: boolean; readonly svg?: boolean; readonly pdf?: PdfStandard }
/** `notes`: what the template says of itself with `#metadata(value) <note>`, in the order of the page: what was measured, what does not fit. What was not asked for is empty. */
export interface Made { readonly notes: readonly unknown[]; readonly pages: number; readonly svg: string; readonly pdf: Uint8Array }

/** What goes over to the thread. `data`: JSON. */
export interface Job { readonly source: string; readonly data: string; readonly pictures: Readonly<Record<string, Uint8Array>>; readonly wanted: Wanted }

// from the build: the file beside ours that is made of the same source (`scripts/build.ts`)
const onThread = thread<Job, Made>('typesetter', () => new URL(import.meta.url.endsWith('.ts') ? './typst-thread.ts' : './typst-thread.js', import.meta.url));

/** Throws AppError 'unavailable' with the engine's reason in `details.data`. The same input gives the same bytes. */
export async function typeset(template: Template, input: TypesetInput, wanted: Wanted): Promise<Made> {
  try {
    return await onThread({ source: template.source, data: JSON.stringify(input.data), pictures: input.pictures ?? {}, wanted });
  } catch (error) {
    if (!(error instanceof ThreadFault)) throw error;
    throw new AppError('unavailable', 'Không dàn được trang in của văn bản này. Nội dung vẫn còn nguyên; hãy tải tệp Word, và báo cho người quản trị kèm tên văn bản.', { data: { template: template.name, reason: error.message } });
  }
}

export const typesetPdf = async (template: Template, input: TypesetInput, standard: PdfStandard = 'a-2a'): Promise<Uint8Array> => (await typeset(template, input, { pdf: standard })).pdf;

/** All pages below one another in one picture; letters as outlines, so that no font is needed to show it. */
export const typesetSvg = async (template: Template, input: TypesetInput): Promise<string> => (await typeset(template, input, { svg: true })).svg;
