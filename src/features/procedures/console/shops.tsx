import { z } from 'zod';
import { isId, type Id } from '#kernel/id.ts';
import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { AppError } from '#kernel/app-error.ts';
import { pageAt } from '#kernel/pages.ts';
import { KINDS } from '#features/organisations/rules/kinds.ts';
import { organisationTree } from '#features/organisations/store.ts';
import { submit, FormValues } from '#platform/http/forms.ts';
import { originOf, signedIn, type Visit } from '#platform/http/visit.ts';
import { Choices, ErrorSummary, filledForm, Form, Submit, TextArea, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, LinkButton, Message, Pager, Table, Tile } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { closeShop, editShop, openShops, standardShop, type ShopForm } from '../actions/keep-shop.ts';
import { sayPosted } from '../actions/check-shop.ts';
import { catalogueFor } from '../catalogue.ts';
import { placesOfCounters } from '../counter-places.ts';
import { decisionWords } from '../portal/read.ts';
import { isLevel, LEVELS } from '../rules/content.ts';
import { percentOf, SCORE_FORMULA, STANDINGS } from '../rules/posting.ts';
import { procedureSheets } from '../sheet.ts';
import { catalogueOn, proceduresById, versionTexts } from '../store/catalogue.ts';
import { decisionsById } from '../store/rows.ts';
import { openSheets, sheetsOf } from '../store/shops.ts';
import type { ShopRow } from '../store/tables.ts';
import { comparisonWorkbook, postingWorkbook } from '../workbook.ts';
import { address, BASE, fieldMap, inOrder, nameOf, ownerFor, seenField, sendBook, sendPdf, SHEETS, shopOf, SHOPS, StandingChip, text, type Refused } from './parts.tsx';
import { percentIn, shopsBelow, standingsAt, type ShopView } from './standings.ts';

const SIZE = 50;
const score = (percent: number | null): string => (percent === null ? '–' : formatNumber(percent, 1));

/** Where procedures are posted up below the acting unit, how each place stands, and beside one another. */
export async function shopsPage(visit: Visit, refused?: Refused): Promise<Response> {
  const { organisationId } = signedIn(visit), shops = await shopsBelow(visit, organisationId), open = shops.filter((one) => one.closed_on === null), views = await standingsAt(visit, open), mayKeep = await visit.may('procedures.keep-shops', organisationId);
  const seen = views.filter((one) => one.last), worst = visit.c.req.query('xep') === 'diem', rows = worst ? [...views].sort((a, b) => (percentIn(a.last) ?? Infinity) - (percentIn(b.last) ?? Infinity) || 0) : views;
  const { page, pages } = pageAt(rows.length, SIZE, visit.c.req.query('trang')), without = mayKeep ? await communesWithout(visit, shops.map((one) => one.organisation_id)) : [];
  const sum = (of: (view: ShopView) => number): number => views.reduce((total, view) => total + of(view), 0), posted = seen.reduce((total, { last }) => total + last!.posted, 0), looked = seen.reduce((total, { last }) => total + last!.posted + last!.outdated + last!.missing, 0);
  return consolePage(visit, { title: 'Niêm yết thủ tục', crumb: <a href={BASE}>Thủ tục hành chính</a>, status: refused?.status ?? 200, message: refused ? <ErrorSummary errors={refused.form.errors} /> : undefined }, <>
    {views.length > 1 ? <div class="tiles"><Tile label="Nơi niêm yết" value={formatNumber(views.length)}><small>đã kiểm tra {formatNumber(seen.length)}</small></Tile><Tile label="Điểm chung lần gần nhất" value={score(percentOf(posted, looked))}><small>đúng {formatNumber(posted)}/{formatNumber(looked)}</small></Tile><Tile label="Cần thay bản niêm yết" value={formatNumber(sum((view) => view.count('replace')))} /><Tile label="Thiếu hoặc cũ" value={formatNumber(sum((view) => view.count('missing') + view.count('outdated')))} /></div> : null}
    <Card title="Bộ phận Một cửa" id="mot-cua" pad={false} tools={views.length ? <>{worst ? <a href={SHOPS}>Xếp theo đơn vị</a> : <a href={`${SHOPS}?xep=diem`}>Điểm thấp trước</a>}<a href={`${SHOPS}/so-sanh.xlsx`} data-turbo="false">Tải .xlsx</a></> : undefined} footer={views.length > SIZE ? <Pager page={page} pages={pages} total={views.length} noun="nơi" href={(to) => address(SHOPS, { xep: worst ? 'diem' : '', trang: to })} /> : undefined}>
      <Table caption="Bộ phận Một cửa" rows={rows.slice((page - 1) * SIZE, page * SIZE)} empty={<Empty title="Chưa có Bộ phận Một cửa nào">{mayKeep ? 'Mở nơi niêm yết đầu tiên ở dưới.' : 'Đầu mối hoặc lãnh đạo của đơn vị mở tại đây.'}</Empty>} columns={[
        { head: 'Nơi niêm yết', cell: ({ shop, unit }) => <><a href={`${SHOPS}/${shop.id}`}>{shop.name}</a><br /><small>{unit}</small></> },
        { head: 'Điểm', number: true, cell: (view) => <>{score(percentIn(view.last))}{view.before ? <><br /><small>trước: {score(percentIn(view.before))}</small></> : null}</> },
        { head: 'Kiểm tra', nowrap: true, cell: ({ last }) => (last ? <>{formatDate(last.day)}<br /><small>{last.own ? 'tự kiểm tra' : 'cấp trên kiểm tra'}</small></> : <Chip tone="none">chưa</Chip>) },
        { head: 'Việc phải làm', cell: (view) => (view.todo ? <Chip tone="late">{[view.count('replace') ? `thay ${view.count('replace')} bản` : '', view.count('missing') ? `thiếu ${view.count('missing')}` : '', view.count('outdated') ? `cũ ${view.count('outdated')}` : ''].filter(Boolean).join(', ')}</Chip> : view.last ? <Chip tone="good">đúng cả</Chip> : null) },
        { head: 'Phải niêm yết', number: true, cell: ({ due }) => formatNumber(due.length) },
      ]} />
    </Card>
    <p class="small">{SCORE_FORMULA}</p>
    {without.length > 1 ? <Card title="Mở cho mọi xã, phường" id="mo-tat-ca"><Form action={`${SHOPS}/moi-tat-ca`} confirm={`Mở Bộ phận Một cửa cho ${without.length} đơn vị?`}><p>{formatNumber(without.length)} xã, phường, đặc khu chưa có nơi niêm yết. Mở cùng lúc, mỗi đơn vị một Trung tâm Phục vụ hành chính công, niêm yết mọi thủ tục cấp xã; địa chỉ và giờ làm việc lấy theo danh bạ của từng đơn vị.</p><Submit kind="">Mở cho {formatNumber(without.length)} đơn vị</Submit></Form></Card> : null}
    {mayKeep ? <Card title="Mở một nơi niêm yết" id="mo"><ShopFields visit={visit} form={refused?.of === 'moi' ? refused.form : filledForm({ 'levels[]': [(await organisationTree(visit.db, visit.today)).get(organisationId)?.tier === 'commune' ? 'commune' : 'province'] })} action={`${SHOPS}/moi`} version={null} fields={[...(await fieldMap(visit, await ownerFor(visit))).values()]} label="Mở" /></Card> : null}
  </>);
}

/** The catalogue that holds at a shop, whoever looks. */
const ownerAt = (visit: Visit, shop: ShopRow): Promise<Id> => catalogueFor(visit.db, shop.organisation_id, visit.today);

const communesWithout = async (visit: Visit, have: readonly Id[]) => {
  const there = new Set(have), tree = await organisationTree(visit.db, visit.today);
  return tree.subtree(signedIn(visit).organisationId).filter((one) => one.tier === 'commune' && KINDS[one.kind].family === 'committee' && !there.has(one.id));
};

const ShopFields = ({ form, action, version, fields, label }: { visit: Visit; form: FormState; action: string; version: number | null; fields: readonly { id: Id; name: string }[]; label: string }) => <Form action={action} version={version}><div class="fields">
  <TextField form={form} name="name" label="Tên" required maxlength={200} hint="Ví dụ: Trung tâm Phục vụ hành chính công xã Bình An" />
  <Choices form={form} name="levels" many label="Niêm yết thủ tục" choices={Object.entries(LEVELS).map(([value, name]) => ({ value, label: name }))} />
  {fields.length ? <details open={form.values.texts('fields[]').length > 0}><summary>Chỉ một số lĩnh vực</summary><Choices form={form} name="fields" many label="Lĩnh vực" hint="Không chọn: mọi lĩnh vực" choices={fields.map((one) => ({ value: one.id, label: one.name }))} /></details> : null}
  <details open={Boolean(form.values.text('also') || form.values.text('except'))}><summary>Ngoại lệ</summary><TextArea form={form} name="also" label="Niêm yết thêm" rows={2} hint="Mã thủ tục, cách nhau bằng dấu phẩy" /><TextArea form={form} name="except" label="Không niêm yết" rows={2} hint="Mã thủ tục, cách nhau bằng dấu phẩy" /></details>
  <Submit kind="">{label}</Submit>
</div></Form>;

const schema = z.object({ ...seenField, name: text, levels: z.array(z.string()).default([]), fields: z.array(z.string()).default([]), also: text, except: text });
async function shopForm(visit: Visit, owner: Id, input: z.infer<typeof schema>): Promise<ShopForm> {
  const known = new Map((await catalogueOn(visit.db, owner, visit.today)).map((row) => [row.code, row.id]));
  const ids = (name: 'also' | 'except'): Id[] => input[name].split(/[,;\s]+/).filter(Boolean).map((code) => { const id = known.get(code); if (!id) throw new AppError('invalid', `Không có thủ tục mang mã “${code.slice(0, 40)}”.`, { field: name }); return id; });
  return { name: input.name, levels: input.levels.filter(isLevel), fieldIds: input.fields.length ? input.fields.filter(isId) : null, alsoIds: ids('also'), exceptIds: ids('except') };
}
export const openPost = (visit: Visit): Promise<Response> => submit(visit.c, schema, {
  run: async (input) => { const form = await shopForm(visit, await ownerFor(visit), input), [id] = await visit.act((a) => openShops(a, [{ organisationId: signedIn(visit).organisationId, form }])); return visit.c.redirect(`${SHOPS}/${id}`, 303); },
  refuse: (values, errors, status) => shopsPage(visit, { form: { values, errors }, status, of: 'moi' }),
});
export const openAllPost = (visit: Visit): Promise<Response> => submit(visit.c, z.object({}), {
  run: async () => {
    const without = await communesWithout(visit, (await shopsBelow(visit, signedIn(visit).organisationId)).map((one) => one.organisation_id));
    await visit.act((a) => openShops(a, without.map((one) => ({ organisationId: one.id, form: standardShop(one.shortName) }))));
    return visit.c.redirect(SHOPS, 303);
  },
  refuse: (values, errors, status) => shopsPage(visit, { form: { values, errors }, status, of: 'tat-ca' }),
});

export async function shopPage(visit: Visit, refused?: Refused): Promise<Response> {
  const shop = await shopOf(visit), [view] = await standingsAt(visit, [shop]), fields = await fieldMap(visit, await ownerAt(visit, shop)), order = inOrder(view!.due.map(({ row }) => row), fields), byId = new Map(view!.due.map((one) => [one.row.id, one])), due = order.map((row) => byId.get(row.id)!);
  const todoOnly = visit.c.req.query('loc') === 'viec', shown = todoOnly ? due.filter((one) => STANDINGS[one.standing].todo) : due, todo = due.filter((one) => STANDINGS[one.standing].todo);
  const [sheets, going, mayCheck, mayKeep, mayPost] = [await sheetsOf(visit.db, shop.id, 20), await openSheets(visit.db, [shop.id]), await visit.may('procedures.check', shop.organisation_id), await visit.may('procedures.keep-shops', shop.organisation_id), await visit.may('procedures.post', shop.organisation_id)];
  const mine = going.find((one) => one.by_organisation_id === signedIn(visit).organisationId), codes = new Map((await proceduresById(visit.db, [...shop.also_ids, ...shop.except_ids])).map((row) => [row.id, row.code])), list = (ids: readonly Id[]) => ids.map((id) => codes.get(id) ?? '').filter(Boolean).join(', ');
  return consolePage(visit, {
    title: shop.name, crumb: <a href={SHOPS}>Niêm yết thủ tục</a>, status: refused?.status ?? 200, message: <>{refused ? <ErrorSummary errors={refused.form.errors} /> : null}{shop.closed_on ? <Message kind="warn" title={`Đã đóng từ ${formatDate(shop.closed_on)}`} /> : null}</>,
    acts: mayCheck && !shop.closed_on ? (mine ? <LinkButton href={`${SHEETS}/${mine.id}`} kind="primary">Tiếp tục phiếu đang kiểm tra</LinkButton> : <Form action={`${SHOPS}/${shop.id}/kiem-tra`} inline><Submit>Kiểm tra niêm yết</Submit></Form>) : undefined,
  }, <>
    <div class="tiles"><Tile label="Phải niêm yết" value={formatNumber(due.length)} /><Tile label="Điểm lần gần nhất" value={score(percentIn(view!.last))}>{view!.last ? <small>{formatDate(view!.last.day)}, {view!.last.by}</small> : <small>chưa kiểm tra</small>}</Tile><Tile label="Việc phải làm" value={formatNumber(todo.length)}><small>thay bản {view!.count('replace')}, thiếu {view!.count('missing')}, cũ {view!.count('outdated')}</small></Tile></div>
    {todo.length ? <Card title="Cần treo lại" id="viec"><Form action={`${SHOPS}/${shop.id}/da-niem-yet`}><fieldset class="field"><legend class="visually-hidden">Thủ tục đã niêm yết lại</legend>{todo.slice(0, 60).map(({ row, standing, word }) => <label class="choice"><input type="checkbox" name="procedures[]" value={row.id} disabled={!mayPost} /><span><b>{row.name}</b> <StandingChip standing={standing} /><br /><small>{row.code}; bản có hiệu lực từ {formatDate(row.validFrom)}{word ? `; ${word.by === 'check' ? 'kiểm tra' : 'niêm yết'} ${formatDate(word.on)}` : ''} · <a href={`${BASE}/${row.id}/to-huong-dan.pdf`} data-turbo="false">tờ mới (PDF)</a></small></span></label>)}</fieldset>
      {mayPost ? <Submit kind="">Đã niêm yết những tờ đã chọn</Submit> : null}</Form></Card> : null}
    <Card title="Danh mục phải niêm yết" id="danh-muc" pad={false} tools={<>{todoOnly ? <a href={`${SHOPS}/${shop.id}`}>Xem cả danh mục</a> : todo.length ? <a href={`${SHOPS}/${shop.id}?loc=viec#danh-muc`}>Chỉ việc phải làm</a> : null}<a href={`${SHOPS}/${shop.id}/danh-muc.xlsx`} data-turbo="false">Tải .xlsx</a><a href={`${SHOPS}/${shop.id}/to-niem-yet.pdf`} data-turbo="false">Mọi tờ niêm yết (PDF)</a></>}>
      <Table caption="Danh mục phải niêm yết" rows={shown.slice(0, 400)} empty={<Empty title="Không có thủ tục nào phải niêm yết">Xem lại cấp và lĩnh vực ở dưới, hoặc ghi quyết định công bố.</Empty>} columns={[{ head: 'Thủ tục', cell: ({ row }) => <><a href={`${BASE}/${row.id}`}>{row.name}</a><br /><small>{row.code} · {fields.get(row.fieldId)?.name}</small></> }, { head: 'Tình trạng', cell: ({ standing, word }) => <><StandingChip standing={standing} />{word ? <><br /><small>{word.by === 'check' ? 'kiểm tra' : 'đơn vị báo'} {formatDate(word.on)}</small></> : null}</> }]} />
    </Card>
    {await Place(visit, shop)}
    <Card title="Các lần kiểm tra" id="lich-su" pad={false}><Table caption="Các lần kiểm tra" rows={sheets} empty={<Empty title="Chưa kiểm tra lần nào" />} columns={[
      { head: 'Ngày', cell: (one) => <a href={`${SHEETS}/${one.id}`}>{formatDate(one.day)}</a> }, { head: 'Đơn vị kiểm tra', cell: (one) => one.by_organisation_name }, { head: 'Điểm', number: true, cell: (one) => (one.status === 'signed' ? score(percentOf(one.posted!, one.posted! + one.outdated! + one.missing!)) : <Chip tone="soon">đang làm</Chip>) },
      { head: 'Đúng, cũ, thiếu', nowrap: true, cell: (one) => (one.status === 'signed' ? `${one.posted}, ${one.outdated}, ${one.missing}` : '') },
    ]} /></Card>
    {mayKeep ? <Card title="Sửa nơi niêm yết" id="sua"><ShopFields visit={visit} form={refused?.of === 'sua' ? refused.form : { values: FormValues.of({ name: shop.name, 'levels[]': shop.levels, 'fields[]': shop.field_ids ?? [], also: list(shop.also_ids), except: list(shop.except_ids) }), errors: {} }} action={`${SHOPS}/${shop.id}`} version={shop.row_version} fields={[...fields.values()]} label="Lưu" />
      <Form action={`${SHOPS}/${shop.id}/dong`} version={shop.row_version} {...(shop.closed_on ? {} : { confirm: `Đóng “${shop.name}”?` })}><input type="hidden" name="open" value={shop.closed_on ? '1' : ''} /><Submit kind={shop.closed_on ? '' : 'danger'}>{shop.closed_on ? 'Mở lại' : 'Đóng nơi niêm yết'}</Submit></Form></Card> : null}
  </>);
}

/** Said in the directory alone, so that the portal, the contact page and this page tell the same. */
async function Place(visit: Visit, shop: ShopRow) {
  const place = (await placesOfCounters(visit.db, [shop], visit.today)).places.get(shop.id)!, keeps = await visit.may('directory.keep', shop.organisation_id), known = [['Địa chỉ', place.address], ['Giờ làm việc', place.hours], ['Điện thoại', place.phone]].filter((row): row is [string, string] => Boolean(row[1]));
  const edit = place.line ? `/lam-viec/danh-ba/muc/${place.line.id}` : `/lam-viec/danh-ba/${shop.organisation_id}/them/one-stop`;
  return <Card title="Địa chỉ, giờ làm việc" id="dia-chi" tools={keeps ? <a href={edit}>{place.line ? 'Sửa trong danh bạ' : 'Ghi vào danh bạ'}</a> : undefined}>{known.length ? <Facts rows={known} /> : <p>Danh bạ chưa ghi nơi này, nên người đọc chưa thấy địa chỉ và giờ làm việc.</p>}{!place.line && known.length ? <p class="small">Ghi từ trước; từ khi danh bạ có mục mang tên nơi này thì lấy theo danh bạ.</p> : null}</Card>;
}

const onShop = <S extends z.ZodRawShape>(of: string, shape: S, run: (visit: Visit, shopId: Id, input: z.infer<z.ZodObject<S>>) => Promise<string>) => async (visit: Visit): Promise<Response> => {
  const shop = await shopOf(visit);
  return submit(visit.c, z.object(shape), { run: async (input) => visit.c.redirect(await run(visit, shop.id, input as never), 303), refuse: (values, errors, status) => shopPage(visit, { form: { values, errors }, status, of }) });
};
export const editShopPost = onShop('sua', schema.shape, async (visit, shopId, input) => { const form = await shopForm(visit, await ownerAt(visit, await shopOf(visit)), input); await visit.act((a) => editShop(a, { shopId, rowVersion: input._version ?? null, form })); return `${SHOPS}/${shopId}`; });
export const closeShopPost = onShop('dong', { ...seenField, open: text }, async (visit, shopId, input) => { await visit.act((a) => closeShop(a, { shopId, rowVersion: input._version ?? null, open: input.open === '1' })); return `${SHOPS}/${shopId}`; });
export const postedPost = onShop('viec', { procedures: z.array(z.string()).default([]) }, async (visit, shopId, input) => { await visit.act((a) => sayPosted(a, { shopId, procedureIds: input.procedures.filter(isId) })); return `${SHOPS}/${shopId}`; });

export async function comparisonBook(visit: Visit): Promise<Response> {
  const views = await standingsAt(visit, (await shopsBelow(visit, signedIn(visit).organisationId)).filter((one) => one.closed_on === null));
  return sendBook(visit, `niem-yet-${visit.today}`, await comparisonWorkbook(views.map((view) => ({ unit: view.unit, name: view.shop.name, due: view.due.length, percent: percentIn(view.last), before: percentIn(view.before), day: view.last?.day ?? null, by: view.last?.by ?? '', replace: view.count('replace'), missing: view.count('missing') + view.count('outdated'), unknown: view.count('unknown') })), visit.today));
}
export async function postingBook(visit: Visit): Promise<Response> {
  const shop = await shopOf(visit), [view] = await standingsAt(visit, [shop]), fields = await fieldMap(visit, await ownerAt(visit, shop)), byId = new Map(view!.due.map((one) => [one.row.id, one.standing]));
  return sendBook(visit, `danh-muc-niem-yet-${visit.today}`, await postingWorkbook(shop.name, inOrder(view!.due.map(({ row }) => row), fields).map((row) => ({ code: row.code, name: row.name, field: fields.get(row.fieldId)?.name ?? '', standing: STANDINGS[byId.get(row.id)!].label, from: row.validFrom })), visit.today));
}
/** Every sheet that has to hang at a shop, in one file. */
export async function shopSheets(visit: Visit): Promise<Response> {
  const shop = await shopOf(visit), [view] = await standingsAt(visit, [shop]), owner = await ownerAt(visit, shop), fields = await fieldMap(visit, owner), order = inOrder(view!.due.map(({ row }) => row), fields).slice(0, 300);
  if (!order.length) throw new AppError('not-found', 'Nơi này chưa có thủ tục nào phải niêm yết.');
  const texts = await versionTexts(visit.db, order.map((row) => row.version)), decisions = new Map((await decisionsById(visit.db, [...new Set(order.map((row) => row.decisionId))])).map((one) => [one.id, one]));
  const sheets = order.flatMap((row) => { const content = texts.get(row.version), decision = decisions.get(row.decisionId); return content && decision ? [{ id: row.id, code: row.code, name: row.name, field: fields.get(row.fieldId)?.name ?? '', level: row.level, content, decision: decisionWords(decision), from: row.validFrom, checkedOn: row.checkedOn }] : []; });
  return sendPdf(visit, 'to-niem-yet', await procedureSheets(sheets, { site: await nameOf(visit, owner), made: visit.today, printedOn: visit.today, title: `Thủ tục niêm yết tại ${shop.name}`, address: (id) => `${originOf(visit)}/x/${id}` }));
}
