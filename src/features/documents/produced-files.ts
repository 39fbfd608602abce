/** Reads produced files back for the tests: what stands in a .docx or .pdf, without the code that wrote it. */
import { strFromU8, unzipSync } from 'fflate';
import { getDocumentProxy } from 'unpdf';

export const partsOf = (docx: Uint8Array): Record<string, string> => Object.fromEntries(Object.entries(unzipSync(docx)).map(([name, bytes]) => [name, strFromU8(bytes)]));

const UNESCAPE: readonly (readonly [string, string])[] = [['&lt;', '<'], ['&gt;', '>'], ['&quot;', '"'], ['&apos;', "'"], ['&amp;', '&']];

/** The text of each paragraph in reading order, line breaks as "\n". */
export const paragraphsOf = (xml: string): string[] => xml.split(/<w:p[ >]/).slice(1).map((part) => {
  let text = '';
  for (const [piece, words] of part.slice(0, part.indexOf('</w:p>')).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)) text += piece === '<w:br/>' ? '\n' : words;
  for (const [from, to] of UNESCAPE) text = text.replaceAll(from, to);
  return text;
});

export interface PlacedText { readonly page: number; readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly size: number }
export interface ReadPdf {
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly items: readonly PlacedText[];
  readonly title: string;
  readonly language: string;
  readonly tagged: boolean;
}

/** Points; y from the bottom of the page. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(bytes.slice());
  const items: PlacedText[] = [], pages: { width: number; height: number }[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number), view = page.getViewport({ scale: 1 });
    pages.push({ width: view.width, height: view.height });
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      items.push({ page: number, text: item.str, x: item.transform[4], y: item.transform[5], width: item.width, size: Math.abs(item.transform[3]) });
    }
  }
  const info = (await pdf.getMetadata()).info as { Title?: string; Language?: string };
  const mark = await pdf.getMarkInfo() as { Marked?: boolean } | null;
  await pdf.loadingTask.destroy();
  return { pages, items, title: info.Title ?? '', language: info.Language ?? '', tagged: mark?.Marked === true };
}
