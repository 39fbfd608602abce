import { conflict, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { cleanText, oneLine } from '#features/articles/rules/rich-text/inlines.ts';
import { columnRow } from '#features/articles/store.ts';
import { isChannel } from '#features/channels/rules/channels.ts';
import { organisation } from '#features/organisations/store.ts';
import type { Acting } from '#platform/acting.ts';
import { newslettersOf } from '../store/reading.ts';
import { changeNewsletter, holdNewsletter, insertNewsletter } from '../store/rows.ts';

export interface NewsletterForm {
  readonly name: string; readonly about: string | null; readonly channel: string; readonly itemIds: readonly Id[]; readonly columnIds: readonly Id[];
  readonly licence: string | null; readonly editorInCharge: string | null; readonly contact: string | null; readonly earlierIssues: number;
}

/** Begins a newsletter of a unit and says what its issues count for. */
export async function createNewsletter(a: Acting, { organisationId, form }: { readonly organisationId: Id; readonly form: NewsletterForm }): Promise<Id> {
  await a.authorise('newsletters.keep', organisationId);
  await organisation(a.tx, organisationId, a.today);
  const content = await checked(a, organisationId, form, null), id = a.newId();
  await insertNewsletter(a.tx, { shard_id: a.shard, id, organisation_id: organisationId, ...content, closed_on: null, created_by_name: a.by.personName, created_at: a.now, row_version: 1 });
  a.record({ verb: 'newsletters.created', table: 'newsletters', id, organisationId, facts: { name: content.name } });
  return id;
}

/** Changes its name, masthead and what it counts for; issues that are out stay as they were printed. */
export async function editNewsletter(a: Acting, input: { readonly newsletterId: Id; readonly rowVersion: number | null; readonly form: NewsletterForm }): Promise<void> {
  const one = await holdNewsletter(a.tx, input.newsletterId, input.rowVersion);
  await a.authorise('newsletters.keep', one.organisation_id);
  const content = await checked(a, one.organisation_id, input.form, one.id);
  await changeNewsletter(a.tx, one.id, content);
  a.record({ verb: 'newsletters.changed', table: 'newsletters', id: one.id, organisationId: one.organisation_id, facts: { name: content.name, before: one.name } });
}

/** No new issues; what came out stays. Closing a closed one opens it again. */
export async function closeNewsletter(a: Acting, input: { readonly newsletterId: Id; readonly rowVersion: number | null; readonly open: boolean }): Promise<void> {
  const one = await holdNewsletter(a.tx, input.newsletterId, input.rowVersion);
  await a.authorise('newsletters.keep', one.organisation_id);
  if ((one.closed_on === null) === input.open) throw conflict(input.open ? 'Bản tin này đang mở.' : 'Bản tin này đã đóng.');
  await changeNewsletter(a.tx, one.id, { closed_on: input.open ? null : a.today });
  a.record({ verb: input.open ? 'newsletters.opened' : 'newsletters.closed', table: 'newsletters', id: one.id, organisationId: one.organisation_id, facts: { name: one.name } });
}

const short = (text: string | null, most: number): string | null => oneLine(text ?? '').slice(0, most).toWellFormed() || null;

async function checked(a: Acting, organisationId: Id, form: NewsletterForm, self: Id | null) {
  const name = oneLine(form.name);
  if (!name) throw invalid('Chưa ghi tên bản tin, ví dụ “Bản tin Cải cách hành chính”.', 'name');
  if (name.length > 120) throw invalid('Tên bản tin dài quá 120 ký tự. Hãy rút gọn.', 'name');
  if ((await newslettersOf(a.tx, [organisationId])).some((one) => one.id !== self && one.name.toLocaleLowerCase('vi') === name.toLocaleLowerCase('vi'))) throw invalid(`Đơn vị đã có “${name}”. Hãy đặt tên khác, hoặc mở bản tin đã có.`, 'name');
  if (!isChannel(form.channel)) throw invalid('Hãy chọn kênh phát hành của bản tin.', 'channel');
  if (!Number.isInteger(form.earlierIssues) || form.earlierIssues < 0 || form.earlierIssues > 9_999) throw invalid('Số bản tin đã ra trước khi dùng hệ thống phải từ 0 đến 9.999.', 'earlierIssues');
  for (const id of form.columnIds) if ((await columnRow(a.tx, id)) === undefined) throw invalid('Có chuyên mục không còn nữa. Hãy chọn lại chuyên mục nguồn.', 'columns');
  return {
    name, about: cleanText(form.about ?? '').trim().slice(0, 500).toWellFormed() || null, channel: form.channel, item_ids: [...new Set(form.itemIds)].slice(0, 50), column_ids: [...new Set(form.columnIds)].slice(0, 30),
    licence: short(form.licence, 200), editor_in_charge: short(form.editorInCharge, 160), contact: short(form.contact, 300), earlier_issues: form.earlierIssues,
  };
}
