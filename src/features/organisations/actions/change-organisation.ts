import { AppError, invalid } from '#kernel/app-error.ts';
import type { Id } from '#kernel/id.ts';
import { formatDate, maxDate, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import { differences, refuseTakenCode, versionContent, type OrganisationInput } from '../rules/organisation-input.ts';
import { tierOf, type Tier } from '../rules/kinds.ts';
import type { Organisation } from '../rules/tree.ts';
import { organisationTree, rewriteVersion, splitVersion, versionsBelow, versionsOf, type VersionContent } from '../store.ts';

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
  await splitVersion(acting.tx, version, versionId, content);
  acting.record({ verb: 'organisations.version-ended', table: 'organisation_versions', id: version.versionId, organisationId: version.id });
  acting.record({ verb: 'organisations.version-added', table: 'organisation_versions', id: versionId, organisationId: version.id, facts });
}

/** What stands below moves along, also where it begins or ends later: the same content under the new path, in the tier of the new place. */
async function descendants(acting: Acting, root: Organisation, content: VersionContent, from: PlainDate): Promise<{ version: Organisation; content: VersionContent }[]> {
  if (root.path === content.path && root.tier === content.tier) return [];
  const tiers = new Map<Id, Tier>([[root.id, content.tier]]);
  return (await versionsBelow(acting.tx, root.path, from)).map((version) => {
    const tier = tierOf(version.kind, tiers.get(version.parentId!)!);
    tiers.set(version.id, tier);
    const { id: _id, versionId: _version, shard: _shard, ...rest } = version;
    return { version, content: { ...rest, path: content.path + version.path.slice(root.path.length), tier, validFrom: maxDate(version.validFrom, from) } };
  });
}
