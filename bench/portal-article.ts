import type { Id } from '#kernel/id.ts';
import { approveArticle } from '#features/articles/actions/approve-article.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { publishArticle } from '#features/articles/actions/publish-article.ts';
import { submitArticle } from '#features/articles/actions/submit-article.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { addressOf, publicItem, sitePlaces } from '#features/sites/store.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { TestActing } from '../test/support/acting.ts';
import { corpus } from './search-corpus.ts';

/** As much text as an article has, of words as rare as they are: the same sentence ten times would pack to nothing. */
const WORDS = corpus(1).article(0).text.split(/\s+/), PARAGRAPHS = 10, EACH = 60;
const paragraph = (index: number): string => { const words = WORDS.slice(index * EACH, (index + 1) * EACH).join(' '); return `${words.charAt(0).toLocaleUpperCase('vi')}${words.slice(1)}.`; };

/** An article of some six hundred words with a table, written, approved and published; gives its address. */
export async function sampleLongArticle(t: TestActing, db: Database, files: FileStore, unit: Id): Promise<string> {
  const html = Array.from({ length: PARAGRAPHS }, (_, index) => `${index % 3 === 0 ? `<h2>Phần ${index / 3 + 1}</h2>` : ''}<p>${paragraph(index)}</p>`).join('') + '<table><tr><th>Tháng</th><th>Hồ sơ</th><th>Đúng hạn</th></tr>' + Array.from({ length: PARAGRAPHS }, (_, index) => `<tr><td>${index + 1}</td><td>${120 + index * 7}</td><td>${98 - (index % 3)} %</td></tr>`).join('') + '</table>';
  const id = await t.run(async (a) => {
    const columnId = await createColumn(a, { organisationId: unit, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: null } });
    const articleId = await startArticle(a, { columnId, content: { title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy để người đi làm không phải nghỉ việc.', body: readRichText({ html }).doc, cover: null, themes: ['Một cửa'], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } });
    await submitArticle(a, { articleId, rowVersion: null });
    return articleId;
  });
  const editor = t.as({ ...t.actor, accountId: t.newId(), personName: 'Trần Văn Biên Tập' });
  await editor.run(async (a) => { await approveArticle(a, { articleId: id, rowVersion: null }); await publishArticle(a, files, { articleId: id, rowVersion: null }); });
  const item = (await publicItem(db, id))!, place = (await sitePlaces(db, [unit], t.env.clock.today())).get(unit)!;
  return addressOf(place, item.path);
}
