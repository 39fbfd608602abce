import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { addDays, daysBetween, endOfMonth, minDate, startOfMonth, type PlainDate } from '#kernel/plain-date.ts';
import type { Acting } from '#platform/acting.ts';
import type { Database } from '#platform/db/tables.ts';
import { productOf } from '#features/channels/rules/products.ts';
import { recordMany, type DoneWork } from '#features/deliverables/actions/record-many.ts';
import { chance, type Chance } from './chance.ts';
import { nameMaker } from './people.ts';
import { titleFor } from './titles.ts';

/** What a unit's column put out on a day, and words of the task it counts for. */
export interface Published { readonly unit: Id; readonly day: PlainDate; readonly task: string }
interface Owed { id: Id; unit: Id; holder: Id; title: string; product: string; channel: string | null; amount: number | null; from: PlainDate; to: PlainDate; due: PlainDate; minutes_min: number | null; minutes_max: number | null }

/**
 * January to the demonstration's today, believable: most units keep their rhythm, some are late, a few owe much. Every deliverable goes
 * through the rules of recording and crediting; only the writing is in bulk.
 `published`: what their columns put out, which counts by itself.
 */
export async function makeActivity(db: Database, planId: Id, today: PlainDate, run: (day: PlainDate, verb: (acting: Acting) => Promise<void>) => Promise<void>, published: readonly Published[]): Promise<number> {
  const { rows } = await sql<Owed>`
    select t.obligation_id as id, t.board_organisation_id as unit, t.organisation_id as holder, c.title, c.product, c.channel, t.amount, t.period_from as "from", t.period_to as "to", t.due, c.minutes_min, c.minutes_max
    from obligation_totals t join commitments c on c.shard_id = t.shard_id and c.id = t.commitment_id
    where t.source_id = ${planId} and t.period_from <= ${today} and (c.product <> 'report' or t.period_to < '2026-06-30') order by t.board_organisation_id, t.due, t.obligation_id`.execute(db);
  const units = [...new Set(rows.map((row) => row.unit))].sort();
  const name = nameMaker(77), people = new Map(units.map((unit) => [unit, { recordedBy: name(), confirmedBy: name() }]));
  const zeal = new Map(units.map((unit, index) => [unit, zealOf(index)]));
  const done = rows.flatMap((row, index) => piecesFor(row, row.product === 'report' ? 1 : zeal.get(row.unit)!, today, chance(7919 * (index + 1))).slice(publishedFor(row, published)).map((work) => ({ ...work, ...people.get(row.unit)! })));
  const byMonth = Map.groupBy(done, (work) => startOfMonth(work.recordedOn));
  for (const month of [...byMonth.keys()].sort()) await run(minDate(endOfMonth(month), today), async (acting) => { await recordMany(acting, byMonth.get(month)!); });
  return done.length;
}

/** What a column or a newsletter published counts itself: nobody writes it down once more. */
const publishedFor = (owed: Owed, published: readonly Published[]): number =>
  (owed.product === 'column' || owed.product === 'newsletter') && owed.amount !== null ? published.filter(({ unit, day, task }) => unit === owed.unit && owed.title.includes(task) && owed.from <= day && day <= owed.to).length : 0;

/** One unit in nine is far behind, two in nine a little; the rest keep up. */
const zealOf = (index: number): number => (index % 9 === 4 ? 0.45 : index % 9 === 7 || index % 9 === 2 ? 0.8 : 0.97);

function piecesFor(owed: Owed, zeal: number, today: PlainDate, luck: Chance): Omit<DoneWork, 'recordedBy' | 'confirmedBy'>[] {
  const last = minDate(owed.to, today), elapsed = daysBetween(owed.from, last) + 1, whole = daysBetween(owed.from, owed.to) + 1;
  const goal = owed.amount ?? Math.max(1, Math.round((elapsed / 75) * (0.6 + zeal)));
  const running = owed.to > today && owed.amount !== null;
  const share = running ? Math.min(1, elapsed / whole) : 1;
  const pieces: Omit<DoneWork, 'recordedBy' | 'confirmedBy'>[] = [];
  let count = 0;
  for (let piece = 0; piece < goal; piece++) if (luck.happens(zeal) && luck.happens(share + 0.02)) count++;
  if (!running && owed.amount !== null && count === goal && luck.happens(0.06)) count++; // more than asked
  for (let piece = 0; piece < count; piece++) {
    const late = !running && owed.amount !== null && luck.happens((1 - zeal) * 0.35);
    const doneOn = late ? addDays(owed.due, luck.between(1, 18)) : addDays(owed.from, Math.min(elapsed - 1, Math.floor(((piece + luck.next()) / Math.max(goal, 1)) * elapsed)));
    if (doneOn > today) continue;
    const recordedOn = minDate(addDays(doneOn, luck.happens(0.8) ? luck.between(0, 2) : luck.between(3, 9)), today);
    const waits = daysBetween(recordedOn, today) < 9 ? luck.happens(0.55) : luck.happens(0.01);
    const product = productOf(owed.product);
    pieces.push({
      organisationId: owed.holder, obligationId: owed.id, doneOn, recordedOn, confirmedOn: waits ? null : minDate(addDays(recordedOn, luck.between(0, 4)), today),
      form: {
        title: titleFor(owed.product, luck), product: owed.product, channel: owed.channel ?? product.defaultChannel, doneOn, amount: 1,
        minutes: product.minutes ? luck.between(owed.minutes_min ?? 5, owed.minutes_max ?? 12) : null, audience: product.audience ? luck.between(18, 160) : null,
      },
      link: `https://${owed.product === 'radio-programme' ? 'phatthanh' : 'trang'}.lamgiang.example/${doneOn.replaceAll('-', '/')}/${luck.between(1000, 9999)}-${pieces.length}-${owed.id.slice(-6)}`,
    });
  }
  return pieces;
}
