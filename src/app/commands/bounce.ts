import { takeReport, type Taken } from '#features/newsletters/take-report.ts';
import { complain, parseOptions, print, usage, type Command } from '#platform/command-line.ts';
import { MOST_REPORT } from '#platform/mail/delivery-report.ts';
import { DATA_HELP, DATA_OPTION, withStore } from './data-options.ts';
import { operatorOf } from './operator.ts';

/** EX_TEMPFAIL of sysexits: the mail server keeps the letter and pipes it again later. */
const LATER = 75;

const SENTENCES: Readonly<Record<Taken, string>> = {
  noted: 'Đã ghi: thư không đến người nhận.',
  rests: 'Đã ghi: thư không đến người nhận; địa chỉ này được thôi gửi.',
  known: 'Đã biết từ trước; không ghi gì thêm.',
  'on-its-way': 'Thư còn đang trên đường hoặc đã đến; không ghi gì.',
  'not-ours': 'Thông báo không nói về thư nào Loa đã gửi; bỏ qua.',
  'no-report': 'Đây không phải thông báo trả lại thư (RFC 3464); bỏ qua.',
};

export const bounceCommand: Command = {
  name: 'bounce',
  summary: 'nhận một thư bị trả lại từ máy chủ thư (đọc ở đầu vào chuẩn)',
  help: `Cách dùng: bin/loa bounce [--data DIR] < THƯ

Dành cho nơi tự vận hành máy chủ thư: cho máy chủ chuyển (pipe) thư gửi tới LOA_BOUNCE_ADDRESS vào lệnh này, ví dụ trong tệp
~/.forward của tài khoản chạy Loa. Nơi dùng hộp thư thuê thì đặt LOA_IMAP_URL, Loa tự đọc hộp thư, không cần lệnh này.

Mã trả về: 0 đã xem xong, kể cả khi thư không liên quan; 75 chưa mở được dữ liệu hoặc cấu hình sai, máy chủ thư
hãy giữ thư và thử lại sau.

${DATA_HELP}`,
  async run(args, io) {
    const { values } = parseOptions(args, DATA_OPTION);
    const stdin = io.stdin ?? process.stdin;
    if (stdin.isTTY) throw usage('Lệnh này đọc một bức thư ở đầu vào chuẩn: bin/loa bounce < thu.eml');
    const mail = await beginning(stdin);
    try {
      return await withStore(values, async (store, config) => {
        const { env: { db, clock, ids } } = await operatorOf(store, config);
        print(io, SENTENCES[await takeReport({ db, clock, ids, returnAddress: config.returns.address }, mail)]);
        return 0;
      });
    } catch (error) {
      complain(io, error instanceof Error ? error.message : String(error));
      return LATER;
    }
  },
};

/** As much of a letter as a report needs; the rest is read and let go, so that the mail server is not told that its pipe broke. */
async function beginning(from: AsyncIterable<Buffer | string>): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of from) {
    if (length < MOST_REPORT) parts.push(Buffer.from(part));
    length += part.length;
  }
  return new Uint8Array(Buffer.concat(parts).subarray(0, MOST_REPORT));
}
