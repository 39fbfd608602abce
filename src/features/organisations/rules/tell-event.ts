import { FUNCTIONS, KINDS } from './kinds.ts';
import type { AppliedEvent, NamedUnit, SuccessionKind } from './succession.ts';

const names = (units: readonly NamedUnit[]): string => units.length > 4 ? `${units.slice(0, 3).map((one) => one.name).join(', ')} và ${units.length - 3} đơn vị khác` : units.map((one) => one.name).join(', ');

/** An event in one sentence, with the names of its day, and what happened below. */
export function tellEvent(kind: SuccessionKind, event: AppliedEvent): string {
  const { below } = event, moved = !below || kind === 'retype' ? 0 : kind === 'move' ? below.moved - 1 : below.moved, joined = below?.joined.length ?? 0;
  return `${eventTitle(kind, event)}${moved ? `; ${moved} đơn vị chuyển theo` : ''}${joined ? `; ${joined} phòng, đơn vị cùng chức năng nhập làm một` : ''}`;
}

export function eventTitle(kind: SuccessionKind, { units, into, born, name, unitKind, function: tag, remains }: AppliedEvent): string {
  switch (kind) {
    case 'rename': return `Đổi tên ${names(units)} thành ${name}`;
    case 'retype': return `Chuyển ${names(units)} thành ${name ? `${name} (${KINDS[unitKind!].label})` : KINDS[unitKind!].label}`;
    case 'merge': return born.length ? `Hợp nhất ${names(units)} thành ${names(into)} (đơn vị mới)` : `Nhập ${names(units.filter((unit) => unit.id !== into[0]!.id))} vào ${names(into)}`;
    case 'split': return remains ? `Tách ${names(into)} từ ${names(units)}` : `Chia ${names(units)} thành ${names(into)}`;
    case 'dissolve': return `Giải thể ${names(units)}${into.length ? `, kế thừa: ${names(into)}` : ', không có đơn vị kế thừa'}`;
    case 'move': return `Chuyển ${names(units)} về thuộc ${names(into)}`;
    case 'transfer': return `Chuyển chức năng “${FUNCTIONS[tag!]}” từ ${names(units)} sang ${names(into)}`;
  }
}
