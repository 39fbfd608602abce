import type { Id } from '#kernel/id.ts';
import type { Addressed } from './derive.ts';
import { differencesOf, verdictOf, type Asked, type Demand, type Differ, type Difference } from './demand.ts';

/** How a task of the plan above stands with one unit below. */
export type Cover = 'same' | 'stricter' | 'weaker' | 'missing' | 'dropped' | 'not-issued';
export const COVERS: Readonly<Record<Cover, { readonly label: string; readonly short: string; readonly tone: 'good' | 'info' | 'soon' | 'late' | 'none' }>> = {
  same: { label: 'Đúng như cấp trên giao', short: 'đúng', tone: 'good' },
  stricter: { label: 'Cao hơn hoặc sớm hơn cấp trên giao', short: 'cao hơn', tone: 'info' },
  weaker: { label: 'Thấp hơn hoặc muộn hơn cấp trên giao', short: 'thấp hơn', tone: 'soon' },
  missing: { label: 'Chưa có nhiệm vụ nào', short: 'chưa có', tone: 'late' },
  dropped: { label: 'Không thực hiện, có lý do', short: 'có lý do', tone: 'none' },
  'not-issued': { label: 'Chưa ban hành kế hoạch', short: 'chưa ban hành', tone: 'none' },
};

/** What a unit's issued plan says for one task above: the tasks linked to it, and why it was left out. */
export interface CoveringTask { readonly itemId: Id; readonly planId: Id; readonly demand: Demand; readonly units: number }
export interface Covering { readonly tasks: readonly CoveringTask[]; readonly omission: string | null }
export interface Cell { readonly parentItemId: Id; readonly cover: Cover; readonly tasks: readonly CoveringTask[]; readonly differences: readonly Difference[]; readonly reason: string | null }
export interface CoverageRow { readonly unitId: Id; readonly issued: boolean; readonly cells: readonly Cell[]; readonly counts: Readonly<Record<Cover, number>> }

const NOT_NEEDED = 'chỉ làm khi có điều kiện';

/** One row: every task that is addressed to the unit, with how its own plan carries it out. */
export function coverageOf(unitId: Id, issued: boolean, addressed: readonly Addressed[], demandOf: (one: Addressed) => Demand, coveringOf: (parentItemId: Id) => Covering, differing: Differ = differencesOf): CoverageRow {
  const cells = addressed.filter(({ role }) => role === 'owing').map((one): Cell => {
    const parentItemId = one.task.itemId;
    if (!issued) return { parentItemId, cover: 'not-issued', tasks: [], differences: [], reason: null };
    const { tasks, omission } = coveringOf(parentItemId);
    if (tasks.length === 0) {
      const reason = omission ?? (one.optional ? NOT_NEEDED : null);
      return { parentItemId, cover: reason ? 'dropped' : 'missing', tasks, differences: [], reason };
    }
    const differences = differing({ demand: demandOf(one), units: one.times }, tasks.map((task): Asked => ({ demand: task.demand, units: Math.max(1, task.units) })));
    return { parentItemId, cover: verdictOf(differences), tasks, differences, reason: null };
  });
  const counts: Record<Cover, number> = { same: 0, stricter: 0, weaker: 0, missing: 0, dropped: 0, 'not-issued': 0 };
  for (const { cover } of cells) counts[cover]++;
  return { unitId, issued, cells, counts };
}

/** "định mức: 12 tin, bài/năm (cấp trên giao 24 tin, bài/năm)" */
const ASPECT: Readonly<Record<Difference['aspect'], string>> = { quota: 'định mức', rhythm: 'nhịp', deadline: 'hạn', product: 'sản phẩm', channel: 'kênh', optional: 'mức độ' };
export const differenceText = ({ aspect, here, there }: Difference): string => `${ASPECT[aspect]}: ${here || 'không có'} (cấp trên giao ${there})`;
/** The word of the chip: where only a day differs, "sớm hơn" or "muộn hơn". */
export const coverText = (cover: Cover, differences: readonly Difference[]): string =>
  (differences.length > 0 && differences.every(({ aspect }) => aspect === 'deadline') && (cover === 'weaker' || cover === 'stricter') ? (cover === 'weaker' ? 'muộn hơn' : 'sớm hơn') : COVERS[cover].short);
