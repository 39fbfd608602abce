import { formatDate } from '#kernel/plain-date.ts';
import { formatNumber } from '#kernel/vietnamese.ts';
import { Card, Message, Table } from '#ui/parts.tsx';
import { unitsAsShown, type Figures, type UnitRow } from './rules/figures.ts';

/** A unit with the report behind it; one that took others in names each report that was added, as it was sent. */
export const UnitCell = ({ name, parts, href, amount }: { name: string; parts: readonly UnitRow[]; href: (part: UnitRow) => string; amount?: (part: UnitRow) => number }) =>
  parts.length === 1 && parts[0]!.name === name ? <a href={href(parts[0]!)}>{name}</a>
    : <>{name}<span class="unit-mark">{parts.map((part, index) => <>{index ? ' · ' : ''}<a href={href(part)}>{part.name}{amount ? `: ${formatNumber(amount(part))}` : ''}</a></>)}</span></>;

export const FrameNote = ({ figures }: { figures: Figures }) => (figures.frame ? <small>Đơn vị theo ngày {formatDate(figures.frame.day)}; báo cáo của đơn vị đã sắp xếp lại được cộng vào đơn vị kế thừa.</small> : null);

export const UnitsCard = ({ figures, base }: { figures: Figures; base: string }) => <Card title={`Báo cáo đã cộng (${figures.units.length} đơn vị)`} id="da-cong" pad={false} footer={figures.frame ? <FrameNote figures={figures} /> : undefined}>
  {figures.missing.length ? <div class="pad"><Message kind="warn" title={`${figures.missing.length} đơn vị chưa có báo cáo được nhận`}>{figures.missing.slice(0, 12).map((unit) => unit.name).join(', ')}{figures.missing.length > 12 ? '…' : ''}. Có thể gửi ngay, báo cáo sẽ ghi tên các đơn vị này.</Message></div> : null}
  <Table caption="Các báo cáo đã cộng" rows={unitsAsShown(figures)} columns={[
    { head: 'Đơn vị', cell: (unit) => <UnitCell name={unit.name} parts={unit.parts} href={(part) => `${base}/${part.report}`} /> },
    { head: 'Đến hạn', number: true, cell: (unit) => formatNumber(unit.obligations.due) },
    { head: 'Đúng hạn', number: true, cell: (unit) => formatNumber(unit.obligations.met) },
    { head: 'Trễ', number: true, cell: (unit) => formatNumber(unit.obligations.metLate) },
    { head: 'Chưa đủ', number: true, cell: (unit) => formatNumber(unit.obligations.missed) },
    { head: 'Còn nợ', number: true, cell: (unit) => formatNumber(unit.debts) },
  ]} />
</Card>;
