/** The issue as it is printed: tagged PDF/A-2a with its fonts and pictures inside. The same issue gives the same bytes. */
import sharp from 'sharp';
import { encode } from 'uqr';
import { conflict } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { dayAt, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { plainLines } from './rules/masthead.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import { fontOf, printableIn } from '#platform/typesetting/fonts.ts';
import { typesetPdf } from '#platform/typesetting/typst.ts';
import { NEWSLETTER_TEMPLATE } from './print-template.ts';
import { leadOf, numberInWords, type Entry } from './rules/contents.ts';
import { MOST_PRINTED, MOST_PRINTED_LEAD, printedBody } from './rules/print-body.ts';
import type { IssueRow, NewsletterRow } from './store/rows.ts';
import type { ArticleOfIssue } from './store/reading.ts';

export interface ToPrint {
  readonly newsletter: NewsletterRow;
  readonly issue: Pick<IssueRow, 'id' | 'number' | 'year' | 'overall' | 'title' | 'foreword' | 'sections'>;
  readonly articles: ReadonlyMap<Id, ArticleOfIssue>;
  /** What units are called. */
  readonly nameOf: (id: Id) => string;
  readonly organisation: string;
  /** The day it goes out. */
  readonly day: PlainDate;
  /** "https://lamgiang.gov.vn": what stands before "/x/…"; null where the installation knows no address of its own. */
  readonly origin: string | null;
}

/** A4 columns are 84 mm: 1,000 points across print well at both widths. */
const PICTURE_WIDTH = 1_000;

export async function printIssue(files: FileStore, print: ToPrint): Promise<Uint8Array> {
  const { newsletter, issue, articles } = print, pictures: Record<string, Uint8Array> = {};
  if (print.origin) pictures['so-nay.svg'] = qr(address(print, issue.id));
  const leadId = leadOf(issue.sections), entries = issue.sections.flatMap((section) => section.entries.filter((one) => articles.has(one.articleId))), lead = entries.find((one) => one.articleId === leadId);
  if (!lead) throw conflict('Số này chưa có bài nào nên chưa có gì để in. Hãy chọn bài trước.');
  await Promise.all(entries.map(async ({ articleId: id }) => {
    if (print.origin) pictures[`${id}.svg`] = qr(address(print, id));
    const cover = articles.get(id)!.cover, bytes = cover && (await files.read(cover.sha256).then(jpeg).catch(() => null)); // a picture that is damaged leaves its place empty
    if (bytes) pictures[`${id}.jpg`] = bytes;
  }));
  const set = (entry: Entry, most: number) => printed(print, entry, most, `${entry.articleId}.jpg` in pictures);
  const sections = issue.sections.map(({ heading, entries: all }) => ({ heading: heading || null, entries: all.filter((one) => one.articleId !== leadId && articles.has(one.articleId)).map((one) => set(one, MOST_PRINTED)) })).filter((one) => one.entries.length);
  const leading = set(lead, MOST_PRINTED_LEAD), name = newsletter.name;
  const sheet = {
    documentTitle: `${name}, ${numberInWords(issue)}`, newsletter: name, ...twoParts(name), organisation: print.organisation, numberLine: numberInWords(issue),
    dateLine: `Ra ngày ${formatDate(print.day)}`, day: print.day, title: issue.title, qr: print.origin ? 'so-nay.svg' : null, address: (print.origin ?? '').replace(/^https?:\/\//, ''), 
    foreword: issue.foreword.blocks, lead: leading, sections, contents: [{ heading: null, entries: [leading] }, ...sections].map(({ heading, entries: all }) => ({ heading, entries: all.map(({ key, title }) => ({ key, title })) })),
    imprint: plainLines(newsletter, print.organisation), qrWords: `Mã QR mở ${numberInWords(issue)} trên mạng`,
  };
  return typesetPdf(NEWSLETTER_TEMPLATE, { data: printable(sheet), pictures }, 'a-2a');
}

/** "Bản tin Cải cách hành chính" is set as a small word above a large name. */
const twoParts = (name: string): { before: string | null; name: string } => {
  const [, before, rest] = /^(bản tin)\s+(.{4,})$/iu.exec(name) ?? [];
  return rest ? { before: before!, name: rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1) } : { before: null, name };
};

const address = (print: ToPrint, id: Id): string => `${print.origin ?? ''}/x/${id}`;

function printed(print: ToPrint, entry: Entry, most: number, picture: boolean) {
  const one = print.articles.get(entry.articleId)!, body = printedBody(one.body, most), whole = entry.text === null && !body.more;
  return {
    key: one.id, title: one.title, summary: entry.text ?? (one.summary || null), blocks: entry.text === null ? body.blocks : [], qr: print.origin ? `${one.id}.svg` : null, qrWords: `Mã QR mở bài “${one.title}”`,
    more: whole ? null : print.origin ? 'Đọc tiếp trên mạng: quét mã ở đầu bài' : 'Đọc tiếp trên mạng',
    picture: picture ? `${one.id}.jpg` : null, alt: one.cover?.alt ?? '', credit: one.cover?.credit ?? null,
    source: [print.nameOf(one.organisationId), ...(one.publishedAt ? [formatDate(dayAt(one.publishedAt))] : [])].join(' · '),
  };
}

const jpeg = (bytes: Uint8Array): Promise<Uint8Array> => sharp(bytes, { limitInputPixels: 100_000_000, failOn: 'error' }).rotate().resize({ width: PICTURE_WIDTH, withoutEnlargement: true }).flatten({ background: '#fff' }).jpeg({ quality: 82 }).toBuffer();

/** Black on white with its quiet zone, as one path. */
function qr(text: string): Uint8Array {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  let path = '';
  data.forEach((row, y) => row.forEach((dark, x) => { if (dark) path += `M${x} ${y}h1v1h-1z`; }));
  return new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>`);
}

/** Every text of the sheet with a box for what neither face can print. */
function printable(value: unknown): unknown {
  if (typeof value === 'string') return printableIn(fontOf('Tinos', 'regular'), value);
  if (Array.isArray(value)) return value.map(printable);
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, printable(one)])) : value;
}
