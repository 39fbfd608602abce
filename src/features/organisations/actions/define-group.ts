import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import type { Acting } from '#platform/acting.ts';
import { containsItself, type GroupRule } from '../rules/group.ts';
import { allGroups, insertGroups, organisationTree, rewriteGroups } from '../store.ts';

export interface GroupInput { readonly ownerId: Id; readonly name: string; readonly aliases?: readonly string[]; readonly rule: GroupRule }

/** A new group, or with `id` another name or rule for one that exists. Returns its id. */
export async function defineGroup(acting: Acting, input: GroupInput, id?: Id): Promise<Id> {
  await acting.authorise('organisations.group', input.ownerId);
  const name = input.name.trim();
  if (!name) throw invalid('Hãy đặt tên cho nhóm đơn vị.', 'name');
  const groups = await allGroups(acting.tx);
  const own = id ?? acting.newId();
  const known = groups.get(own);
  if (id && (!known || known.ownerId !== input.ownerId)) throw new AppError('not-found', 'Không tìm thấy nhóm đơn vị này.');
  for (const other of groups.values()) if (other.id !== own && other.ownerId === input.ownerId && other.name.toLocaleLowerCase('vi') === name.toLocaleLowerCase('vi'))
    throw new AppError('duplicate', `Đã có nhóm “${other.name}”; hãy đặt tên khác hoặc sửa nhóm đó.`, { field: 'name' });
  if (containsItself(own, input.rule, groups)) throw invalid('Nhóm này chứa chính nó qua một nhóm khác; hãy bỏ bớt một nhóm thành phần.', 'rule');
  if (input.rule.by === 'list') {
    const tree = await organisationTree(acting.tx, acting.today);
    if (!input.rule.members.length) throw invalid('Hãy chọn ít nhất một đơn vị.', 'rule');
    if (input.rule.members.some((member) => !tree.latest(member))) throw invalid('Trong danh sách có đơn vị không tồn tại; hãy chọn lại.', 'rule');
  }
  const group = { name, aliases: [...new Set((input.aliases ?? []).map((alias) => alias.trim()).filter(Boolean))], rule: input.rule };
  if (known) await rewriteGroups(acting.tx, [{ id: own, ownerId: input.ownerId, ...group }]);
  else await insertGroups(acting.tx, [{ id: own, ownerId: input.ownerId, standard: null, createdAt: acting.now, ...group }]);
  acting.record({ verb: known ? 'organisations.group-changed' : 'organisations.group-defined', table: 'organisation_groups', id: own, organisationId: input.ownerId, facts: { name } });
  return own;
}
