import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { listIn, readColumns, yesIn, type RowFault, type SheetRow, type SheetTable } from '#features/organisations/rules/sheet.ts';
import { fold } from '#kernel/vietnamese.ts';
import type { Role } from '#platform/policy.ts';
import { readRole, ROLE_LABELS } from './roles.ts';
import { checkUserName } from './user-name.ts';

export const PEOPLE_COLUMNS = {
  name: { label: 'Họ và tên', names: ['họ tên', 'tên', 'name'], required: true },
  userName: { label: 'Thư điện tử', names: ['e-mail', 'email', 'tên đăng nhập', 'tài khoản'], required: true },
  title: { label: 'Chức vụ', names: ['chức danh', 'vị trí', 'title'] },
  phone: { label: 'Điện thoại', names: ['số điện thoại', 'phone'] },
  unit: { label: 'Mã đơn vị', names: ['đơn vị', 'mã cơ quan', 'organisation'], required: true },
  roles: { label: 'Vai trò', names: ['quyền', 'role', 'roles'], required: true },
  scope: { label: 'Phạm vi', names: ['scope'] },
} as const;
type Key = keyof typeof PEOPLE_COLUMNS;

export interface PlannedPerson {
  readonly line: number; readonly name: string; readonly userName: string; readonly title: string; readonly phone: string; readonly organisationId: Id; readonly organisationName: string;
  readonly roles: readonly { readonly role: Role; readonly subtree: boolean }[];
}

/** Roles of a cell, by ; or comma; a comma may also stand inside a label (“Theo dõi, giám sát”), so two pieces that make a role together are one. */
function rolesIn(cell: string): (readonly [text: string, role: Role | null])[] {
  return listIn(cell).flatMap((part) => {
    const pieces = part.split(',').map((piece) => piece.trim()).filter(Boolean), found: (readonly [string, Role | null])[] = [];
    for (let at = 0; at < pieces.length; at += 1) {
      const pair = `${pieces[at]}, ${pieces[at + 1]}`, joined = readRole(pair);
      found.push(joined ? [pair, joined] : [pieces[at]!, readRole(pieces[at]!)]);
      if (joined) at += 1;
    }
    return found;
  });
}

/** What a table of people says; units by their local code, at or below `root`. The same person may stand in several rows. */
export function planPeople(table: SheetTable, tree: OrganisationTree, root: Id): { people: PlannedPerson[]; faults: RowFault[]; ignoredColumns: readonly string[] } {
  const { rows, faults: headFaults, ignored } = readColumns(table, PEOPLE_COLUMNS);
  const faults: RowFault[] = [...headFaults], people: PlannedPerson[] = [];
  const fault = (row: SheetRow<Key>, key: Key, reason: string): void => { faults.push({ line: row.line, column: PEOPLE_COLUMNS[key].label, reason }); };
  const names = new Map<string, SheetRow<Key>>();
  if (!headFaults.length) for (const row of rows) {
    const before = faults.length;
    let userName = '';
    try { userName = checkUserName(row.userName); } catch (error) { fault(row, 'userName', error instanceof AppError ? error.message : String(error)); }
    if (!row.name) fault(row, 'name', 'Chưa ghi họ và tên.');
    const earlier = names.get(userName);
    if (userName && earlier && fold(earlier.name) !== fold(row.name)) fault(row, 'userName', `“${userName}” đã là của ${earlier.name} ở dòng ${earlier.line}.`);
    if (userName) names.set(userName, earlier ?? row);
    const unit = tree.byCode('local', row.unit);
    if (!unit || !tree.isWithin(unit.id, root)) fault(row, 'unit', row.unit ? `Không có đơn vị nào mang mã “${row.unit}” trong phạm vi được nhập.` : 'Chưa ghi mã đơn vị.');
    const read = rolesIn(row.roles);
    if (!read.length) fault(row, 'roles', 'Chưa ghi vai trò.');
    for (const [text, role] of read) if (!role) fault(row, 'roles', `Không có vai trò “${text}”. Dùng: ${Object.values(ROLE_LABELS).map(({ label }) => label).join('; ')}.`);
    const scope = fold(row.scope), subtree = yesIn(row.scope) || ['ca cap duoi', 'toan bo', 'cap duoi', 'subtree'].includes(scope);
    if (scope && !subtree && !['don vi', 'rieng don vi', 'own'].includes(scope)) fault(row, 'scope', 'Phạm vi ghi “Đơn vị” hoặc “Cả cấp dưới”.');
    if (faults.length > before || !unit) continue;
    people.push({ line: row.line, name: row.name, userName, title: row.title, phone: row.phone, organisationId: unit.id, organisationName: unit.name, roles: read.map(([, role]) => ({ role: role!, subtree })) });
  }
  return { people, faults, ignoredColumns: ignored };
}
