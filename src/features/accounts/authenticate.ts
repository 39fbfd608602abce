import type { Id } from '#kernel/id.ts';
import { organisationTree } from '#features/organisations/store.ts';
import type { Actor } from '#platform/acting.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database, Reader } from '#platform/db/tables.ts';
import type { Membership, SignedIn } from '#platform/http/visit.ts';
import { anonymousActor, makeActor } from './actor.ts';
import { readCookie, type CookiePlan } from './rules/cookies.ts';
import { holdsOn, type HeldRole, type PolicyTable } from './rules/may.ts';
import { passwordExpired, sessionState, shouldTouch } from './rules/session-state.ts';
import type { OrganisationTree } from '#features/organisations/rules/tree.ts';
import { tokenHash } from './secrets.ts';
import { accountById, rolesOf, securitySettings, sessionByToken, tokenByHash, touchAccount, touchSession, unseenNotices, type Account, type Session } from './store.ts';

/** A session that is known but not open: the second step is owed, or the screen is locked. */
export interface PendingSession { readonly state: 'second-step' | 'locked'; readonly sessionId: Id; readonly account: Account }

export interface Authenticated {
  /** Null for strangers and for pending sessions. */
  readonly session: SignedIn | null;
  readonly pending: PendingSession | null;
  readonly actor: Actor;
  /** Where new rows of the actor are stored. */
  readonly shard: number;
}

export const ADDRESS_OF = { secondFactor: '/lam-viec/tai-khoan/xac-thuc', password: '/lam-viec/tai-khoan/mat-khau', unlock: '/mo-khoa', secondStep: '/dang-nhap/ma' } as const;

const nobody = (pending: PendingSession | null = null): Authenticated => ({ session: null, pending, actor: anonymousActor(), shard: 0 });

/**
 * Who sends this request, by its cookies. Reads only, except that an open session is marked as active (at most twice a
 * minute, and not for `passive` requests such as polling, which must not keep a screen unlocked).
 */
export async function authenticate(
  db: Database, clock: Clock, cookieHeader: string | undefined, options: { readonly plan: CookiePlan; readonly policy: PolicyTable; readonly passive?: boolean },
): Promise<Authenticated> {
  const token = options.plan.kind === 'refused' ? null : readCookie(cookieHeader, options.plan.name);
  if (!token) return nobody();
  const session = await sessionByToken(db, tokenHash(token));
  const now = clock.now(), today = clock.today();
  if (!session || session.revokedAt || session.expiresAt <= now) return nobody();
  const [account, roles, settings, tree] = await Promise.all([accountById(db, session.accountId), rolesOf(db, session.accountId, today), securitySettings(db), organisationTree(db, today)]);
  if (!account || account.status !== 'active') return nobody();
  if (session.step === 'password') return nobody({ state: 'second-step', sessionId: session.id, account });
  const administrator = isAdministrator(roles, today);
  const state = sessionState(session, administrator, now, settings);
  if (state === 'ended') return nobody();
  // A link of the demonstration has no password behind it that could open a locked screen again.
  if (state === 'locked' && session.step !== 'demo') return nobody({ state: 'locked', sessionId: session.id, account });

  const memberships = membershipsOf(roles, tree, today);
  if (!memberships.length) return nobody();
  if (!options.passive && shouldTouch(session, now)) await Promise.all([touchSession(db, session.id, now), touchAccount(db, account.id, now)]);
  const notices = await unseenNotices(db, account.id);
  const acting = memberships.find((one) => one.organisationId === session.organisationId) ?? memberships[0]!;
  return {
    pending: null, shard: tree.get(acting.organisationId)!.shard,
    session: {
      accountId: account.id, sessionId: session.id, personName: account.person.name, organisationId: acting.organisationId, organisationName: acting.organisationName, memberships, isAdministrator: administrator,
      mustVisit: firstDuty(session, account, administrator, now, settings), notice: notices.length ? `${notices.at(-1)!.sentence}${notices.length > 1 ? ` Còn ${notices.length - 1} thông báo khác` : ' Xem'} tại trang Tài khoản của tôi.` : null,
    },
    actor: makeActor(db, { accountId: account.id, personName: account.person.name, organisationId: acting.organisationId, roles, policy: options.policy, today, via: session.step === 'demo' ? 'demo' : 'console' }),
  };
}

/** Who holds this bearer token; null when it is unknown, ended, or its account is closed or without a role. */
export async function authenticateToken(reader: Reader, clock: Clock, authorization: string | undefined, policy: PolicyTable): Promise<{ actor: Actor; shard: number; accountId: Id; organisationId: Id } | null> {
  const token = authorization?.startsWith('Bearer ') ? authorization.slice(7).trim() : '';
  if (!token) return null;
  const found = await tokenByHash(reader, tokenHash(token), clock.now());
  const account = found && await accountById(reader, found.accountId);
  if (!account || account.status !== 'active') return null;
  const today = clock.today(), roles = await rolesOf(reader, account.id, today), tree = await organisationTree(reader, today);
  const [first] = membershipsOf(roles, tree, today);
  if (!first) return null;
  const actor = makeActor(reader, { accountId: account.id, personName: account.person.name, organisationId: first.organisationId, roles, policy, today, via: 'api' });
  return { actor, accountId: account.id, organisationId: first.organisationId, shard: tree.get(first.organisationId)!.shard };
}

export const isAdministrator = (roles: readonly HeldRole[], today: SignedInDay): boolean => roles.some((role) => role.role === 'administrator' && holdsOn(role, today));
type SignedInDay = Parameters<typeof holdsOn>[1];

/** The units in which somebody holds roles today, in the order of the tree. */
export function membershipsOf(roles: readonly HeldRole[], tree: OrganisationTree, today: SignedInDay): Membership[] {
  const byUnit = new Map<Id, HeldRole[]>();
  for (const role of roles) if (holdsOn(role, today) && tree.get(role.organisationId)) byUnit.set(role.organisationId, [...(byUnit.get(role.organisationId) ?? []), role]);
  return [...byUnit].map(([id, held]) => {
    const unit = tree.get(id)!, parent = unit.parentId ? tree.get(unit.parentId) : undefined;
    return { path: unit.path, organisationId: id, organisationName: unit.tier !== 'province' && parent && parent.parentId ? `${unit.name}, ${parent.shortName}` : unit.name, roles: [...new Set(held.map((role) => role.role))] };
  }).sort((a, b) => a.path.length - b.path.length || (a.organisationName < b.organisationName ? -1 : 1)).map(({ path: _path, ...membership }) => membership);
}

/** An administrator without a second factor, or with a password of more than two months, does that first. */
function firstDuty(session: Session, account: Account, administrator: boolean, now: Date, settings: Parameters<typeof passwordExpired>[3]): string | null {
  if (session.step === 'demo' || !account.passwordHash) return null;
  if (administrator && !account.totpSecret) return ADDRESS_OF.secondFactor;
  return passwordExpired(account.passwordChangedAt, administrator, now, settings) ? ADDRESS_OF.password : null;
}
