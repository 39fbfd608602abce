import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { isProduct } from '#features/channels/rules/products.ts';
import { allGroups, organisation } from '#features/organisations/store.ts';
import type { Contributors } from '../rules/contribution.ts';
import { freeColumnSlug } from '../rules/column-slug.ts';
import { cleanText, oneLine } from '../rules/rich-text/inlines.ts';
import { columnSlugs, columnsOf } from '../store/reading.ts';
import { changeColumn, holdColumn, insertColumn, takeTurnNaming, type ColumnRow } from '../store/rows.ts';

export interface ColumnForm { readonly name: string; readonly about: string | null; readonly product: string; readonly channel: string; readonly itemIds: readonly Id[];
  /** Whose contributions it takes; absent: nobody's. */
  readonly contributors?: { readonly from: Contributors; readonly groupId?: Id | null } | null }

/** Opens a column of a unit and says what its articles count for. */
export async function createColumn(a: Acting, { organisationId, form }: { readonly organisationId: Id; readonly form: ColumnForm }): Promise<Id> {
  await a.authorise('articles.keep-columns', organisationId);
  await organisation(a.tx, organisationId, a.today);
  await takeTurnNaming(a.tx, organisationId);
  const content = await checked(a, organisationId, form, null), id = a.newId();
  await insertColumn(a.tx, { shard_id: a.shard, id, organisation_id: organisationId, ...content, slug: freeColumnSlug(content.name, await columnSlugs(a.tx, organisationId)), former_places: [], closed_on: null, created_by_name: a.by.personName, created_at: a.now, row_version: 1 });
  a.record({ verb: 'articles.column-created', table: 'article_columns', id, organisationId, facts: { name: content.name } });
  return id;
}

/** Renames a column or says anew what it counts for; what was published counts as it did. */
export async function editColumn(a: Acting, input: { readonly columnId: Id; readonly rowVersion: number | null; readonly form: ColumnForm }): Promise<void> {
  const column = await holdColumn(a.tx, input.columnId, input.rowVersion);
  await a.authorise('articles.keep-columns', column.organisation_id);
  await takeTurnNaming(a.tx, column.organisation_id);
  const content = await checked(a, column.organisation_id, input.form, column.id);
  await changeColumn(a.tx, column.id, content);
  a.record({ verb: 'articles.column-changed', table: 'article_columns', id: column.id, organisationId: column.organisation_id, facts: { name: content.name, before: column.name } });
}

/** No new articles in it; what is published stays. Closing a closed one opens it again. */
export async function closeColumn(a: Acting, input: { readonly columnId: Id; readonly rowVersion: number | null; readonly open: boolean }): Promise<void> {
  const column = await holdColumn(a.tx, input.columnId, input.rowVersion);
  await a.authorise('articles.keep-columns', column.organisation_id);
  if ((column.closed_on === null) === input.open) throw conflict(input.open ? 'Chuyên mục này đang mở.' : 'Chuyên mục này đã đóng.');
  await changeColumn(a.tx, column.id, { closed_on: input.open ? null : a.today });
  a.record({ verb: input.open ? 'articles.column-opened' : 'articles.column-closed', table: 'article_columns', id: column.id, organisationId: column.organisation_id, facts: { name: column.name } });
}

async function checked(a: Acting, organisationId: Id, form: ColumnForm, self: Id | null): Promise<Pick<ColumnRow, 'name' | 'about' | 'product' | 'channel' | 'item_ids' | 'contributors' | 'contributors_group_id'>> {
  const from = form.contributors?.from ?? null, group = from === 'group' ? form.contributors?.groupId ?? null : null;
  if (from === 'group' && !(group && (await allGroups(a.tx)).has(group))) throw invalid('Hãy chọn nhóm đơn vị được gửi bài cộng tác.', 'contributorsGroup');
  const name = oneLine(form.name);
  if (!name) throw invalid('Chưa ghi tên chuyên mục, ví dụ “Cải cách hành chính”.', 'name');
  if (name.length > 120) throw invalid('Tên chuyên mục dài quá 120 ký tự. Hãy rút gọn.', 'name');
  if ((await columnsOf(a.tx, [organisationId])).some((one) => one.id !== self && one.name.toLocaleLowerCase('vi') === name.toLocaleLowerCase('vi'))) throw invalid(`Đơn vị đã có chuyên mục “${name}”. Hãy đặt tên khác, hoặc mở chuyên mục đã có.`, 'name');
  if (!isProduct(form.product)) throw invalid('Hãy chọn loại sản phẩm mà bài của chuyên mục được tính.', 'product');
  if (!isChannel(form.channel)) throw invalid('Hãy chọn kênh đăng của chuyên mục.', 'channel');
  return { name, about: cleanText(form.about ?? '').trim().slice(0, 500).toWellFormed() || null, product: form.product, channel: form.channel, item_ids: [...new Set(form.itemIds)].slice(0, 50), contributors: from, contributors_group_id: group };
}
