import { formatDate, isPlainDate, parseDate, type PlainDate } from '#kernel/plain-date.ts';
import { acting, get, type Route } from '#platform/http/route.ts';
import { signedIn, type Visit } from '#platform/http/visit.ts';
import { Card, Empty, LinkButton, Message, Pager, Table } from '#ui/parts.tsx';
import { consolePage } from '#ui/shell.tsx';
import { isKind, KINDS, type KindId } from '../rules/kinds.ts';
import { organisationTree, searchOrganisations } from '../store.ts';
import { UNITS, unitPath } from './parts.tsx';

export const listRoutes: readonly Route[] = [get(UNITS, acting('organisations.read'), list)];

/** The unit one works for and everything below, as of a day; found by words, kind and page. */
async function list(visit: Visit): Promise<Response> {
  const query = (name: string): string => visit.c.req.query(name) ?? '';
  const own = signedIn(visit).organisationId, typed = query('ngay'), asOf: PlainDate = (isPlainDate(typed) ? typed : parseDate(typed)) ?? visit.today;
  const kind: KindId | undefined = isKind(query('loai')) ? query('loai') as KindId : undefined;
  const tree = await organisationTree(visit.db, asOf), found = await searchOrganisations(visit.db, { below: own, asOf, words: query('tim'), kind, page: Number(query('trang')) });
  const kinds = [...new Set(tree.subtree(own).map((one) => one.kind))];
  const changes = await visit.may('organisations.change', own), filtered = Boolean(query('tim') || kind);
  const href = (page: number) => `?${new URLSearchParams({ ...(query('tim') ? { tim: query('tim') } : {}), ...(kind ? { loai: kind } : {}), ...(asOf !== visit.today ? { ngay: asOf } : {}), trang: String(page) })}`;
  const depth = (path: string): number => path.split('/').length - tree.get(own)!.path.split('/').length;
  return consolePage(visit, {
    title: 'Đơn vị',
    acts: <><LinkButton href={`${UNITS}/sap-xep`}>Sắp xếp đơn vị</LinkButton>{changes ? <><LinkButton href={`${unitPath(own)}/nhap`}>Nhập từ bảng</LinkButton><LinkButton href={`${unitPath(own)}/them`} kind="primary">Thêm đơn vị</LinkButton></> : null}</>,
  }, <>
    {asOf !== visit.today ? <Message>Đang xem cây đơn vị vào ngày {formatDate(asOf)}. <a href={UNITS}>Về hôm nay</a></Message> : null}
    <Card pad={false} footer={<Pager page={found.page} pages={found.pages} total={found.total} noun="đơn vị" href={href} />}>
      <form method="get" class="row pad" role="search">
        <label for="tim" class="visually-hidden">Tìm theo tên, mã</label><input id="tim" class="narrow" name="tim" type="search" value={query('tim')} placeholder="Tìm theo tên, mã" />
        <label for="loai" class="visually-hidden">Loại đơn vị</label><select id="loai" class="narrow" name="loai"><option value="">Mọi loại</option>{kinds.map((id) => <option value={id} selected={id === kind}>{KINDS[id].label}</option>)}</select>
        <label for="ngay" class="visually-hidden">Vào ngày</label><input id="ngay" class="narrow" name="ngay" value={formatDate(asOf)} placeholder="dd/mm/yyyy" autocomplete="off" data-controller="date" />
        <button class="button" type="submit">Xem</button>
      </form>
      {tree.get(own) ? <Table caption="Đơn vị" rows={found.rows} empty={<Empty title="Không thấy đơn vị nào khớp">Thử bớt từ, bỏ dấu hoặc chọn “Mọi loại”.</Empty>} columns={[
        { head: 'Tên', cell: (one) => <>{filtered ? '' : '\u2003'.repeat(Math.min(4, depth(one.path)))}<a href={unitPath(one.id)}>{one.name}</a></> },
        { head: 'Loại', cell: (one) => KINDS[one.kind].label },
        ...(filtered ? [{ head: 'Thuộc', cell: (one: (typeof found.rows)[number]) => (one.parentId ? tree.get(one.parentId)?.shortName : '–') }] : []),
        { head: 'Mã', cell: (one) => one.codes.local ?? '–' },
        { head: 'Trực thuộc', number: true, cell: (one) => tree.childrenOf(one.id).length || '' },
      ]} /> : <Empty title="Đơn vị chưa có vào ngày này">Chọn một ngày khác.</Empty>}
    </Card>
  </>);
}
