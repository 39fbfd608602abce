import type { Context } from 'hono';
import type { Id, IdSource } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Acting, Actor } from '../acting.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/tables.ts';
import type { FileStore } from '../files/file-store.ts';
import type { Permission, Role } from '../policy.ts';

/** One unit in which the signed-in person holds roles; the header offers to switch between them. */
export interface Membership { readonly organisationId: Id; readonly organisationName: string; readonly roles: readonly Role[] }

/** The signed-in person as pages need them. Made by the noun `accounts` from the session cookie. */
export interface SignedIn {
  readonly accountId: Id;
  readonly sessionId: Id;
  readonly personName: string;
  /** The unit in whose name the person acts now. */
  readonly organisationId: Id;
  readonly organisationName: string;
  readonly memberships: readonly Membership[];
  readonly isAdministrator: boolean;
  /** Something the account must do before anything else: "/lam-viec/tai-khoan/…" (switch on the second factor, …). */
  readonly mustVisit: string | null;
  /** Told once on the next page, e.g. that an administrator has reset the password. */
  readonly notice: string | null;
}

/** What lives as long as the process and every request may use. */
export interface WebDeps {
  readonly db: Database;
  readonly files: FileStore;
  readonly config: Config;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly mode: 'real' | 'demo';
  readonly log: { info(message: string, facts?: object): void; warn(message: string, facts?: object): void; error(message: string, facts?: object): void };
}

/** One item of the console's navigation, already filtered by permission. */
export interface NavItem { readonly href: string; readonly label: string; readonly group: number; readonly count?: number; /** on the phone's bottom bar */ readonly phone?: boolean }

/** One request: who, when, on what; the only thing a handler receives. */
export interface Visit {
  readonly c: Context;
  readonly deps: WebDeps;
  readonly db: Database;
  readonly now: Date;
  readonly today: PlainDate;
  /** Null on public routes for a visitor who is not signed in. */
  readonly session: SignedIn | null;
  /** A session that is known but not open: the second step is owed, or the screen is locked. Only public routes see it. */
  readonly pending: { readonly state: 'second-step' | 'locked'; readonly sessionId: Id } | null;
  /** How the request really came; a proxy's word counts only when the operator trusts that proxy. */
  readonly connection: { readonly scheme: 'http' | 'https'; readonly host: string; readonly address: string };
  readonly actor: Actor;
  /** The organisation the route's scope resolved to: the one the permission was checked at. */
  readonly organisationId: Id | null;
  /** Runs one action in one transaction in the name of the actor. */
  act<T>(verb: (acting: Acting) => Promise<T>): Promise<T>;
  may(permission: Permission, organisationId: Id): Promise<boolean>;
  /** Navigation and counters of the console, computed only when a whole page is shown. */
  navigation(): Promise<readonly NavItem[]>;
  /** What the person has not read yet, for the bell at the head of every page. */
  unread(): Promise<number>;
}

/** The signed-in person on routes that require one. */
export function signedIn(visit: Visit): SignedIn {
  if (!visit.session) throw new Error('this route must be declared with auth "signed-in"');
  return visit.session;
}

/** What we show as our address in links: the public one when it is known. */
export const originOf = ({ deps, connection }: Pick<Visit, 'deps' | 'connection'>): string => deps.config.publicUrl ?? `${connection.scheme}://${connection.host}`;
