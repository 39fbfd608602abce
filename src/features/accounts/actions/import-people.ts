import { AppError } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { RowFault, SheetTable } from '#features/organisations/rules/sheet.ts';
import type { Acting } from '#platform/acting.ts';
import { planPeople, type PlannedPerson } from '../rules/import-people.ts';
import { accountsByUserNames } from '../store.ts';
import { invite } from './invite.ts';

export interface ImportedPerson extends PlannedPerson { readonly token: string | null }
export interface ImportedPeople { readonly faults: readonly RowFault[]; readonly ignoredColumns: readonly string[]; readonly people: readonly ImportedPerson[]; readonly written: boolean }

/** Invites everybody in the table, or nobody. Each new account comes with its link: shown or printed once. */
export async function importPeople(acting: Acting, input: { readonly table: SheetTable; readonly rootId: Id; readonly dryRun: boolean }): Promise<ImportedPeople> {
  await acting.authorise('accounts.manage', input.rootId);
  const { people, faults, ignoredColumns } = planPeople(input.table, await organisationTree(acting.tx, acting.today), input.rootId);
  const known = await accountsByUserNames(acting.tx, people.map((person) => person.userName));
  const closed = new Set(known.filter((account) => account.status === 'closed').map((account) => account.userName));
  const found: RowFault[] = [...faults, ...people.filter((person) => closed.has(person.userName)).map((person) => ({ line: person.line, column: 'Thư điện tử', reason: `Tài khoản “${person.userName}” đã đóng; hãy dùng tên đăng nhập khác.` }))];
  if (found.length || input.dryRun) return { faults: found.sort((a, b) => a.line - b.line), ignoredColumns, people: people.map((person) => ({ ...person, token: null })), written: false };
  const done: ImportedPerson[] = [];
  const tokens = new Map<string, number>();
  for (const person of people) {
    try {
      const { token } = await invite(acting, { organisationId: person.organisationId, roles: person.roles, userName: person.userName, person });
      // A second row of the same person makes a newer link: only the last one is worth anything.
      const earlier = tokens.get(person.userName);
      if (earlier !== undefined) done[earlier] = { ...done[earlier]!, token: null };
      tokens.set(person.userName, done.push({ ...person, token }) - 1);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(error.code, `Dòng ${person.line}: ${error.message}`, error.details);
    }
  }
  return { faults: [], ignoredColumns, people: done, written: true };
}
