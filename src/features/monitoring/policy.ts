import { definePolicy, EVERY_ROLE } from '#platform/policy.ts';

export const monitoringPolicy = definePolicy({
  /** What the unit owes: everybody who works there. */
  'monitoring.work': EVERY_ROLE,
  /** "Hôm nay": what waits, where everything below stands, who is behind. */
  'monitoring.today': ['approver', 'focal', 'observer'],
  /** Units × tasks of everything below: those who follow up, approve or look on. */
  'monitoring.board': ['focal', 'approver', 'observer', 'administrator'],
});
