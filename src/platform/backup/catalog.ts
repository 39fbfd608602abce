import type { ClientBase } from 'pg';

export interface KeptTable { readonly name: string; readonly columns: readonly string[] }

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const quoteAll = (names: readonly string[]): string => names.map(quote).join(', ');
export const copyStatement = ({ name, columns }: KeptTable, direction: 'to stdout' | 'from stdin'): string => `copy public.${quote(name)} (${quoteAll(columns)}) ${direction}`;

/** On which the text of a value depends: the same on every server and at every time. */
export const PLAIN_OUTPUT = "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'";

/** Our own tables with their written columns (generated ones are made again), those that others refer to first. */
export async function tablesToKeep(client: ClientBase, notKept: ReadonlySet<string>): Promise<KeptTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[]; needs: string[] }>(`
    select c.relname::text as name,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
           array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid) as needs
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and (c.relkind = 'p' or c.relkind = 'r' and not c.relispartition)
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by c.relname collate "C"`);
  const open = new Map(rows.filter((row) => !notKept.has(row.name)).map((row) => [row.name, row]));
  const sorted: KeptTable[] = [];
  while (open.size > 0) {
    const ready = [...open.values()].filter(({ needs }) => !needs.some((name) => open.has(name)));
    // Tables that refer to each other in a ring cannot be filled one after the other; a test keeps us from making such.
    if (ready.length === 0) throw new Error(`tables refer to each other in a ring: ${[...open.keys()].join(', ')}`);
    for (const { name, columns } of ready) { sorted.push({ name, columns }); open.delete(name); }
  }
  return sorted;
}

export interface SequenceValue { readonly name: string; readonly value: string }
export const sequenceValues = async (client: ClientBase): Promise<SequenceValue[]> => (await client.query<SequenceValue>(
  `select sequencename::text as name, last_value::text as value from pg_sequences where schemaname = 'public' and last_value is not null order by 1`)).rows;
