import type { Id } from '#kernel/id.ts';
import type { Reader } from '#platform/db/tables.ts';
import { createColumn } from '#features/articles/actions/keep-column.ts';
import { sendContribution } from '#features/articles/actions/send-contribution.ts';
import { contributionList } from '#features/articles/store/contributions.ts';
import { startArticle } from '#features/articles/actions/write-draft.ts';
import { readRichText } from '#features/articles/rules/rich-text/index.ts';
import { articleList, columnsOf } from '#features/articles/store.ts';
import type { TestActing } from './acting.ts';

/** A column of a unit and an article in it with a picture, being written; made when first asked for. */
export async function sampleArticle(t: TestActing, db: Reader, unit: Id, photo: string): Promise<{ readonly article: Id; readonly column: Id }> {
  const [column] = await columnsOf(db, [unit]), { rows: [article] } = await articleList(db, { organisationIds: [unit] });
  if (column && article) return { column: column.id, article: article.id };
  return t.run(async (a) => {
    const made = await createColumn(a, { organisationId: unit, form: { name: 'Cải cách hành chính', about: null, product: 'article', channel: 'portal', itemIds: [], contributors: { from: 'everybody' } } });
    const body = readRichText({ text: 'Từ tháng này, Bộ phận Một cửa của xã nhận hồ sơ cả sáng thứ Bảy để người đi làm giờ hành chính không phải nghỉ việc.' }).doc;
    return { column: made, article: await startArticle(a, { columnId: made, content: { title: 'Một cửa mở thêm sáng thứ Bảy', summary: 'Bộ phận Một cửa nhận hồ sơ cả sáng thứ Bảy.', body, cover: { sha256: photo, alt: 'Quầy Một cửa', credit: null }, themes: [], leadId: null, coordinatingIds: [], language: 'vi', attachments: [] } }) };
  });
}

/** Material that a unit sent to the column, with a picture, waiting; made when first asked for. */
export async function sampleContribution(t: TestActing, db: Reader, { column, from, photo }: { readonly column: Id; readonly from: Id; readonly photo: string }): Promise<Id> {
  const { rows: [there] } = await contributionList(db, { from: [from], states: ['sent'] });
  const body = readRichText({ text: 'Trong tháng, sở rút ngắn ba thủ tục cấp giấy phép và trả kết quả tại nhà cho người cao tuổi.' }).doc;
  return there?.id ?? t.run((a) => sendContribution(a, { fromId: from, columnId: column, material: { title: 'Sở rút ngắn ba thủ tục', body, attachments: [{ sha256: photo, name: 'quay.jpg', size: 1, mediaType: 'image/jpeg' }], note: null, obligationIds: [] } }));
}
