import writeExcel from 'write-excel-file/node';

/** Figures by unit as .xlsx: names set in by their level, numbers to reckon with. */
export async function levelWorkbook(table: { readonly sheet: string; readonly title: string; readonly heads: readonly string[]; readonly rows: readonly { readonly name: string; readonly depth: number; readonly values: readonly (number | null)[] }[] }): Promise<Buffer> {
  const head = (value: string) => ({ value, fontWeight: 'bold' as const, wrap: true, backgroundColor: '#e8f0f5' });
  const data = [
    [{ value: table.title, fontWeight: 'bold' as const, columnSpan: table.heads.length + 1 }],
    [head('Đơn vị'), ...table.heads.map(head)],
    ...table.rows.map((row) => [{ value: row.name, indent: row.depth, ...(row.depth === 0 ? { fontWeight: 'bold' as const } : {}) }, ...row.values.map((value) => (value === null ? null : { value, type: Number }))]),
  ];
  const result = await writeExcel(data as never, { columns: [{ width: 44 }, ...table.heads.map(() => ({ width: 13 }))], stickyRowsCount: 2, sheet: table.sheet } as never);
  return Buffer.from(await (result as unknown as { toBuffer(): Promise<Buffer> }).toBuffer());
}
