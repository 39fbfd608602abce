import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extractText, getDocumentProxy } from 'unpdf';
import { seededIds, type Id } from '#kernel/id.ts';
import { plainDate } from '#kernel/plain-date.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { printIssue, type ToPrint } from './print.ts';
import type { ArticleOfIssue } from './store/reading.ts';

const ids = seededIds(8, 1_700_000_000_000), LONG = 'Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính khỏi phải nghỉ việc đi nộp hồ sơ, kết quả được trả tại nhà. ';
const article = (title: string, html = `<p>${LONG.repeat(6)}</p>`, change: Partial<ArticleOfIssue> = {}): ArticleOfIssue => ({
  id: ids(1), live: true, organisationId: ids(1), column: 'Cải cách hành chính', title, summary: 'Cách làm mới từ tháng này.', cover: null, body: readRichText({ html }).doc, language: 'vi', publishedAt: new Date('2026-11-05T02:00:00Z'), withdrawnAt: null, version: 1, ...change,
});
const nothing = { read: () => Promise.reject(new Error('damaged')) } as never;

function issue(articles: readonly ArticleOfIssue[], change: { title?: string; name?: string; headings?: readonly string[] } = {}): ToPrint {
  const headings = change.headings ?? [''];
  return {
    newsletter: { name: change.name ?? 'Bản tin Cải cách hành chính', licence: 'Số 5/GP', editor_in_charge: 'Bà Nguyễn Thị Hà', contact: 'Đường dây nóng 0999 000 033' } as never, organisation: 'UBND xã Mẫu', nameOf: () => 'UBND xã Mẫu', day: plainDate('2026-11-16'), origin: 'https://songtra.example',
    issue: { id: ids(1), number: 11, year: 2026, overall: 23, title: change.title ?? 'Một cửa gần dân', foreword: readRichText({ text: 'Kính mời bạn đọc.' }).doc,
      sections: headings.map((heading, at) => ({ heading, entries: articles.filter((_, index) => index % headings.length === at).map(({ id }) => ({ articleId: id, text: null, lead: false })) })) },
    articles: new Map<Id, ArticleOfIssue>(articles.map((one) => [one.id, one])),
  };
}
async function pages(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false });
  return text.map((one) => one.normalize('NFC').replace(/\s+/g, ' '));
}
const told = (page: string): string => page.replace(/\s/g, '').toLocaleLowerCase('vi');

describe('the printed issue', () => {
  test('has its masthead, every article once with its first words, the imprint, and contents whose page numbers are right', async () => {
    const all = Array.from({ length: 14 }, (_, index) => article(`Việc thứ ${['nhất', 'nhì', 'ba', 'tư', 'năm', 'sáu', 'bảy', 'tám', 'chín', 'mười', 'mười một', 'mười hai', 'mười ba', 'mười bốn'][index]} của Một cửa`)), text = await pages(await printIssue(nothing, issue(all, { headings: ['', 'Hỏi đáp'] })));
    assert.ok(text.length >= 3);
    assert.ok(told(text[0]!).includes(told('Số 11/2026 (tổng số 23)')) && told(text[0]!).includes(told('Ra ngày 16/11/2026')));
    assert.ok(told(text.at(-1)!).includes(told('Chịu trách nhiệm xuất bản: Bà Nguyễn Thị Hà')));
    const contents = told(text[0]!.slice(text[0]!.toLocaleLowerCase('vi').indexOf('trong số này')));
    for (const { title } of all.slice(1)) {
      const found = new RegExp(`${told(title).replaceAll('.', '\\.')}(\\d+)`).exec(contents)?.[1];
      assert.ok(found, `${title} stands in the contents`);
      assert.ok(told(text[Number(found) - 1]!).includes(told(title)), `${title} is on page ${found}`);
    }
    for (const [index, page] of text.entries()) assert.ok(told(page).includes(`${index + 1}/${text.length}`));
  });

  test('is tagged, for an archive, and the same bytes for the same issue', async () => {
    const one = issue([article('Một cửa mở thêm sáng thứ Bảy')]), bytes = await printIssue(nothing, one), raw = Buffer.from(bytes).toString('latin1');
    assert.match(raw, /\/MarkInfo|\/StructTreeRoot/);
    assert.match(raw, /pdfaid/);
    assert.deepEqual(await printIssue(nothing, one), bytes);
  });

  test('prints whatever was written: words without end, marks of the typesetter, other scripts, tables; a damaged picture leaves its place empty', async () => {
    const hostile = [
      article(`#panic("x") $x^2$ \\ ${'dài'.repeat(40)}`, `<p>${'không-có-chỗ-ngắt'.repeat(12)}</p><table><tr><th>Một</th><th>Hai</th></tr><tr><td colspan="2">#let x = 1</td></tr></table>`, { cover: { sha256: 'a'.repeat(64), alt: 'Ảnh "lạ" #x', credit: null } }),
      article('Emoji 😀 và chữ Hán 漢字', '<ol type="a"><li>Một<ul><li>Trong</li></ul></li><li>Hai</li></ol><blockquote><p>Lời trích</p></blockquote><h2>Đề mục</h2><p>Hết</p>'),
      article('Quá dài', `<p>${LONG.repeat(4)}</p>`.repeat(40)),
    ];
    const text = (await pages(await printIssue(nothing, issue(hostile, { title: '*đậm* _nghiêng_', name: `Bản tin ${'rất dài '.repeat(13)}` })))).join(' ');
    for (const words of ['#panic("x")', '#let x = 1', '*đậm*'.toLocaleUpperCase('vi'), 'Lời trích', 'Đọc tiếp trên mạng']) assert.ok(told(text).includes(told(words)), words);
    await assert.rejects(printIssue(nothing, issue([])), /chưa có bài nào/);
  });

  test('without an address of its own it prints no code that leads nowhere', async () => {
    const one = { ...issue([article('Một cửa mở thêm sáng thứ Bảy')]), origin: null };
    assert.ok(!told((await pages(await printIssue(nothing, one))).join(' ')).includes(told('Quét mã')));
  });
});
