import type { Id } from '#kernel/id.ts';
import { invalid } from '#kernel/app-error.ts';
import type { Acting } from '#platform/acting.ts';
import { tidyForm, type PrintForm, type TidyForm } from '../rules/form.ts';
import { allow } from '../rules/states.ts';
import { changePrint, insertPrint } from '../store/rows.ts';
import { picturesIn, usablePictures } from '../usable-pictures.ts';
import { heldByMaker, type Which } from './held.ts';

/** Begins a design. Half of it is enough; it is looked at whole when it is submitted. */
export async function startPrint(a: Acting, { organisationId, form }: { readonly organisationId: Id; readonly form: PrintForm }): Promise<Id> {
  await a.authorise('prints.draft', organisationId);
  const one = tidyForm(form), id = a.newId();
  await picturesKept(a, organisationId, one);
  await insertPrint(a.tx, {
    shard_id: a.shard, id, organisation_id: organisationId, kind: one.kind.key, title: one.title, content: one.content, alt: one.alt, tone: one.tone, logo_sha256: one.logo, link: one.link, source: one.source, status: 'draft',
    author_id: a.by.accountId, author_name: a.by.personName, submitted_by: null, submitted_by_name: null, submitted_at: null, returned_reason: null, returned_by_name: null, approved_by: null, approved_by_name: null, approved_at: null, self_approved: false,
    published_at: null, files: [], set_as: null, deliverable_id: null, withdrawn_at: null, withdrawn_reason: null, withdrawn_by_name: null, created_at: a.now, changed_at: a.now, row_version: 1,
  });
  a.record({ verb: 'prints.started', table: 'prints', id, organisationId, facts: { title: one.title, kind: one.kind.key } });
  return id;
}

/** Keeps what was changed. Refused as stale when somebody else kept something since the form was shown. The kind stays. */
export async function writePrint(a: Acting, { form, ...which }: Which & { readonly form: PrintForm }): Promise<void> {
  const before = await heldByMaker(a, which), status = allow(before, 'write'), one = tidyForm({ ...form, kind: before.kind });
  await picturesKept(a, before.organisation_id, one, picturesIn(one.kind, before.content, before.logo_sha256).map(([, sha256]) => sha256));
  await changePrint(a.tx, before.id, { title: one.title, content: one.content, alt: one.alt, tone: one.tone, logo_sha256: one.logo, link: one.link, status, changed_at: a.now });
  a.record({ verb: 'prints.written', table: 'prints', id: before.id, organisationId: before.organisation_id, facts: { title: one.title } });
}

/** A row that names a file that nobody has, or that is another's, would be a lie. `before`: what the design has already. */
async function picturesKept(a: Acting, unit: Id, { kind, content, logo }: TidyForm, before: readonly string[] = []): Promise<void> {
  const named = picturesIn(kind, content, logo).filter(([, sha256]) => !before.includes(sha256)), usable = await usablePictures(a.tx, unit, a.today, named.map(([, sha256]) => sha256));
  for (const [field, sha256] of named) if (!usable.has(sha256)) throw invalid('Ảnh phải là tệp JPEG, PNG hoặc WebP do đơn vị tải lên. Hãy chọn lại ảnh.', field);
}
