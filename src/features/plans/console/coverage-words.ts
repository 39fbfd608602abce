import { formatDate } from '#kernel/plain-date.ts';
import { joinNumber } from '../rules/content.ts';
import { PLAN_STATUS_LABEL } from '../rules/state.ts';
import type { UnitCoverage } from '../store.ts';

/** "25/KH-UBND, ký 20/01/2026"; "dự thảo"; "chưa lập". */
export function planText({ plans, issued }: UnitCoverage): string {
  const one = plans.find((plan) => plan.issuedOn !== null) ?? plans[0];
  if (!one) return 'chưa lập kế hoạch';
  if (!issued) return `chưa ban hành, đang ở bước ${PLAN_STATUS_LABEL[one.status].toLocaleLowerCase('vi')}`;
  const number = joinNumber(one.number, one.notation), day = one.signedOn ? `ký ${formatDate(one.signedOn)}` : one.issuedOn ? `ban hành ${formatDate(one.issuedOn)}` : '';
  return [number ?? 'chưa có số', day].filter(Boolean).join(', ');
}
