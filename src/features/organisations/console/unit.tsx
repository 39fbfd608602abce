import { AppError } from '#kernel/app-error.ts';
import { formatDate, parseDate } from '#kernel/plain-date.ts';
import { compareVietnamese } from '#kernel/vietnamese.ts';
import type { FormValues } from '#platform/http/forms.ts';
import { get, post, type Route } from '#platform/http/route.ts';
import type { Visit } from '#platform/http/visit.ts';
import { CheckField, Choices, ErrorSummary, filledForm, Form, SelectField, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, LinkButton, Message, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { changeOrganisation } from '../actions/change-organisation.ts';
import { closeOrganisation } from '../actions/close-organisation.ts';
import { createOrganisation } from '../actions/create-organisation.ts';
import { FUNCTIONS, KINDS, TIERS } from '../rules/kinds.ts';
import { verbFor, type Organisation } from '../rules/tree.ts';
import { allGroups, organisationTree, resolveGroup, successionsOf, versionsOf } from '../store.ts';
import { Lineage } from './lineage.tsx';
import { attempt, changing, functionChoices, inputFrom, kindChoices, reading, Refusal, UNITS, unitOf, unitPath, type PageStatus } from './parts.tsx';

const ONE = `${UNITS}/:organisation`;

export const unitRoutes: readonly Route[] = [
  get(ONE, reading, unitPage),
  get(`${ONE}/them`, changing, async (visit) => formPage(visit, 'them', filledForm({ since: formatDate(visit.today) }))),
  post(`${ONE}/them`, changing, (visit) => attempt(visit, async (values) => {
    const id = await visit.act((by) => createOrganisation(by, { ...inputFrom(values, visit.organisationId!), validFrom: dayIn(values) }));
    return visit.c.redirect(unitPath(id), 303);
  }, (values, errors, status) => formPage(visit, 'them', { values, errors }, status))),
  get(`${ONE}/sua`, changing, async (visit) => formPage(visit, 'sua', filled(await unitOf(visit), formatDate(visit.today)))),
  post(`${ONE}/sua`, changing, (visit) => attempt(visit, async (values) => {
    const unit = await unitOf(visit), parent = values.text('parentCode');
    const tree = await organisationTree(visit.db, dayIn(values)), found = parent ? tree.byCode('local', parent) : undefined;
    if (parent && !found) throw new AppError('invalid', `Không có đơn vị nào mang mã “${parent}”.`, { field: 'parentCode' });
    const parentId = found?.id ?? unit.parentId;
    await visit.act((by) => changeOrganisation(by, unit.id, inputFrom(values, parentId), dayIn(values)));
    return visit.c.redirect(unitPath(unit.id), 303);
  }, (values, errors, status) => formPage(visit, 'sua', { values, errors }, status))),
  get(`${ONE}/ngung`, changing, (visit) => closePage(visit, filledForm({ lastDay: formatDate(visit.today) }))),
  post(`${ONE}/ngung`, changing, (visit) => attempt(visit, async (values) => {
    await visit.act((by) => closeOrganisation(by, visit.organisationId!, dayIn(values, 'lastDay')));
    return visit.c.redirect(unitPath(visit.organisationId!), 303);
  }, (values, errors, status) => closePage(visit, { values, errors }, status))),
];

function dayIn(values: FormValues, name = 'since') {
  const day = parseDate(values.text(name));
  if (!day) throw new AppError('invalid', 'Ngày chưa đúng, ví dụ đúng: 01/07/2025.', { field: name });
  return day;
}

const filled = (unit: Organisation, since: string): FormState => filledForm({
  name: unit.name, shortName: unit.shortName, kind: unit.kind, aliases: unit.aliases.join('\n'), 'functions[]': unit.functions, code: unit.codes.local, agencyCode: unit.codes.agency, unitCode: unit.codes['admin-unit'],
  external: unit.external ? '1' : '', address: unit.address, hotline: unit.hotline, sortOrder: String(unit.sortOrder), since,
});

async function unitPage(visit: Visit): Promise<Response> {
  const unit = await unitOf(visit), tree = await organisationTree(visit.db, visit.today), above = tree.ancestorsOf(unit.id), children = tree.childrenOf(unit.id), versions = await versionsOf(visit.db, unit.id), lineage = await successionsOf(visit.db, { ids: [unit.id] });
  const groups = [...(await allGroups(visit.db)).values()].filter((group) => group.ownerId === unit.id).sort((a, b) => compareVietnamese(a.name, b.name));
  const sizes = new Map(await Promise.all(groups.map(async (group) => [group.id, await resolveGroup(visit.db, group.id, visit.today)] as const)));
  const [changes, people, mayGroup] = await Promise.all([visit.may('organisations.change', unit.id), visit.may('accounts.read', unit.id), visit.may('organisations.group', unit.id)]);
  const open = tree.get(unit.id) !== undefined, path = unitPath(unit.id);
  return consolePage(visit, {
    title: unit.name, crumb: above.length ? <>{[...above].reverse().map((one, at) => <>{at ? ' › ' : ''}<a href={unitPath(one.id)}>{one.shortName}</a></>)}</> : TIERS[unit.tier].label,
    acts: <>{people ? <LinkButton href={`${path}/nguoi-dung`}>Người dùng</LinkButton> : null}{changes && open ? <><LinkButton href={`${path}/them`}>Thêm đơn vị trực thuộc</LinkButton><LinkButton href={`${path}/sua`} kind="primary">Sửa thông tin</LinkButton></> : null}</>,
  }, <>
    {open ? null : <Message kind="warn">Đơn vị {unit.validTo && unit.validTo < visit.today ? `đã ngừng hoạt động sau ngày ${formatDate(unit.validTo)}` : `sẽ hoạt động từ ngày ${formatDate(unit.validFrom)}`}.</Message>}
    <div class="columns">
      <Card title="Thông tin" id="thong-tin">
        <Facts rows={[
          ['Tên ngắn', unit.shortName], ['Loại', `${KINDS[unit.kind].label} · ${TIERS[unit.tier].label.toLocaleLowerCase('vi')}`], ['Mã', unit.codes.local ?? '–'],
          ...(unit.codes.agency ? [['Mã định danh', unit.codes.agency] as const] : []), ...(unit.codes['admin-unit'] ? [['Mã đơn vị hành chính', unit.codes['admin-unit']] as const] : []),
          ['Tên gọi khác', unit.aliases.join('; ') || '–'], ['Chức năng', unit.functions.map((tag) => FUNCTIONS[tag]).join('; ') || '–'], ['Giao việc bằng', `“${verbFor(unit)}”${unit.external ? ' (đơn vị phối hợp)' : ''}`],
          ['Địa chỉ', unit.address ?? '–'], ['Đường dây nóng', unit.hotline ?? '–'],
        ]} />
      </Card>
      <Card title="Quá trình" id="qua-trinh">
        <ol class="stack">{versions.map((version) => <li>{formatDate(version.validFrom)} – {version.validTo ? formatDate(version.validTo) : 'nay'}: <b>{version.name}</b>{version.parentId ? <><br /><small>thuộc {tree.latest(version.parentId)?.shortName}</small></> : null}</li>)}</ol>
        <Lineage unitId={unit.id} rows={lineage} nameOf={(id) => tree.latest(id)?.name ?? ''} />
        {changes && open && unit.parentId ? <div><LinkButton href={`${path}/ngung`} kind="danger">Ngừng hoạt động…</LinkButton></div> : null}
      </Card>
    </div>
    <Card title="Đơn vị trực thuộc" id="truc-thuoc" pad={false} tools={<small>{children.length} đơn vị</small>}>
      <Table caption="Đơn vị trực thuộc" rows={children} empty={<Empty title="Chưa có đơn vị trực thuộc" />} columns={[
        { head: 'Tên', cell: (one) => <a href={unitPath(one.id)}>{one.name}</a> }, { head: 'Loại', cell: (one) => KINDS[one.kind].label }, { head: 'Mã', cell: (one) => one.codes.local ?? '–' },
      ]} />
    </Card>
    {groups.length || mayGroup ? <Card title="Nhóm đơn vị" id="nhom" pad={false} tools={mayGroup && open ? <LinkButton href={`${path}/nhom/moi`} kind="small">Thêm nhóm</LinkButton> : null}>
      <Table caption="Nhóm đơn vị" rows={groups} empty={<Empty title="Chưa có nhóm">Nhóm giúp giao một việc cho nhiều đơn vị cùng lúc.</Empty>} columns={[
        { head: 'Tên nhóm', cell: (group) => <a href={`${path}/nhom/${group.id}`}>{group.name}</a> },
        { head: 'Số đơn vị', number: true, cell: (group) => sizes.get(group.id)!.members.length },
        { head: 'Còn thiếu', number: true, cell: (group) => { const { missing } = sizes.get(group.id)!; return missing.length ? <Chip tone="soon">{missing.length} nơi chưa có</Chip> : ''; } },
      ]} />
    </Card> : null}
  </>);
}

async function formPage(visit: Visit, verb: 'them' | 'sua', form: FormState, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit), changing = verb === 'sua', back = unitPath(unit.id);
  return consolePage(visit, { title: changing ? `Sửa thông tin: ${unit.shortName}` : 'Thêm đơn vị', crumb: changing ? unit.name : `Thuộc ${unit.name}`, status }, <Card><div class="fields">
    <Refusal errors={form.errors} /><ErrorSummary errors={Object.fromEntries(Object.entries(form.errors).filter(([name]) => name !== '_'))} />
    <Form action={`${back}/${verb}`} keep={verb}>
      <TextField form={form} name="name" label="Tên đầy đủ" required maxlength={200} />
      <TextField form={form} name="shortName" label="Tên ngắn" maxlength={200} hint="Dùng trong bảng, ví dụ: Xã An Bình" />
      <SelectField form={form} name="kind" label="Loại" required empty="Chọn loại đơn vị" choices={kindChoices(changing ? unit.kind : undefined)} />
      <TextField form={form} name="since" label={changing ? 'Có hiệu lực từ ngày' : 'Hoạt động từ ngày'} required type="date" hint={changing ? `Trước ngày này vẫn giữ thông tin cũ. Chọn ${formatDate(unit.validFrom)} nếu chỉ sửa lỗi.` : undefined} />
      {changing && unit.parentId ? <TextField form={form} name="parentCode" label="Chuyển sang đơn vị cấp trên có mã" narrow hint="Để trống nếu không đổi; các đơn vị trực thuộc chuyển theo" /> : null}
      <TextField form={form} name="code" label="Mã" maxlength={35} narrow hint="Mã tự đặt, dùng khi nhập từ bảng" />
      <div class="fields two"><TextField form={form} name="agencyCode" label="Mã định danh cơ quan" maxlength={35} /><TextField form={form} name="unitCode" label="Mã đơn vị hành chính" maxlength={35} /></div>
      <TextArea form={form} name="aliases" label="Tên gọi khác" rows={3} hint="Mỗi dòng một cách viết hay gặp trong văn bản" />
      <Choices form={form} name="functions" label="Chức năng" many hint="Để nhóm “phòng văn hóa của từng xã” tìm đúng đơn vị" choices={functionChoices} />
      <CheckField form={form} name="external" label="Đơn vị phối hợp ngoài hệ thống: văn bản ghi “Đề nghị”, không ghi “Giao”" />
      <TextField form={form} name="address" label="Địa chỉ" maxlength={300} />
      <div class="fields two"><TextField form={form} name="hotline" label="Đường dây nóng" type="tel" /><TextField form={form} name="sortOrder" label="Thứ tự trong danh sách" inputmode="numeric" /></div>
      <div class="row"><Submit>{changing ? 'Lưu thay đổi' : 'Thêm đơn vị'}</Submit><LinkButton href={back} kind="quiet">Quay lại</LinkButton></div>
    </Form>
  </div></Card>);
}

async function closePage(visit: Visit, form: FormState, status: PageStatus = 200): Promise<Response> {
  const unit = await unitOf(visit);
  return consolePage(visit, { title: `Ngừng hoạt động ${unit.name}?`, status }, <Card><div class="fields">
    <Refusal errors={form.errors} />
    <p>Sau ngày cuối cùng, đơn vị không nhận việc mới và không còn trong cây đơn vị. Thông tin và kết quả đã có được giữ nguyên, vẫn xem được theo ngày.</p>
    <p>Nếu có đơn vị kế thừa, hãy ghi ở <a href={`${UNITS}/sap-xep/ghi`}>Sắp xếp đơn vị</a>: việc còn mở, kế hoạch và vai trò sẽ chuyển theo.</p>
    <Form action={`${unitPath(unit.id)}/ngung`}>
      <TextField form={form} name="lastDay" label="Ngày hoạt động cuối cùng" required narrow />
      <div class="row"><Submit kind="danger">Ngừng hoạt động</Submit><LinkButton href={unitPath(unit.id)} kind="quiet">Quay lại</LinkButton></div>
    </Form>
  </div></Card>);
}
