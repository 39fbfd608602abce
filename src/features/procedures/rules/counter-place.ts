import type { Id } from '#kernel/id.ts';
import { fold } from '#kernel/vietnamese.ts';

export interface Counter { readonly id: Id; readonly organisationId: Id; readonly name: string }
export interface CounterLine { readonly organisationId: Id; readonly place: string }

/**
 * The line of the directory that says where a counter is: the one of its name, of its own unit or of the one right above; else the only line of a
 * unit that has only this counter. Null where nothing can be told for sure.
 */
export function lineOf<L extends CounterLine>(counter: Counter, beside: readonly Counter[], above: Id | null, lines: readonly L[]): L | null {
  const own = lines.filter((one) => one.organisationId === counter.organisationId), named = (one: L): boolean => fold(one.place) === fold(counter.name);
  return own.find(named) ?? lines.find((one) => one.organisationId === above && named(one)) ?? (own.length === 1 && beside.every((one) => one.id === counter.id || one.organisationId !== counter.organisationId) ? own[0]! : null);
}
