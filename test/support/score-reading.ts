/**
 * Compares a reading with gold the way the corpus does: without white space, case, tone places and closing punctuation; titles by their
 * first 60 characters. Returns F1 over all facts and what differs.
 */
import type { ReadResult } from '#features/reading/rules/result.ts';
import { foldExact } from '#kernel/vietnamese.ts';

const plain = (value: unknown): string => (value === null || value === undefined ? '' : foldExact(String(value)).replace(/\s+/g, '').replace(/[“”"]/g, '"').replace(/[.;:,/]{1,4}$/, ''));
const opening = (value: unknown): string => plain(value).slice(0, 60);

/** Every scored fact as one line of text. */
export function factLines(read: Pick<ReadResult, 'document' | 'legalReferences' | 'themes' | 'tasks' | 'duties' | 'mirrorsTasks' | 'reporting' | 'recipients' | 'budget'>): string[] {
  const lines: string[] = [];
  const d = read.document;
  for (const key of ['type', 'number', 'place', 'date', 'year', 'area', 'level', 'issuingBody'] as const) if (d[key] !== null) lines.push(`document ${key} ${plain(d[key])}`);
  lines.push(`document title ${opening(d.title)}`, `signer ${plain(d.signer.name)} ${plain(d.signer.position)} ${d.signer.capacity.map(plain).join('/')}`);
  for (const one of read.legalReferences) if (one.number !== null) lines.push(`reference ${plain(one.number)} ${one.date} ${plain(one.issuer)}`);
  for (const one of read.themes) lines.push(`theme ${opening(one.title)}`);
  for (const one of read.tasks) {
    const name = opening(one.title);
    lines.push(`task ${name}`, `timing ${name} ${plain(one.timing)}`, `period ${name} ${one.period ? `${one.period.kind} ${one.period.from} ${one.period.to}` : ''}`);
    for (const key of ['lead', 'coordinators', 'directing'] as const) for (const who of one[key]) lines.push(`${key} ${name} ${plain(who)}`);
    for (const rate of one.cadence) lines.push(`cadence ${name} ${rate.count} ${rate.per} ${rate.durationMinutes?.min ?? ''}-${rate.durationMinutes?.max ?? ''}`);
  }
  if (!read.mirrorsTasks) for (const one of read.duties) lines.push(`duty ${plain(one.agency)} ${opening(one.text)}`);
  for (const one of read.reporting) lines.push(`report ${plain(one.toWhom)} via ${plain(one.via)} ${[...one.cadence].sort().join()} ${one.deadline}`);
  for (const one of read.recipients) lines.push(`recipient ${plain(one)}`);
  for (const one of read.budget.sources) lines.push(`source ${plain(one)}`);
  return lines;
}
export function compareReading(gold: Parameters<typeof factLines>[0], read: Parameters<typeof factLines>[0]): { f1: number; missed: string[]; extra: string[] } {
  const left = factLines(read);
  const missed: string[] = [];
  let right = 0;
  for (const line of factLines(gold)) {
    const at = left.indexOf(line);
    if (at < 0) missed.push(line); else { left.splice(at, 1); right++; }
  }
  return { f1: (2 * right) / (2 * right + missed.length + left.length), missed, extra: left };
}
