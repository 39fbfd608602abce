/**
 * Who signs, and what stands above the name.
 * Source: Decree 30/2020/NĐ-CP, Article 13 and Annex I, Part I, II.7.
 *
 * The capacity in which a document is issued is separate from the organisation: the same People's Committee issues as
 * a body ("TM. ỦY BAN NHÂN DÂN") or through its chairperson as an office-holder (no TM.).
 */
import type { Signing } from './official-document.ts';

export type SigningForm =
  /** The head of an agency under one-person rule, or the chairperson as an office-holder. */
  | { readonly as: 'head' }
  /** Q.: acting head. */
  | { readonly as: 'acting-head' }
  /** KT.: a deputy in the head's place; also the deputy who is in charge while there is no head. */
  | { readonly as: 'deputy'; readonly position: string }
  /** TL.: by order of the head, signed by the head of a unit under him. */
  | { readonly as: 'by-order'; readonly position: string }
  /** TL. and KT.: the unit's deputy, when the unit head may pass the order on. */
  | { readonly as: 'by-order-deputy'; readonly unitHead: string; readonly position: string }
  /** TUQ.: written, time-limited authorisation; it cannot be passed on. */
  | { readonly as: 'by-authorisation'; readonly position: string };

export interface SigningCapacity {
  /** The collective that decides: "Ủy ban nhân dân"; null when an office-holder issues. */
  readonly collective: string | null;
  /** "Chủ tịch", "Giám đốc" */
  readonly head: string;
  readonly form: SigningForm;
  readonly name: string | null;
}

const upper = (text: string): string => text.toLocaleUpperCase('vi');

/** A collective may sign through its head or a deputy; an order or an authorisation is the head's own, so TM. falls away. */
export function signingBlock(capacity: SigningCapacity): Signing {
  const onBehalf = capacity.collective ? [`TM. ${upper(capacity.collective)}`] : [];
  const head = upper(capacity.head), name = capacity.name;
  const form = capacity.form;
  switch (form.as) {
    case 'head': return { forms: onBehalf, position: head, name };
    case 'acting-head': return { forms: onBehalf, position: `Q. ${head}`, name };
    case 'deputy': return { forms: [...onBehalf, `KT. ${head}`], position: upper(form.position), name };
    case 'by-order': return { forms: [`TL. ${head}`], position: upper(form.position), name };
    case 'by-order-deputy': return { forms: [`TL. ${head}`, `KT. ${upper(form.unitHead)}`], position: upper(form.position), name };
    case 'by-authorisation': return { forms: [`TUQ. ${head}`], position: upper(form.position), name };
  }
}
