import type { ColumnType } from 'kysely';
import type { Id } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Role } from '#platform/policy.ts';

export type AccountStatus = 'invited' | 'active' | 'closed';
export type LinkPurpose = 'setup' | 'invitation' | 'reset' | 'demo';
/** password: the second factor is still owed; demo: came by a link of the demonstration. */
export type SessionStep = 'password' | 'full' | 'demo';

export interface PersonRow { id: Id; name: string; title: string; phone: string | null; email: string | null; created_at: Date }
export interface AccountRow {
  id: Id; person_id: Id; user_name: string; status: AccountStatus; password_hash: string | null; password_changed_at: Date | null; totp_secret: string | null; created_at: Date; closed_at: Date | null;
  row_version: ColumnType<number, number | undefined, number>;
}
export interface AccountActivityRow { account_id: Id; last_seen_at: Date | null; totp_step: ColumnType<number, number | undefined, number> }
export interface PasswordHistoryRow { id: Id; account_id: Id; password_hash: string; created_at: Date }
export interface RecoveryCodeRow { id: Id; account_id: Id; code_hash: string; created_at: Date; used_at: Date | null }
export interface AccountRoleRow { id: Id; account_id: Id; organisation_id: Id; role: Role; subtree: boolean; valid_from: PlainDate; valid_to: PlainDate | null; granted_by: Id | null }
export interface SessionRow {
  id: Id; token_hash: string; account_id: Id; organisation_id: Id | null; step: SessionStep; created_at: Date; last_active_at: Date; expires_at: Date; revoked_at: Date | null; user_agent: string; address: string;
}
export interface LockedFormRow { session_id: Id; path: string; body: string; kept_at: Date }
export interface AccountLinkRow { id: Id; purpose: LinkPurpose; token_hash: string; account_id: Id | null; created_at: Date; created_by: Id | null; expires_at: Date; used_at: Date | null; drops_totp: boolean }
export interface SignInThrottleRow { key: string; failures: number; last_failure_at: Date; blocked_until: Date | null }
export interface KnownDeviceRow { id: Id; account_id: Id; token_hash: string; created_at: Date; last_used_at: Date }
export interface ApiTokenRow { id: Id; account_id: Id; name: string; token_hash: string; created_at: Date; expires_at: Date; revoked_at: Date | null }
export interface AccountNoticeRow { id: Id; account_id: Id; sentence: string; created_at: Date; seen_at: Date | null }
export interface SecuritySettingRow { id: Id; key: string; value: number; changed_at: Date }
export interface RoleReviewRow { id: Id; organisation_id: Id; reviewed_on: PlainDate; reviewed_by: Id }

declare module '#platform/db/tables.ts' {
  interface Tables {
    persons: PersonRow; accounts: AccountRow; account_activity: AccountActivityRow; password_history: PasswordHistoryRow; recovery_codes: RecoveryCodeRow; account_roles: AccountRoleRow;
    sessions: SessionRow; locked_forms: LockedFormRow; account_links: AccountLinkRow; sign_in_throttles: SignInThrottleRow; known_devices: KnownDeviceRow; api_tokens: ApiTokenRow;
    account_notices: AccountNoticeRow; security_settings: SecuritySettingRow; role_reviews: RoleReviewRow;
  }
}
