import { readFile } from 'node:fs/promises';
import { parseAnchor, type ChainEnd } from '#features/audit/rules/anchor.ts';
import { currentAnchor, verify } from '#features/audit/verify.ts';
import { differingSquares, differingSums, differingTotals } from '#features/obligations/store.ts';
import { complain, parseOptions, print, usage, type Command } from '#platform/command-line.ts';
import { FILE_TABLES } from '../kept-tables.ts';
import { NOUNS } from '../nouns.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'chứng minh nhật ký, dữ liệu và tệp chưa bị sửa ngoài Loa',
  help: `Cách dùng: bin/loa verify [--data DIR] [--anchor] [--against TỆP|ĐIỂM-NEO]

Tính lại chuỗi nhật ký, mã băm của mọi dòng phải chứng minh và của mọi tệp đính kèm, và số cộng sẵn của bảng theo dõi; nêu tên bảng và khóa của từng chỗ
khác. Mã thoát 1 khi có khác biệt.

  --anchor       chỉ in điểm neo: một dòng để cất ở nơi khác
  --against X    so thêm với điểm neo đã cất (chính dòng đó, hoặc tên tệp chứa nó): lộ ra phần cuối bị cắt bỏ
${DATA_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, { ...DATA_OPTION, anchor: { type: 'boolean' }, against: { type: 'string' } });
    const against = values.against === undefined ? [] : await readAnchor(values.against);
    return withStore(values, async (store) => {
      if (values.anchor && values.against === undefined) {
        print(io, await currentAnchor(store.db));
        return 0;
      }
      const audited = NOUNS.flatMap((noun) => noun.audited ?? []);
      const { differences, events, rows, files, anchor } = await verify(store.db, { audited, files: FILE_TABLES, fileStore: store.files, against });
      const totals = (await differingTotals(store.db)).map(({ obligationId, columns }) => `Bảng obligation_totals, dòng ${obligationId}: số cộng sẵn khác sổ ghi (${columns.join(', ')}).`);
      const sums = (await differingSums(store.db)).map(({ organisationId, sourceId, due, columns }) => `Bảng standing_sums, đơn vị ${organisationId}, văn bản ${sourceId}, hạn ${due}: số cộng sẵn khác obligation_totals (${columns.join(', ')}).`);
      const squares = (await differingSquares(store.db)).map(({ organisationId, itemId, quarter, columns }) => `Bảng square_sums, đơn vị ${organisationId}, nhiệm vụ ${itemId}, quý từ ${quarter}: số cộng sẵn khác obligation_totals (${columns.join(', ')}).`);
      const sentences = [...differences, ...totals, ...sums, ...squares], found = sentences.length;
      for (const sentence of sentences) complain(io, sentence);
      if (found === 0) print(io, `Không có khác biệt: ${events} sự kiện, ${rows} dòng, ${files} tệp đều khớp.`);
      else complain(io, `Có ${found} khác biệt.`);
      print(io, anchor);
      return found === 0 ? 0 : 1;
    });
  },
};

async function readAnchor(given: string): Promise<readonly ChainEnd[]> {
  const anchor = parseAnchor(given) ?? parseAnchor(await readFile(given, 'utf8').catch(() => ''));
  if (!anchor) throw usage('Không đọc được điểm neo sau --against. Hãy đưa nguyên dòng bắt đầu bằng "loa-anchor/1", hoặc tên tệp chứa dòng đó.');
  return anchor;
}
