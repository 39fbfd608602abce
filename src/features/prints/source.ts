import type { Id } from '#kernel/id.ts';
import type { Visit } from '#platform/http/visit.ts';

/** A design that something of another noun proposes: plain content for one of the kinds here. */
export interface Proposed { readonly kind: string; readonly content: Readonly<Record<string, unknown>>; /** where the code leads, with scheme and host */ readonly link: string | null; /** "bài “Một cửa mở thêm sáng thứ Bảy”" */ readonly from: string }
/**
 * What can become a poster. A noun has one, `app/print-sources.ts` lists it, and its page links to `proposalHref(noun, id)`. `find` asks whether the visitor may read
 * the thing; null: there is no such thing for them.
 */
export interface PrintSource { readonly noun: string; find(visit: Visit, id: Id): Promise<Proposed | null> }

let sources: readonly PrintSource[] = [];
export const usePrintSources = (...given: readonly PrintSource[]): void => { sources = given; };
export const proposalOf = async (visit: Visit, noun: string, id: Id): Promise<Proposed | null> => (await sources.find((one) => one.noun === noun)?.find(visit, id)) ?? null;

export const PRINTS = '/lam-viec/an-pham';
export const proposalHref = (noun: string, id: Id): string => `${PRINTS}/moi?tu=${noun}&id=${id}`;
