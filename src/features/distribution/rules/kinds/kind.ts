import type { ChannelKey } from '#features/channels/rules/channels.ts';
import type { ProductKey } from '#features/channels/rules/products.ts';
import type { What } from '../states.ts';

/** Where something is posted, as data: a file a kind, every property written out, listed once in `index.ts`; no other file names one. */
export interface OutletKind {
  readonly key: string;
  readonly label: string;
  /** For narrow places. */
  readonly short: string;
  /** What an outlet of this kind is called, as an example. */
  readonly example: string;
  /** by a hand with proof, by a driver, or by publication itself (then there are no outlets of the kind, only a state). */
  readonly way: 'hand' | 'driver' | 'publication';
  /** Publication alone sends nothing: newsletters do, to who asked for them. */
  readonly sentByNewsletters: boolean;
  /** Offered in the demonstration alone. */
  readonly demoOnly: boolean;
  /** Address of the account or page, where there is one. */
  readonly address: { readonly label: string; readonly hint: string; readonly required: boolean } | null;
  /** What the prepared text is made of, in this order, and how many letters it may have (ours where the platform says nothing). */
  readonly text: { readonly parts: readonly TextPart[]; readonly most: number } | null;
  readonly picture: 'needed' | 'wanted' | 'none';
  /** What stands there once it is posted: the prepared text and picture and no more, or the page of the item itself. Publication: null. */
  readonly stands: 'words' | 'page' | null;
  /** What proves that it is out. A removal is always proven by a picture. */
  readonly proof: 'link' | 'photo' | 'either' | 'none';
  /** Hosts on which a pasted link may lie, with everything below them; 'own': the host of the outlet's address. */
  readonly hosts: readonly string[] | 'own';
  /** What a posting counts as: a result of its own in its channel; further proof of the item's own result; or nothing. */
  readonly counts: CountsAs | 'item' | null;
  readonly steps: Readonly<Record<What, readonly string[]>> | null;
}
export type TextPart = 'title' | 'summary' | 'link' | 'organisation' | 'day';
export interface CountsAs {
  readonly channel: ChannelKey;
  readonly product: ProductKey;
  /** Items of these nouns count as something else here: a procedure on a notice board is posted up, an article is not. */
  readonly of: Readonly<Record<string, ProductKey>>;
}
