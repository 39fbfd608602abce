import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { differences, refuseTakenCode, versionContent, type OrganisationInput } from '../rules/organisation-input.ts';
import { tierOf } from '../rules/kinds.ts';
import type { Organisation } from '../rules/tree.ts';
import { addVersion, organisationTree, rewriteVersion, versionsOf, type VersionContent } from '../store.ts';

/**
 * How an organisation is called and where it stands from a day on. Earlier days keep the earlier version; the same day
 * as the newest version corrects that version. A new parent moves everything below with it, from that day on.
 * Returns what changed; empty when nothing did.
 */
export async function changeOrganisation(acting: Acting, id: Id, input: OrganisationInput, from: PlainDate): Promise<readonly string[]> {
  await acting.authorise('organisations.change', id);
  const { tx } = acting;
  const tree = await organisationTree(tx, from);
  const [newest] = await versionsOf(tx, id);
  if (!newest) throw new AppError('not-found', 'Không tìm thấy đơn vị này.');
  if (newest.validTo !== null) throw new AppError('conflict', `“${newest.name}” đã ngừng hoạt động từ ${formatDate(newest.validTo)}; không sửa được nữa.`);
  if (from < newest.validFrom) throw invalid(`Thông tin hiện nay có hiệu lực từ ${formatDate(newest.validFrom)}; hãy chọn ngày đó hoặc ngày sau.`, 'validFrom');

  const parent = input.parentId ? (tree.get(input.parentId) ?? null) : null;
  if (input.parentId && !parent) throw invalid('Đơn vị cấp trên không còn (hoặc chưa có) vào ngày này; hãy chọn đơn vị khác.', 'parentId');
  if (input.parentId !== newest.parentId) {
    if (!parent) throw invalid('Hãy chọn đơn vị cấp trên.', 'parentId');
    if (tree.isWithin(parent.id, id)) throw invalid('Đơn vị cấp trên không thể là chính đơn vị này hoặc đơn vị thuộc nó; hãy chọn đơn vị khác.', 'parentId');
    await acting.authorise('organisations.change', parent.id);
  }
  const content = versionContent(id, input, parent, from);
  const changed = differences(newest, content);
  if (changed.length === 0) return [];
  refuseTakenCode(content.codes, tree.byCode, id);
  const moved = await descendants(acting, newest, content, from);
  await write(acting, newest, content, changed);
  for (const { version, content: below } of moved) await write(acting, version, below, ['path']);
  return changed;
}

async function write(acting: Acting, version: Organisation, content: VersionContent, changed: readonly string[]): Promise<void> {
  const facts = { changed, validFrom: content.validFrom, ...(changed.includes('name') ? { was: version.name, name: content.name } : {}) };
  if (content.validFrom === version.validFrom) {
    await rewriteVersion(acting.tx, version.versionId, content);
    acting.record({ verb: 'organisations.version-corrected', table: 'organisation_versions', id: version.versionId, organisationId: version.id, facts });
    return;
  }
  const versionId = acting.newId();
  await addVersion(acting.tx, version.id, versionId, content);
  acting.record({ verb: 'organisations.version-ended', table: 'organisation_versions', id: version.versionId, organisationId: version.id });
  acting.record({ verb: 'organisations.version-added', table: 'organisation_versions', id: versionId, organisationId: version.id, facts });
}

/** What stands below moves along: the same content under the new path, and in the tier of the new place. */
async function descendants(acting: Acting, root: Organisation, content: VersionContent, from: PlainDate) {
  if (root.path === content.path && root.tier === content.tier) return [];
  const tree = await organisationTree(acting.tx, from);
  const placed = new Map<Id, Pick<Organisation, 'path' | 'tier'>>([[root.id, content]]);
  const moved: { version: Organisation; content: VersionContent }[] = [];
  for (const version of tree.subtree(root.id).slice(1)) {
    const newest = (await versionsOf(acting.tx, version.id))[0]!;
    if (newest.versionId !== version.versionId) throw new AppError('conflict', `“${version.name}” đã có thông tin ghi trước cho ngày ${formatDate(newest.validFrom)}; hãy chọn ngày chuyển từ ngày đó trở đi.`);
    const above = placed.get(version.parentId!)!;
    const path = `${above.path}${version.id}/`, tier = tierOf(version.kind, above.tier);
    placed.set(version.id, { path, tier });
    const { id: _id, versionId: _version, shard: _shard, ...rest } = version;
    moved.push({ version, content: { ...rest, path, tier, validFrom: version.validFrom > from ? version.validFrom : from, validTo: null } });
  }
  return moved;
}
