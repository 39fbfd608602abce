import { formatInstant } from '#kernel/plain-date.ts';
import { ErrorSummary, Form, Submit, TextField, type FormState } from '#ui/forms.tsx';
import { Card, Chip, Empty, Facts, Message, Table } from '#ui/parts.tsx';
import type { BackupStatus } from '../backup-status.ts';
import { MOST_KEPT } from '../rules/retention.ts';
import type { BackupRun } from '../store/backup-runs.ts';

export const KEEPING_PATH = '/lam-viec/he-thong';

const age = (hours: number): string => (hours < 1 ? 'chưa đầy 1 giờ trước' : hours < 48 ? `${hours} giờ trước` : `${Math.floor(hours / 24)} ngày trước`);
/** 63,4 MB */
const size = (bytes: number): string => `${(bytes / 1_000_000).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`;

/** How old the backups are, whether one has been restored for trial, and what is wrong. */
export const Health = ({ status }: { status: BackupStatus }) => {
  const { level, sentences, ageHours } = status.health;
  return <>
    {sentences.length > 0 ? <Message kind={level === 'bad' ? 'bad' : 'warn'} title={level === 'bad' ? 'Việc sao lưu cần xử lý ngay' : undefined}>
      {sentences.map((sentence) => <p>{sentence}</p>)}
    </Message> : null}
    <Facts rows={[
      ['Tình trạng', <Chip tone={level === 'good' ? 'good' : level === 'bad' ? 'late' : 'soon'}>{level === 'good' ? 'Tốt' : level === 'bad' ? 'Cần xử lý' : 'Cần lưu ý'}</Chip>],
      ['Bản sao lưu gần nhất', status.lastGood && ageHours !== null ? `${formatInstant(status.lastGood)} (${age(ageHours)})` : 'Chưa có'],
      ['Khôi phục thử gần nhất', status.lastTrial ? formatInstant(status.lastTrial) : 'Chưa có lần nào thành công'],
      ['Giữ lại', `${status.keep} bản hằng đêm`],
    ]} />
  </>;
};

const Runs = ({ runs }: { runs: readonly BackupRun[] }) =>
  <Table<BackupRun> caption="Các lần sao lưu và khôi phục thử" rows={runs} empty={<Empty title="Chưa có lần sao lưu nào">Lần đầu sẽ chạy lúc 01:30 đêm nay.</Empty>} columns={[
    { head: 'Lúc', cell: (run) => formatInstant(run.startedAt) },
    { head: 'Việc', cell: (run) => (run.kind === 'backup' ? 'Sao lưu' : 'Khôi phục thử') },
    { head: 'Tệp', cell: (run) => run.fileName },
    { head: 'Dung lượng', number: true, cell: (run) => (run.bytes === null ? '' : size(run.bytes)) },
    { head: 'Kết quả', cell: (run) => (run.error ? <><Chip tone="late">Không xong</Chip> {run.error}</> : run.finishedAt ? <Chip tone="good">Xong</Chip> : <Chip tone="soon">Đang chạy hoặc bị dừng</Chip>) },
  ]} />;

export const KeepingView = ({ status, anchor, form }: { status: BackupStatus; anchor: string; /** Null for those who may only look. */ form: FormState | null }) => <>
  <Card title="Sao lưu" id="sao-luu">
    <Health status={status} />
    <Runs runs={status.runs} />
  </Card>
  {form ? <Card title="Số bản giữ lại" id="so-ban">
    <Form action={`${KEEPING_PATH}/so-ban-giu-lai`}>
      <ErrorSummary errors={form.errors} />
      <TextField form={form} name="keep" label="Giữ bao nhiêu bản hằng đêm" type="number" inputmode="numeric" min={1} max={MOST_KEPT} required narrow hint="Bản cũ hơn được xóa sau mỗi lần sao lưu." />
      <Submit>Lưu</Submit>
    </Form>
  </Card> : null}
  <Card title="Điểm neo của nhật ký" id="diem-neo">
    <p>Chép dòng này vào nơi người quản trị cơ sở dữ liệu không sửa được. Sau này lệnh <code>bin/loa verify --against</code> dùng nó để chứng minh nhật ký không bị cắt bớt.</p>
    <p class="scroll"><code>{anchor}</code></p>
  </Card>
</>;
