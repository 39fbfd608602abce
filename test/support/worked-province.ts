import { sql } from 'kysely';
import type { Id } from '#kernel/id.ts';
import { plainDate, type PlainDate } from '#kernel/plain-date.ts';
import { insertAccounts, insertRoles } from '#features/accounts/store.ts';
import { productOf } from '#features/channels/rules/products.ts';
import { confirm } from '#features/deliverables/actions/confirm.ts';
import { record } from '#features/deliverables/actions/record.ts';
import { documentDefaults } from '#features/documents/rules/letterhead-defaults.ts';
import { keepFile } from '#features/files/actions/keep-file.ts';
import { prepareFile } from '#features/files/prepare.ts';
import { workList } from '#features/obligations/store.ts';
import { createOrganisation } from '#features/organisations/actions/create-organisation.ts';
import { allGroups, organisation } from '#features/organisations/store.ts';
import { importPlan } from '#features/plans/actions/import-plan.ts';
import { issuePlan } from '#features/plans/actions/issue-plan.ts';
import { READER_VERSION, readFile } from '#features/reading/read-file.ts';
import { openRegime } from '#features/reports/actions/open-regime.ts';
import { startUnitReport } from '#features/reports/actions/start-report.ts';
import { gapsIn } from '#features/reports/actions/figures-of.ts';
import { submitReport } from '#features/reports/actions/submit-report.ts';
import { regime as regimeById, report as reportById } from '#features/reports/store/reports.ts';
import type { Acting } from '#platform/acting.ts';
import { definitionOf, proposeRegime } from '#features/reports/rules/regime-from-clause.ts';
import { climb } from '#features/urging/actions/climb.ts';
import { writeLetter } from '#features/urging/actions/write-letter.ts';
import { openDrafts } from '#features/urging/store/drafts.ts';
import type { Database } from '#platform/db/tables.ts';
import type { FileStore } from '#platform/files/file-store.ts';
import type { Role } from '#platform/policy.ts';
import { actingFor, type TestActing } from './acting.ts';
import { songTraPlan } from './song-tra-plan.ts';

export interface SongTra { readonly root: Id; readonly departments: readonly Id[]; readonly communes: readonly Id[]; readonly divisions: readonly (readonly Id[])[] }
export const BORN = plainDate('2025-07-01');

/** Another province beside the first: its river, and the letter before its codes. Its departments and communes bear the same names. */
export interface House { readonly river: string; readonly letter: string }

/** A province of three departments and six communes with two divisions each; names made up. */
export function songTra(t: TestActing, { river, letter }: House = { river: 'Sông Trà', letter: '' }): Promise<SongTra> {
  return t.run(async (a) => {
    const root = await createOrganisation({ ...a, by: { ...a.by, accountId: null } }, { name: `UBND tỉnh ${river}`, shortName: 'UBND tỉnh', kind: 'province', parentId: null, codes: { local: `${letter}ST` }, validFrom: BORN });
    const departments: Id[] = [], communes: Id[] = [], divisions: Id[][] = [];
    for (const [index, name] of ['Sở Nội vụ', 'Sở Văn hóa, Thể thao và Du lịch', 'Văn phòng UBND tỉnh'].entries()) departments.push(await createOrganisation(a, { name, kind: 'department', parentId: root, codes: { local: `${letter}S${index + 1}` }, validFrom: BORN }));
    for (const [index, name] of ['Bình An', 'Đức Phổ', 'Ấp Bắc', 'Ổ Gà', 'Ía Lang', 'Yên Mỹ'].entries()) {
      const commune = await createOrganisation(a, { name: `UBND ${index === 1 ? 'phường' : 'xã'} ${name}`, kind: index === 1 ? 'ward' : 'commune', parentId: root, codes: { local: `${letter}X${index + 1}` }, validFrom: BORN });
      communes.push(commune);
      divisions.push([
        await createOrganisation(a, { name: 'Phòng Văn hóa – Xã hội', kind: 'division', parentId: commune, functions: ['culture'], codes: { local: `${letter}X${index + 1}.VHXH` }, validFrom: BORN }),
        await createOrganisation(a, { name: 'Văn phòng HĐND và UBND', kind: 'division', parentId: commune, codes: { local: `${letter}X${index + 1}.VP` }, validFrom: BORN }),
      ]);
    }
    return { root, departments, communes, divisions };
  });
}

export interface Person { readonly userName: string; readonly name: string; readonly at: Id; readonly roles: readonly Role[]; readonly subtree?: boolean; readonly also?: { readonly at: Id; readonly roles: readonly Role[] } }

/** Accounts without a password: entered in tests by `signInBrowser` and `cookieFor`, like the demonstration's cast. */
export function people(t: TestActing, list: readonly Person[], since: PlainDate = BORN): Promise<ReadonlyMap<string, Id>> {
  return t.run(async (a) => {
    const made = list.map((one) => ({ ...one, id: a.newId(), personId: a.newId() }));
    await insertAccounts(a.tx, made.map(({ id, personId, userName, name }) => ({ id, personId, userName, status: 'active' as const, createdAt: a.now, person: { name, title: 'Chuyên viên', phone: null, email: userName } })));
    const roles = made.flatMap((one) => [{ at: one.at, roles: one.roles }, ...(one.also ? [one.also] : [])].flatMap((held) => held.roles.map((role) => ({ id: a.newId(), accountId: one.id, organisationId: held.at, role, subtree: one.subtree ?? true, validFrom: since, validTo: null, grantedBy: null }))));
    await insertRoles(a.tx, roles);
    for (const one of made) {
      a.record({ verb: 'accounts.person-added', table: 'persons', id: one.personId });
      a.record({ verb: 'accounts.invited', table: 'accounts', id: one.id, facts: { userName: one.userName } });
    }
    for (const role of roles) a.record({ verb: 'accounts.role-granted', table: 'account_roles', id: role.id, organisationId: role.organisationId, facts: { role: role.role, accountId: role.accountId } });
    return new Map(made.map((one) => [one.userName, one.id]));
  });
}

/** Imports a plan as an office would, and issues it unless told otherwise. */
export async function importSongTraPlan(t: TestActing, files: FileStore, root: Id, options: { readonly text?: string; readonly issue?: boolean } = {}): Promise<Id> {
  const bytes = Buffer.from(options.text ?? songTraPlan()), fileName = 'ke-hoach-09.md', read = await readFile(bytes, fileName), file = await prepareFile(files, { bytes, name: fileName });
  const planId = await t.run(async (a) => {
    await keepFile(a, root, file);
    return importPlan(a, { organisationId: root, sha256: file.sha256, fileName, read, readerVersion: READER_VERSION });
  });
  if (options.issue !== false) await t.run((a) => issuePlan(a, { planId, rowVersion: null }));
  return planId;
}

/** A reason for everything that is missing in a report, as a unit would write them. */
export async function reasonsFor(a: Acting, reportId: Id): Promise<Record<string, string>> {
  const one = (await reportById(a.tx, reportId))!;
  return Object.fromEntries((await gapsIn(a.tx, one, (await regimeById(a.tx, one.regime_id))!, a.today)).map((gap) => [gap.key, 'Chưa triển khai trong kỳ, chuyển sang kỳ sau']));
}

export interface Worked extends SongTra {
  readonly plan: Id; readonly draftPlan: Id; readonly obligation: Id; readonly deliverable: Id; readonly evidence: Id; readonly waiting: Id;
  readonly regime: Id; readonly report: Id; readonly draftReport: Id; readonly letter: Id; readonly letterDraft: Id; readonly photo: string;
  /** The report's column that counts the deliverable. */
  readonly column: string;
}

/** The smallest JPEG that is one. */
export const PHOTO = Buffer.from('/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=', 'base64');

/** The small province after some work: a plan issued, results recorded and confirmed with evidence, a report sent, a letter written. Everything stands at its first commune unless said. */
export async function workedProvince(db: Database, files: FileStore, options: { readonly seed?: number; readonly shard?: number; readonly house?: House } = {}): Promise<Worked> {
  const shard = options.shard ?? 1, start = actingFor(db, { today: '2026-01-09', seed: options.seed ?? 5, shard }), province = await songTra(start, options.house), river = options.house?.river ?? 'Sông Trà';
  const text = songTraPlan().replaceAll('Sông Trà', river).replaceAll('SÔNG TRÀ', river.toLocaleUpperCase('vi'));
  const plan = await importSongTraPlan(start, files, province.root, { text }), draftPlan = await importSongTraPlan(start, files, province.root, { text: text.replace('09/KH-UBND', '57/KH-UBND').replaceAll('năm 2026', 'quý cuối năm 2026'), issue: false }), commune = province.communes[0]!;
  const october = start.on('2026-10-05'), list = await workList(db, commune, october.env.clock.today());
  const card = [...list.owed, ...list.dueSoon, ...list.open].find((one) => one.product === 'column')!;
  const prepared = await prepareFile(files, { bytes: PHOTO, name: 'anh-chup.jpg' });
  const recorded = (title: string, doneOn: string, proof: boolean) => october.run(async (a) => {
    if (proof) await keepFile(a, commune, prepared);
    const done = await record(a, {
      organisationId: commune, form: { product: card.product, channel: card.channel, title, doneOn: plainDate(doneOn), amount: 1, unit: 'tin, bài' },
      evidence: proof ? [{ kind: 'file', sha256: prepared.sha256, fileName: 'anh-chup.jpg' }, { kind: 'link', url: `https://binhan.songtra.example/${doneOn}` }] : [],
    });
    return done.id;
  });
  const deliverable = await recorded('Người dân Bình An nộp hồ sơ trực tuyến', '2026-08-12', true), waiting = await recorded('Ra mắt Tổ công nghệ số cộng đồng', '2026-10-02', false);
  await october.run((a) => confirm(a, { deliverableId: deliverable, rowVersion: null }));
  const { rows: [proof] } = await sql<{ id: Id }>`select id from evidence where deliverable_id = ${deliverable} order by id limit 1`.execute(db);

  const regime = await october.run(async (a) => {
    const communes = [...(await allGroups(a.tx)).values()].find((group) => group.ownerId === province.root && group.standard === 'everyone')!;
    return openRegime(a, {
      ownerId: province.root, name: 'Báo cáo tuyên truyền cải cách hành chính', citation: 'Kế hoạch số 09/KH-UBND', planId: plan,
      definition: definitionOf(proposeRegime({ who: null, toWhom: 'UBND tỉnh', via: 'Sở Nội vụ', cadence: ['quarter', 'year'], deadline: plainDate('2026-11-25') }, 'UBND tỉnh'), [{ kind: 'group', id: communes.id }]),
      validFrom: plainDate('2026-01-08'), validTo: plainDate('2026-12-31'),
    });
  });
  const report = await october.run((a) => startUnitReport(a, { regimeId: regime, periodKey: 'quarter/2026-07-01', organisationId: commune, scope: 'unit' }));
  await october.run(async (a) => submitReport(a, files, { reportId: report.id, seen: report.row_version, reason: null, missing: await reasonsFor(a, report.id) }));
  const draft = await october.run((a) => startUnitReport(a, { regimeId: regime, periodKey: 'year/2026-01-01', organisationId: commune, scope: 'unit' }));

  const today = actingFor(db, { today: '2026-11-20', seed: (options.seed ?? 5) + 1, shard }), root = await organisation(db, province.root, today.env.clock.today()), defaults = documentDefaults(root, null);
  const letter = await today.run((a) => writeLetter(a, files, {
    ownerId: province.root, planId: plan, units: province.communes, form: { ...defaults, notation: 'UBND-NC', number: null, signedOn: null, signer: '', finishBefore: plainDate('2026-12-05'), reportTo: 'UBND tỉnh', via: null, further: '' },
  }));
  await today.run(climb);
  const letterDraft = (await openDrafts(db, province.root))[0]!.id;
  return { ...province, plan, draftPlan, obligation: card.id, deliverable, evidence: proof!.id, waiting, regime, report: report.id, draftReport: draft.id, letter, letterDraft, photo: prepared.sha256, column: productOf(card.product).reportColumn };
}
