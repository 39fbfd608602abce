import type { Id } from '#kernel/id.ts';
import { plainDate, type DateRange } from '#kernel/plain-date.ts';
import { instancesOf, type Schedule } from '#features/calendar/rules/cadence.ts';
import { PROPOSED_CALENDAR } from '#features/calendar/rules/working-days.ts';
import type { CommitmentDraft, ResponsibleUnit } from '#features/obligations/rules/commitment.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import type { TestActing } from './acting.ts';

export interface SmallProvince {
  readonly root: Id;
  readonly departments: readonly Id[];
  readonly communes: readonly Id[];
  /** Culture division of each commune. */
  readonly divisions: readonly Id[];
}

/** A province with departments and communes, each with a culture division: names made up. */
export function smallProvince(t: TestActing, size: { readonly departments?: number; readonly communes?: number } = {}): Promise<SmallProvince> {
  return t.run(async (a) => {
    const validFrom = plainDate('2025-07-01');
    const root = await createOrganisation({ ...a, by: { ...a.by, accountId: null } }, { name: 'UBND tỉnh Sông Trà', kind: 'province', parentId: null, validFrom });
    const [departments, communes, divisions]: Id[][] = [[], [], []];
    for (let i = 0; i < (size.departments ?? 2); i++)
      departments!.push(await createOrganisation(a, { name: ['Sở Nội vụ', 'Sở Văn hóa, Thể thao và Du lịch'][i] ?? `Sở thứ ${i + 1}`, kind: 'department', parentId: root, validFrom }));
    for (let i = 0; i < (size.communes ?? 3); i++) {
      const commune = await createOrganisation(a, { name: `UBND xã Mẫu ${i + 1}`, kind: 'commune', parentId: root, validFrom });
      communes!.push(commune);
      divisions!.push(await createOrganisation(a, { name: 'Phòng Văn hóa – Xã hội', kind: 'division', parentId: commune, functions: ['culture'], validFrom }));
    }
    return { root, departments: departments!, communes: communes!, divisions: divisions! };
  });
}

export const YEAR_2026: DateRange = { from: plainDate('2026-01-01'), to: plainDate('2026-12-31') };

/** A commitment for tests: five articles a month on the portal unless said otherwise. */
export function draftCommitment(newId: () => Id, units: readonly ResponsibleUnit[], change: Partial<CommitmentDraft> & { readonly schedule?: Partial<Schedule> } = {}): CommitmentDraft {
  const { schedule, ...rest } = change;
  const itemId = rest.itemId ?? newId();
  const whole: Schedule = {
    window: YEAR_2026, roll: 'none',
    cadence: { count: 5, unit: 'tin, bài', per: 'month', durationMinutes: null, product: null }, ...schedule,
  };
  return {
    itemId, key: `${itemId}:1`, title: 'Tin, bài trên chuyên mục Cải cách hành chính', product: 'article', channel: 'portal', unit: 'tin, bài',
    citation: { type: 'Kế hoạch', number: '07/KH-UBND', date: plainDate('2026-01-05'), issuer: 'UBND tỉnh Sông Trà', title: 'Tuyên truyền CCHC năm 2026', item: 'III.6' },
    amount: whole.amount ?? whole.cadence?.count ?? (whole.tracked ? null : 1), provenance: 'read', annualTotal: null, minutes: null, rhythm: whole.cadence?.per ?? null,
    timing: 'Thường xuyên trong năm', window: whole.window, optional: false, evidence: [['link', 'photo']], roll: whole.roll, deadline: null, carrySurplus: false, reportRhythm: 'quarter',
    party: { kind: 'organisation', id: units[0]!.organisationId, name: 'Đơn vị' }, units, instances: instancesOf(whole, PROPOSED_CALENDAR), ...rest,
  };
}
