import { open, rename, rm } from 'node:fs/promises';
import pg from 'pg';
import { clientConfig, type Target } from '../db/connect.ts';
import { PLAIN_OUTPUT, quote, tablesToKeep } from './catalog.ts';
import { copyOut } from './copy.ts';

/**
 * Every row of every table as one line of JSON, `{"table": …, "row": {…}}`, tables by name, rows by the text of their key in
 * byte order, instants in UTC: two stores with the same content give the same bytes. `leftOut`: sessions, jobs, caches,
 * clocks and machines. Returns the number of lines.
 */
export async function exportCanonical(target: Target, path: string, leftOut: ReadonlySet<string>): Promise<number> {
  const client = new pg.Client({ ...clientConfig(target, { statementTimeout: 0 }), application_name: 'loa export' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; ${PLAIN_OUTPUT}`);
    const tables = (await tablesToKeep(client, leftOut)).map(({ name }) => name).sort();
    const draft = `${path}.part`;
    const file = await open(draft, 'w', 0o600);
    try {
      let lines = 0;
      for (const table of tables) {
        for await (const chunk of copyOut(client, await statement(client, table))) {
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
          await file.writeFile(chunk);
        }
      }
      await file.sync();
      await file.close();
      await rename(draft, path);
      return lines;
    } catch (error) {
      await file.close().catch(() => {});
      await rm(draft, { force: true });
      throw error;
    }
  } finally {
    await client.end();
  }
}

/** JSON holds no control characters, so with these as quote and delimiter CSV leaves every line exactly as it is. */
async function statement(client: pg.Client, table: string): Promise<string> {
  const { rows: [columns] } = await client.query<{ key: string[]; generated: string[] }>(`
    select array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                  where i.indrelid = c.oid and i.indisprimary order by array_position(i.indkey::int2[], a.attnum)) as key,
           array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attgenerated <> '' and not a.attisdropped) as generated
      from (select $1::regclass::oid as oid) as c`, [`public.${quote(table)}`]);
  const { key, generated } = columns!;
  const row = `(to_jsonb(r) - '{${generated.map(quote).join(',')}}'::text[])`;
  const order = [...key.map((column) => `r.${quote(column)}::text collate "C"`), `${row}::text collate "C"`];
  const line = `'{"table": ' || to_json('${table.replaceAll("'", "''")}'::text) || ', "row": ' || ${row} || '}'`;
  return `copy (select ${line} from public.${quote(table)} as r order by ${(key.length > 0 ? order.slice(0, -1) : order).join(', ')})
    to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')`;
}
