import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * People and their accounts are reference rows. What changes with every request (sessions, activity, throttles) lives
 * in tables of its own, so that the audited rows change only by audited actions.
 */
export const accounts: Migration = {
  async up(db: Kysely<any>) {
    await sql`
      create table persons (
        id uuid primary key,
        name text not null check (name <> ''),
        title text not null default '',
        phone text,
        email text,
        created_at timestamptz not null
      )`.execute(db);
    await sql`comment on column persons.title is 'Position as written under a signature: Phó Giám đốc, Chuyên viên'`.execute(db);

    await sql`
      create table accounts (
        id uuid primary key,
        person_id uuid not null references persons (id),
        user_name text not null unique check (user_name = lower(user_name) and user_name <> ''),
        status text not null check (status in ('invited', 'active', 'closed')),
        password_hash text,
        password_changed_at timestamptz,
        totp_secret text,
        created_at timestamptz not null,
        closed_at timestamptz,
        row_version integer not null default 1
      )`.execute(db);
    await sql`comment on column accounts.user_name is 'E-mail address or short name, lower case'`.execute(db);
    await sql`comment on column accounts.password_hash is 'argon2id, PHC string'`.execute(db);
    await sql`comment on column accounts.totp_secret is 'Sealed with the key in the secrets directory'`.execute(db);
    await sql`create index accounts_person on accounts (person_id)`.execute(db);

    await sql`
      create table account_activity (
        account_id uuid primary key references accounts (id),
        last_seen_at timestamptz,
        totp_step bigint not null default 0
      )`.execute(db);
    await sql`comment on column account_activity.totp_step is 'Time step of the last accepted code: a code works once'`.execute(db);

    await sql`
      create table password_history (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        password_hash text not null,
        created_at timestamptz not null
      )`.execute(db);
    await sql`create index password_history_account on password_history (account_id, created_at)`.execute(db);

    await sql`
      create table recovery_codes (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        code_hash text not null,
        created_at timestamptz not null,
        used_at timestamptz
      )`.execute(db);
    await sql`create index recovery_codes_account on recovery_codes (account_id)`.execute(db);

    await sql`
      create table account_roles (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        organisation_id uuid not null references organisations (id),
        role text not null,
        subtree boolean not null,
        valid_from date not null,
        valid_to date check (valid_to >= valid_from),
        granted_by uuid
      )`.execute(db);
    await sql`comment on column account_roles.subtree is 'Also valid for every organisation below'`.execute(db);
    await sql`comment on column account_roles.valid_to is 'Last day on which the role holds; null while it has no end'`.execute(db);
    await sql`create index account_roles_account on account_roles (account_id)`.execute(db);
    await sql`create index account_roles_organisation on account_roles (organisation_id)`.execute(db);

    await sql`
      create table sessions (
        id uuid primary key,
        token_hash text not null unique,
        account_id uuid not null references accounts (id),
        organisation_id uuid references organisations (id),
        step text not null check (step in ('password', 'full', 'demo')),
        created_at timestamptz not null,
        last_active_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        user_agent text not null default '',
        address text not null default ''
      )`.execute(db);
    await sql`comment on column sessions.organisation_id is 'The unit in whose name the person acts'`.execute(db);
    await sql`comment on column sessions.step is 'password: the second factor is still owed; demo: came by a link of the demonstration'`.execute(db);
    await sql`comment on column sessions.address is 'Network part only: IPv4 /24, IPv6 /48'`.execute(db);
    await sql`create index sessions_account on sessions (account_id)`.execute(db);
    await sql`create index sessions_expiry on sessions (expires_at)`.execute(db);

    await sql`
      create table locked_forms (
        session_id uuid primary key references sessions (id) on delete cascade,
        path text not null,
        body text not null,
        kept_at timestamptz not null
      )`.execute(db);
    await sql`comment on table locked_forms is 'What was sent while the screen was locked; shown again after unlocking'`.execute(db);
    await sql`comment on column locked_forms.body is 'Sealed with the key in the secrets directory'`.execute(db);

    await sql`
      create table account_links (
        id uuid primary key,
        purpose text not null check (purpose in ('setup', 'invitation', 'reset', 'demo')),
        token_hash text not null unique,
        account_id uuid references accounts (id),
        created_at timestamptz not null,
        created_by uuid,
        expires_at timestamptz not null,
        used_at timestamptz,
        drops_totp boolean not null default false,
        check ((purpose = 'setup') = (account_id is null))
      )`.execute(db);
    await sql`comment on table account_links is 'One-time links; only their hash is kept, so each is shown once'`.execute(db);
    await sql`comment on column account_links.drops_totp is 'A reset that also takes the second factor away, because the phone is lost'`.execute(db);
    await sql`create index account_links_account on account_links (account_id)`.execute(db);

    await sql`
      create table sign_in_throttles (
        key text primary key,
        failures integer not null,
        last_failure_at timestamptz not null,
        blocked_until timestamptz
      )`.execute(db);
    await sql`comment on column sign_in_throttles.key is 'Digest of account name and source (network address or known device)'`.execute(db);

    await sql`
      create table known_devices (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        token_hash text not null unique,
        created_at timestamptz not null,
        last_used_at timestamptz not null
      )`.execute(db);
    await sql`create index known_devices_account on known_devices (account_id)`.execute(db);

    await sql`
      create table api_tokens (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        name text not null,
        token_hash text not null unique,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        revoked_at timestamptz
      )`.execute(db);
    await sql`create index api_tokens_account on api_tokens (account_id)`.execute(db);

    await sql`
      create table account_notices (
        id uuid primary key,
        account_id uuid not null references accounts (id),
        sentence text not null,
        created_at timestamptz not null,
        seen_at timestamptz
      )`.execute(db);
    await sql`comment on table account_notices is 'What was done to an account by somebody else; shown at the next sign-in until acknowledged'`.execute(db);
    await sql`create index account_notices_unseen on account_notices (account_id) where seen_at is null`.execute(db);

    await sql`
      create table security_settings (
        id uuid primary key,
        key text not null unique,
        value integer not null,
        changed_at timestamptz not null
      )`.execute(db);
    await sql`comment on table security_settings is 'Numbers of security level 3 that differ from the defaults in features/accounts/rules/settings.ts'`.execute(db);

    await sql`
      create table role_reviews (
        id uuid primary key,
        organisation_id uuid not null references organisations (id),
        reviewed_on date not null,
        reviewed_by uuid not null references accounts (id)
      )`.execute(db);
    await sql`comment on table role_reviews is 'Rà soát quyền: who looked through the roles of a unit and when'`.execute(db);
    await sql`create index role_reviews_organisation on role_reviews (organisation_id, reviewed_on)`.execute(db);
  },
};
