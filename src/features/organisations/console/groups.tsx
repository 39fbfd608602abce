import { AppError } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { Choices, emptyForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { defineGroup } from '../actions/define-group.ts';
import { listIn } from '../rules/sheet.ts';
import { fullNameOf } from '../rules/tree.ts';
import { group as groupById, organisationTree, resolveGroup } from '../store.ts';
import { attempt, grouping, reading, Refusal, UNITS, unitOf, unitPath, type PageStatus } from './parts.tsx';

const GROUPS = `${UNITS}/:organisation/nhom`;

export const groupRoutes: readonly Route[] = [
  get(`${GROUPS}/moi`, grouping, (visit) => newPage(visit, emptyForm)),
  post(`${GROUPS}/moi`, grouping, (visit) => attempt(visit, async (values) => {
    const id = await visit.act((by) => defineGroup(by, {
      ownerId: visit.organisationId!, name: values.text('name'), aliases: listIn(values.text('aliases')), rule: { by: 'list', members: values.texts('members[]').filter(isId) },
    }));
    return visit.c.redirect(`${unitPath(visit.organisationId!)}/nhom/${id}`, 303);
  }, (values, errors, status) => newPage(visit, { values, errors }, status))),
  get(`${GROUPS}/:group`, reading, show),
];

async function show(visit: Visit): Promise<Response> {
  const unit = await unitOf(visit), id = visit.c.req.param('group') ?? '';
  const group = isId(id) ? await groupById(visit.db, id) : null;
  if (!group || group.ownerId !== unit.id) throw new AppError('not-found', 'Không tìm thấy nhóm đơn vị này.');
  const { members, missing } = await resolveGroup(visit.db, group.id, visit.today), tree = await organisationTree(visit.db, visit.today);
  return consolePage(visit, { title: group.name, crumb: <><a href={unitPath(unit.id)}>{unit.name}</a> · Nhóm đơn vị</>, acts: <LinkButton href={unitPath(unit.id)} kind="quiet">Quay lại</LinkButton> }, <>
    {missing.length ? <Message kind="warn" title={`${missing.length} nơi chưa có đơn vị như vậy`}>{missing.map((one) => one.shortName).join(', ')}. Việc giao cho nhóm này sẽ hỏi từng nơi trước khi ban hành.</Message> : null}
    <Card title="Cách viết trong văn bản" id="cach-viet"><Facts rows={[['Tên nhóm', group.name], ['Cách viết khác', group.aliases.join('; ') || '–']]} /></Card>
    <Card title={`${members.length} đơn vị hôm nay`} id="thanh-vien" pad={false}>
      <Table caption="Đơn vị trong nhóm" rows={members} columns={[{ head: 'Đơn vị', cell: (one) => <a href={unitPath(one.id)}>{fullNameOf(tree, one.id)}</a> }, { head: 'Mã', cell: (one) => one.codes.local ?? '–' }]} />
    </Card>
  </>);
}

async function newPage(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit), tree = await organisationTree(visit.db, visit.today);
  const choices = tree.childrenOf(unit.id).map((one: { id: Id; name: string }) => ({ value: one.id, label: one.name }));
  return consolePage(visit, { title: 'Thêm nhóm đơn vị', crumb: unit.name, status }, <Card><div class="fields">
    <Refusal errors={form.errors} />
    <Form action={`${unitPath(unit.id)}/nhom/moi`} keep="nhom">
      <TextField form={form} name="name" label="Tên nhóm" required hint="Như văn bản của đơn vị hay viết, ví dụ: Các xã biên giới" />
      <TextArea form={form} name="aliases" label="Cách viết khác" rows={2} hint="Mỗi dòng một cách viết" />
      <Choices form={form} name="members" label="Đơn vị trong nhóm" many required choices={choices} />
      {form.errors.rule ? <Message kind="bad">{form.errors.rule}</Message> : null}
      <div class="row"><Submit>Lưu nhóm</Submit><LinkButton href={unitPath(unit.id)} kind="quiet">Quay lại</LinkButton></div>
    </Form>
  </div></Card>);
}
