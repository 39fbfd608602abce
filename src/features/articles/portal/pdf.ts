import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { dayAt, formatDate, formatInstant, type PlainDate } from '#kernel/plain-date.ts';
import { fill, words } from '#locales/index.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Font } from '#platform/typesetting/font.ts';
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { printedBlocks } from '../rules/print-body.ts';
import { filesIn } from '../rules/rich-text/index.ts';
import type { ReadArticle } from './article-page.tsx';
import { ARTICLE_TEMPLATE } from './pdf-template.ts';

const MOST_PIXELS = 100_000_000, WIDTH = 1400;
/** As JPEG without anything but the picture; null for what is none after all. */
async function printed(files: FileStore, sha256: string): Promise<Uint8Array | null> {
  try { return await sharp(await files.read(sha256), { limitInputPixels: MOST_PIXELS }).rotate().resize({ width: WIDTH, withoutEnlargement: true }).flatten({ background: '#fff' }).jpeg({ quality: 82 }).toBuffer(); } catch { return null; }
}

/** What Be Vietnam Pro lacks (□, Greek, Cyrillic) is printed in Tinos; what both lack as a box. */
function printable(words: string): string {
  const [first, second] = [fontOf('Be Vietnam Pro', 'regular'), fontOf('Tinos', 'regular')], font: Font = { ...first, has: (codePoint) => first.has(codePoint) || second.has(codePoint) };
  return printableIn(font, words);
}

/** The article to be saved or printed: tagged PDF/A on A4, with a QR code that leads back to the page. The same article gives the same bytes. */
export async function articlePdf(files: FileStore, shown: ReadArticle, { site, address }: { /** "Ủy ban nhân dân xã Bình An" */ readonly site: string; /** the permanent one, with scheme and host */ readonly address: string }): Promise<Uint8Array> {
  const { article, version, names, column } = shown, say = words(version.language), text = printable;
  const pictures: Record<string, Uint8Array> = { 'qr.svg': new TextEncoder().encode(renderSVG(address, { border: 0, ecc: 'M' })) };
  for (const sha256 of new Set([...(version.cover ? [version.cover.sha256] : []), ...filesIn(version.body)])) {
    const bytes = await printed(files, sha256);
    if (bytes) pictures[`${sha256}.jpg`] = bytes;
  }
  const made: PlainDate = dayAt(article.updated_at ?? article.published_at ?? new Date(0));
  const sheet = {
    language: version.language, made, site: text(site), column: text(column), title: text(version.title), summary: text(version.summary),
    meta: text([names.organisation, article.published_at ? `${say['articles.published']} ${formatInstant(article.published_at)}` : '', article.updated_at ? `${say['articles.updated']} ${formatInstant(article.updated_at)}` : ''].filter(Boolean).join(' · ')),
    note: article.updated_at && version.change_note ? { head: fill(say['articles.changed'], { day: formatDate(dayAt(article.updated_at)) }), words: text(version.change_note) } : null,
    cover: version.cover && pictures[`${version.cover.sha256}.jpg`] ? { file: `${version.cover.sha256}.jpg`, alt: text(version.cover.alt), credit: version.cover.credit ? text(version.cover.credit) : null } : null,
    blocks: printedBlocks(version.body, text, (file) => (pictures[`${file}.jpg`] ? `${file}.jpg` : null)),
    facts: [
      ...(names.lead ? [[say['articles.lead'], text(names.lead)]] : []), ...(names.coordinating.length ? [[say['articles.coordinating'], text(names.coordinating.join('; '))]] : []),
      ...(version.themes.length ? [[say['articles.themes'], text(version.themes.join(', '))]] : []),
      ...(version.attachments.length ? [[say['articles.attachments'], text(version.attachments.map((one) => one.name).join('; '))]] : []),
    ],
    address, qrWords: fill(say['articles.qr'], { address }), printed: fill(say['articles.printed'], { address }),
  };
  return typesetPdf(ARTICLE_TEMPLATE, { data: sheet, pictures });
}
