import type { Id } from '#kernel/id.ts';
import type { DriverAnswer } from './rules/backoff.ts';

export type { DriverAnswer } from './rules/backoff.ts';

/** What is to stand at an outlet. `key` is the same however often the same thing is tried: the other side does it once. */
export interface PostOrder { readonly key: Id; readonly text: string; /** short address of the item, with scheme and host */ readonly link: string; readonly picture: Uint8Array | null }
/** `remoteId`: what the other side called the posting when it took it. */
export interface Standing { readonly remoteId: string }

/** How Loa speaks with a network that has an interface for programs. Every method answers; none throws for what the other side says or fails to say. */
export interface OutletDriver {
  post(order: PostOrder): Promise<DriverAnswer>;
  update(order: PostOrder & Standing): Promise<DriverAnswer>;
  remove(order: Pick<PostOrder, 'key'> & Standing): Promise<DriverAnswer>;
  /** Does the other side have what this key made? Asked before something uncertain is tried again; null: it does not know the key, or does not say. */
  check(key: Id): Promise<{ readonly remoteId: string; readonly link: string | null } | null>;
}
/** The driver of a kind of outlet in this installation; null: there is none here, and a hand has to do it. */
export type DriverOf = (kind: string) => Promise<OutletDriver | null>;
