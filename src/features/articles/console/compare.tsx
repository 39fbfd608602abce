import { dayAt, formatDate } from '#kernel/plain-date.ts';
import { fullNameOf } from '#features/organisations/rules/tree.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Visit } from '#platform/http/visit.ts';
import { filledForm, SelectField, Submit } from '#ui/forms.tsx';
import { Card, Empty } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { contentOf } from '../actions/write-draft.ts';
import { changedParts } from '../rules/content.ts';
import { versionsOf, type VersionRow } from '../store/rows.ts';
import { Difference } from './difference.tsx';
import { articleOf, BASE } from './parts.tsx';

const nameOf = (version: VersionRow): string => `Bản ${version.number}, ${version.published_at ? `đăng ${formatDate(dayAt(version.published_at))}` : `viết ${formatDate(dayAt(version.changed_at))}`}, ${version.changed_by_name}`;

/** Two versions of an article; the newest beside the one before it unless others were chosen. */
export async function comparePage(visit: Visit): Promise<Response> {
  const { one, version } = await articleOf(visit), tree = await organisationTree(visit.db, visit.today), versions = await versionsOf(visit.db, one.id), asked = (name: string) => versions.find((row) => String(row.number) === visit.c.req.query(name));
  const after = asked('den') ?? versions[0]!, before = asked('tu') ?? versions.find((row) => row.number < after.number) ?? after, choices = versions.map((row) => ({ value: String(row.number), label: nameOf(row) }));
  const form = filledForm({ tu: String(before.number), den: String(after.number) });
  return consolePage(visit, { title: 'So sánh các bản', crumb: <><a href={BASE}>Tin, bài</a> · <a href={`${BASE}/${one.id}`}>{version.title}</a></> }, versions.length < 2
    ? <Empty title="Bài mới có một bản">Khi bài đã đăng được sửa thành bản mới, so sánh hai bản tại đây.</Empty> : <>
      <Card><form method="get" class="row" action={`${BASE}/${one.id}/so-sanh`}><SelectField form={form} name="tu" label="Bản trước" required choices={choices} /><SelectField form={form} name="den" label="Bản sau" required choices={choices} /><Submit kind="">So sánh</Submit></form></Card>
      <Card title={`Bản ${before.number} và bản ${after.number}`} id="khac-nhau"><p>Khác nhau ở: {changedParts(contentOf(before), contentOf(after)).join(', ') || 'không chỗ nào'}.</p>
        <Difference before={contentOf(before)} after={contentOf(after)} names={(id) => fullNameOf(tree, id)} words={{ before: `chỉ có ở bản ${before.number}`, after: `chỉ có ở bản ${after.number}` }} /></Card>
    </>);
}
