/**
 * The typesetter: a template (ours, constant) and data (anybody's) in, a PDF or SVG out. Text never becomes part of
 * the program: it travels as JSON in `sys.inputs.data`, so nothing in it can be read as markup.
 *
 * One compiler per process, warm after the first page; it works on the calling thread, some 10 ms a document.
 */
import { createRequire } from 'node:module';
import type { NodeCompiler, NodeTypstDocument, NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { AppError } from '#kernel/app-error.ts';
import { allFontFiles } from './fonts.ts';

export interface Template {
  /** For messages. */
  readonly name: string;
  /** Typst source that reads `json(bytes(sys.inputs.data))`. */
  readonly source: string;
}

export type PdfStandard = 'a-2a' | 'a-2b' | 'ua-1' | '1.7';

/** Data with pictures: each is readable in the template as `/pictures/<name>`. */
export interface TypesetInput { readonly data: unknown; readonly pictures?: Readonly<Record<string, Uint8Array>> }

/** Results of this many earlier documents stay in the compiler's memory. */
const KEEP_RESULTS_OF = 20;
const WORKSPACE = '/loa-typesetting';

let warm: NodeCompiler | undefined;

function compiler(): NodeCompiler {
  if (!warm) {
    // Loaded on first use: most commands never print, and the engine costs 30 ms.
    const typst = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler') as typeof import('@myriaddreamin/typst-ts-node-compiler');
    warm = typst.NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: allFontFiles() }] });
  }
  return warm;
}

interface Diagnostic { readonly message?: string; readonly hints?: readonly string[] }

const reasonsOf = (error: NodeError | null): string =>
  ((error?.shortDiagnostics ?? []) as Diagnostic[]).map((one) => [one.message, ...(one.hints ?? [])].filter(Boolean).join('; ')).join(' | ') || 'no reason given';

const failure = (template: Template, reason: string): AppError => new AppError('unavailable',
  'Không dàn được trang in của văn bản này. Nội dung vẫn còn nguyên; hãy tải tệp Word, và báo cho người quản trị kèm tên văn bản.',
  { data: { template: template.name, reason } });

function compiled<T>(template: Template, input: TypesetInput, use: (engine: NodeCompiler, document: NodeTypstDocument) => T): T {
  const engine = compiler();
  for (const [name, bytes] of Object.entries(input.pictures ?? {})) engine.mapShadow(`${WORKSPACE}/pictures/${name}`, Buffer.from(bytes));
  try {
    const result = engine.compile({ mainFileContent: template.source, inputs: { data: JSON.stringify(input.data) } });
    if (!result.result) throw failure(template, reasonsOf(result.takeDiagnostics()));
    return use(engine, result.result);
  } catch (error) {
    throw error instanceof AppError ? error : failure(template, error instanceof Error ? error.message : String(error));
  } finally {
    for (const name of Object.keys(input.pictures ?? {})) engine.unmapShadow(`${WORKSPACE}/pictures/${name}`);
    engine.evictCache(KEEP_RESULTS_OF);
  }
}

/** Throws AppError 'unavailable' with the engine's reason in `details.data`. The same input gives the same bytes. */
export const typesetPdf = (template: Template, input: TypesetInput, standard: PdfStandard = 'a-2a'): Uint8Array =>
  compiled(template, input, (engine, document) => new Uint8Array(engine.pdf(document, { pdfStandard: standard })));

/** All pages below one another in one picture; letters as outlines, so that no font is needed to show it. */
export const typesetSvg = (template: Template, input: TypesetInput): string =>
  compiled(template, input, (engine, document) => engine.plainSvg(document));

/** What a template says of itself with `#metadata(value) <note>`, in the order of the page: what was measured, what does not fit. */
export interface Typeset { readonly notes: readonly unknown[]; readonly pages: number; svg(): string; pdf(standard?: PdfStandard): Uint8Array }

/** Sets once and asks: what the template measured first, then the picture or the pages of the same setting. Use it at once, inside `use`. */
export const typeset = <T>(template: Template, input: TypesetInput, use: (made: Typeset) => T): T =>
  compiled(template, input, (engine, document) => use({
    notes: engine.query(document, { selector: '<note>', field: 'value' }) as unknown[], pages: document.numOfPages,
    svg: () => engine.plainSvg(document), pdf: (standard = '1.7') => new Uint8Array(engine.pdf(document, { pdfStandard: standard })),
  }));
