import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Money: estimates by task and line, what was approved and changed, what was spent, the settlement. Amounts are whole đồng. */
export const budgets: Migration = {
  async up(db: Kysely<any>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
    const say = (on: string, text: string) => sql.raw(`comment on ${on} is '${text.replaceAll("'", "''")}'`).execute(db);
    await say('table budgets', 'An estimate of one unit for one year and plan, or one that consolidates others; the total of a parent is the sum of its parts');
    await say('column budgets.organisation_id', 'Whose estimate it is; of a consolidated one the finance office that draws it up');
    await say('column budgets.office_id', 'The finance office it was sent to; null for one that went straight to the committee');
    await say('column budgets.committee_id', 'The committee that approves it, once it was submitted');
    await say('column budgets.part_of_id', 'The consolidated estimate it was taken into');
    await say('column budgets.level', 'Tier of the unit when the estimate was begun');
    await say('column budgets.due', 'Of a consolidated one: by when units were to send theirs');
    await say('column budgets.document', 'Letterhead and signature of its papers');
    await say('column budgets.granted', 'whole or part of what was estimated');
    await say('column budget_lines.item_id', 'The task of the plan, the same through the versions of the plan');
    await say('column budget_lines.task', 'Index and title of the task as it was when the line was written');
    await say('column budget_lines.quantity', 'In thousandths: 12.5 classes are 12500');
    await say('column budget_lines.unit_price', 'Đồng');
    await say('column budget_lines.estimated', 'Đồng: quantity × price, rounded half up');
    await say('column budget_lines.appraised', 'Đồng: what the finance office proposes; null: all of the estimate');
    await say('column budget_lines.approved', 'Đồng: by the first decision; null before it');
    await say('column budget_lines.allotted', 'Đồng: approved, and every amendment since');
    await say('column budget_amendments.changes', '[{lineId, from, to}] in đồng');
    await say('column expenditures.amount', 'Đồng');
    await say('column expenditures.deliverable_id', 'The result it paid for');
    await say('column expenditures.cancelled_on', 'Set instead of deleting');
    await say('column settlements.figures_sha256', 'The figures as canonical JSON, in the file store; the papers beside it are those that were made of them');
  },
};

const STATEMENTS = [
  `create table budgets (
    shard_id integer not null,
    id uuid not null,
    kind text not null check (kind in ('unit', 'consolidated')),
    organisation_id uuid not null,
    office_id uuid,
    committee_id uuid,
    part_of_id uuid,
    plan_id uuid,
    year integer not null check (year between 2000 and 2200),
    level text not null,
    title text not null,
    status text not null check (status in ('draft', 'submitted', 'returned', 'consolidated', 'approved', 'amended', 'settled')),
    due date,
    note text,
    document jsonb not null,
    returned_reason text,
    submitted_on date,
    submitted_by_name text,
    decision_number text,
    decided_on date,
    decided_by_name text,
    granted text check (granted in ('whole', 'part')),
    settled_on date,
    created_at timestamptz not null,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create unique index budgets_one on budgets (shard_id, organisation_id, year, kind, (coalesce(plan_id, '00000000-0000-0000-0000-000000000000'::uuid)))`,
  `create index budgets_organisation on budgets (organisation_id, year)`,
  `create index budgets_office on budgets (office_id, year) where office_id is not null`,
  `create index budgets_committee on budgets (committee_id, status) where committee_id is not null`,
  `create index budgets_part on budgets (part_of_id) where part_of_id is not null`,
  `create table budget_lines (
    shard_id integer not null,
    id uuid not null,
    budget_id uuid not null,
    ordinal integer not null,
    item_id uuid,
    task text,
    description text not null,
    unit text not null,
    quantity bigint not null check (quantity > 0),
    unit_price bigint not null check (unit_price >= 0),
    source text not null check (source in ('STATE_BUDGET', 'OTHER_FUNDING')),
    estimated bigint not null check (estimated >= 0),
    appraised bigint check (appraised between 0 and estimated),
    approved bigint check (approved between 0 and estimated),
    allotted bigint check (allotted >= 0),
    note text,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index budget_lines_budget on budget_lines (shard_id, budget_id)`,
  `create table budget_amendments (
    shard_id integer not null,
    id uuid not null,
    budget_id uuid not null,
    decision_number text not null,
    decided_on date not null,
    reason text not null,
    changes jsonb not null,
    made_by_name text not null,
    made_at timestamptz not null,
    primary key (shard_id, id)
  )`,
  `create index budget_amendments_budget on budget_amendments (shard_id, budget_id)`,
  `create table expenditures (
    shard_id integer not null,
    id uuid not null,
    budget_id uuid not null,
    line_id uuid not null,
    spent_on date not null,
    amount bigint not null check (amount > 0),
    payee text not null,
    description text,
    voucher text,
    sha256 text,
    file_name text,
    deliverable_id uuid,
    recorded_by_name text not null,
    recorded_at timestamptz not null,
    cancelled_on date,
    cancelled_reason text,
    cancelled_by_name text,
    row_version integer not null default 1,
    primary key (shard_id, id)
  )`,
  `create index expenditures_budget on expenditures (shard_id, budget_id)`,
  `create index expenditures_line on expenditures (shard_id, line_id)`,
  `create index expenditures_deliverable on expenditures (deliverable_id) where deliverable_id is not null`,
  `create table settlements (
    shard_id integer not null,
    id uuid not null,
    budget_id uuid not null,
    figures_sha256 text not null,
    docx_sha256 text not null,
    pdf_sha256 text not null,
    xlsx_sha256 text not null,
    settled_by_name text not null,
    settled_at timestamptz not null,
    primary key (shard_id, id),
    unique (shard_id, budget_id)
  )`,
];
