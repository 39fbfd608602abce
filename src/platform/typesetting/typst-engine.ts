/**
 * The engine itself: one compiler, warm after the first page, some 10 ms a document on the thread that calls it. Programs ask `typst.ts`, which keeps it on a thread of its own.
 * Loaded by Node as it stands, so only erasable TypeScript here.
 */
import { createRequire } from 'node:module';
import type { NodeCompiler, NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { allFontFiles } from './fonts.ts';
import type { Job, Made } from './typst.ts';

/** Results of this many earlier documents stay in the compiler's memory. */
const KEEP_RESULTS_OF = 20;
const WORKSPACE = '/loa-typesetting';

let warm: NodeCompiler | undefined;

function compiler(): NodeCompiler {
  if (!warm) {
    const typst = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler') as typeof import('@myriaddreamin/typst-ts-node-compiler');
    warm = typst.NodeCompiler.create({ workspace: WORKSPACE, fontArgs: [{ fontBlobs: allFontFiles() }] });
  }
  return warm;
}

interface Diagnostic { readonly message?: string; readonly hints?: readonly string[] }

const reasonsOf = (error: NodeError | null): string =>
  ((error?.shortDiagnostics ?? []) as Diagnostic[]).map((one) => [one.message, ...(one.hints ?? [])].filter(Boolean).join('; ')).join(' | ') || 'no reason given';

/** Throws an Error with the engine's reasons. */
export function set({ source, data, pictures, wanted }: Job): Made {
  const engine = compiler(), mapped = Object.entries(pictures).map(([name, bytes]) => [`${WORKSPACE}/pictures/${name}`, bytes] as const);
  for (const [path, bytes] of mapped) engine.mapShadow(path, Buffer.from(bytes));
  try {
    const ended = engine.compile({ mainFileContent: source, inputs: { data } }), document = ended.result;
    if (!document) throw new Error(reasonsOf(ended.takeDiagnostics()));
    return {
      notes: wanted.notes ? engine.query(document, { selector: '<note>', field: 'value' }) as unknown[] : [], pages: document.numOfPages,
      svg: wanted.svg ? engine.plainSvg(document) : '', pdf: wanted.pdf ? new Uint8Array(engine.pdf(document, { pdfStandard: wanted.pdf })) : new Uint8Array(),
    };
  } finally {
    for (const [path] of mapped) engine.unmapShadow(path);
    engine.evictCache(KEEP_RESULTS_OF);
  }
}
