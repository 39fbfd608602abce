import { conflict, invalid } from '#kernel/app-error.ts';
import { isId, type Id } from '#kernel/id.ts';
import { addDays, formatDate, type PlainDate } from '#kernel/plain-date.ts';
import { canonicalName } from './canonical-name.ts';
import { FUNCTIONS, KINDS, type OrganisationFunction } from './kinds.ts';
import type { AppliedEvent, EventInput, FreshUnit, NamedUnit, Succession, SuccessionShare, Target, UnitRef } from './succession.ts';
import type { SuccessionWorld } from './succession-world.ts';
import type { Organisation } from './tree.ts';

/** What somebody held goes elsewhere from a day on. Several `to`: a person must say what goes where. */
export interface Hop {
  readonly onDay: PlainDate;
  readonly from: Id;
  /** Empty: nobody follows. */
  readonly to: readonly Id[];
  readonly share: SuccessionShare;
  readonly function: OrganisationFunction | null;
  /** The old unit lives on and may keep a part. */
  readonly remains: boolean;
  /** Of several, the one that shows the past. */
  readonly heir: Id | null;
  readonly citation: string;
  /** Functions of `from` on the day before. */
  readonly had: readonly OrganisationFunction[];
}
export interface Outcome { readonly applied: AppliedEvent; readonly subject: Id; readonly hops: readonly Hop[]; /** Units that keep living in another place. */ readonly moved: readonly Id[]; /** Units whose people must be asked for leave. */ readonly asked: readonly Id[] }

/** Applies one event to the world; throws AppError with a sentence and the field it is about, and then leaves the world as it was. */
export const applyEvent = (world: SuccessionWorld, event: EventInput): Outcome => world.wholly(() => apply(world, event));

function apply(world: SuccessionWorld, event: EventInput): Outcome {
  const day = event.onDay, doing = new Doing(world, event);
  switch (event.kind) {
    case 'rename': {
      const unit = doing.unit(event.unit, 'unit'), name = event.name.trim();
      if (!name) throw invalid('Hãy ghi tên mới.', 'name');
      if (name === unit.name && (!event.shortName || event.shortName === unit.shortName)) throw invalid(`“${unit.name}” đang mang đúng tên này; không có gì để đổi.`, 'name');
      world.change(unit.id, day, { name, shortName: event.shortName?.trim() || shortNameFor(name, unit) });
      return doing.outcome({ units: [unit], into: [], name });
    }
    case 'retype': {
      const unit = doing.unit(event.unit, 'unit'), name = event.name?.trim() || unit.name;
      if (unit.kind === event.unitKind) throw invalid(`“${unit.name}” đang là “${KINDS[unit.kind].label}”; hãy chọn loại khác.`, 'unitKind');
      if (world.childrenOn(unit.id, day).some((child) => KINDS[child.kind].family === 'unit') && !KINDS[event.unitKind].mayOwnDivisions) throw invalid(`“${unit.name}” có đơn vị trực thuộc nên không thể thành “${KINDS[event.unitKind].label}”.`, 'unitKind');
      world.change(unit.id, day, { kind: event.unitKind, name, shortName: event.shortName?.trim() || (name === unit.name ? unit.shortName : shortNameFor(name, unit)), codes: { ...unit.codes, ...event.codes } });
      world.refuseTakenCodes(unit.id, day);
      if (KINDS[unit.kind].family !== KINDS[event.unitKind].family) doing.stands(unit);
      return doing.outcome({ units: [unit], into: [], ...(name === unit.name ? {} : { name }), unitKind: event.unitKind });
    }
    case 'move': {
      const unit = doing.unit(event.unit, 'unit'), parent = doing.living(event.parent, 'into');
      if (unit.parentId === parent.id) throw invalid(`“${unit.name}” đang thuộc “${parent.name}”.`, 'into');
      doing.mustNotStandBelow(parent, unit, 'into');
      doing.take(unit, parent);
      return doing.outcome({ units: [unit], into: [parent] });
    }
    case 'transfer': {
      const from = doing.unit(event.from, 'unit'), to = doing.living(event.to, 'into'), label = FUNCTIONS[event.function];
      if (from.id === to.id) throw invalid('Đơn vị nhận chức năng phải khác đơn vị giao.', 'into');
      if (!from.functions.includes(event.function)) throw invalid(`“${from.name}” không mang chức năng “${label}”. Chức năng đang có: ${from.functions.map((one) => FUNCTIONS[one]).join('; ') || 'chưa ghi'}.`, 'function');
      world.change(from.id, day, { functions: from.functions.filter((one) => one !== event.function) });
      doing.addFunctions(to, [event.function]);
      doing.hop({ from, to: [to.id], share: 'function', function: event.function, remains: true });
      return doing.outcome({ units: [from], into: [to], function: event.function });
    }
    case 'dissolve': {
      const unit = doing.unit(event.unit, 'unit');
      if (event.successor) {
        const successor = doing.living(event.successor, 'successor');
        doing.absorb([unit], successor, 'successor');
        return doing.outcome({ units: [unit], into: [successor] });
      }
      doing.mustBeEmpty(unit);
      doing.endWhole(unit, null);
      return doing.outcome({ units: [unit], into: [] });
    }
    case 'merge': {
      const named = [...new Map(event.units.map((ref) => { const unit = doing.living(ref, 'unit'); return [unit.id, unit] as const; })).values()];
      if ('existing' in event.into) {
        const into = doing.living(event.into.existing, 'into'), others = named.filter((unit) => unit.id !== into.id);
        if (!others.length) throw invalid('Hãy ghi các đơn vị được nhập, khác với đơn vị nhận.', 'unit');
        doing.absorb(others, into, 'into');
        return doing.outcome({ units: named, into: [into] }, into.id);
      }
      if (named.length < 2) throw invalid('Hợp nhất cần ít nhất hai đơn vị; một đơn vị đổi tên hoặc chuyển loại là sự kiện khác.', 'unit');
      const into = doing.birth(event.into.fresh, named);
      doing.absorb(named, into, 'into');
      world.refuseTakenCodes(into.id, day);
      return doing.outcome({ units: named, into: [into], born: [into.id] }, into.id);
    }
    case 'split': return doing.split(doing.unit(event.unit, 'unit'), event);
  }
}

/** "Ủy ban nhân dân xã An Bình" is called "Xã An Bình" in lists where the unit had a short name of that make before. */
function shortNameFor(name: string, { name: before, shortName }: Pick<Organisation, 'name' | 'shortName'>): string {
  if (before === shortName) return name;
  const rest = name.replace(/^(Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+/u, '');
  return rest.charAt(0).toLocaleUpperCase('vi') + rest.slice(1);
}

/** One event under way: what it has found and done so far. */
class Doing {
  private readonly hops: Hop[] = [];
  private readonly moved: Id[] = [];
  private readonly joined: { from: NamedUnit; to: NamedUnit }[] = [];
  private readonly asked = new Set<Id>();
  constructor(private readonly world: SuccessionWorld, private readonly event: EventInput) {}
  private get day(): PlainDate { return this.event.onDay; }

  /**
   * As the paper names it: the bearer of the day before, or a unit that an earlier row made. Where a name went from one to
   * another on this very day nobody is taken silently; who receives must live, so an ended bearer is not meant there.
   */
  living(ref: UnitRef, field: string): Organisation {
    const words = ref.trim();
    if (!words) throw invalid('Chưa ghi đơn vị.', field);
    const eve = addDays(this.day, -1), all = isId(words) ? [words] : [...new Set([...this.world.lookUp(words, eve), ...this.world.lookUp(words, this.day)].map((one) => one.id))];
    const living = all.filter((id) => this.world.on(id, this.day)), found = field === 'unit' || !living.length ? all : living;
    const told = (id: Id): Organisation | undefined => this.world.on(id, this.day) ?? this.world.on(id, eve);
    if (!found.some(told)) throw invalid(`Không có đơn vị nào mang mã hoặc tên “${words}” vào ngày ${formatDate(this.day)}.${field === 'into' && (this.event.kind === 'merge' || this.event.kind === 'split') ? ' Nếu là đơn vị mới, hãy ghi loại hoặc mã của đơn vị mới.' : ''}`, field);
    if (found.length > 1) throw invalid(`“${words}” có thể là ${found.length} đơn vị: ${found.slice(0, 4).flatMap((id) => told(id) ?? []).map((one) => this.full(one)).join('; ')}${found.length > 4 ? '…' : ''}. Hãy ghi mã của đơn vị.`, field);
    const unit = this.world.on(found[0]!, this.day);
    if (!unit) throw conflict(`“${told(found[0]!)!.name}” không còn vào ngày ${formatDate(this.day)}: một sự kiện trước đã kết thúc đơn vị này.`);
    this.asked.add(unit.id);
    return unit;
  }
  private parentOf(unit: Organisation, day: PlainDate): Organisation | undefined { return unit.parentId ? this.world.on(unit.parentId, day) : undefined; }
  private full(unit: Organisation): string {
    const parent = this.parentOf(unit, this.day) ?? this.parentOf(unit, addDays(this.day, -1)), code = unit.codes.local;
    return `${unit.name}${parent?.parentId ? `, ${parent.shortName}` : ''}${code ? ` (mã ${code})` : ''}`;
  }
  /** One that the event changes: its newest version must reach over the day. */
  unit(ref: UnitRef, field: string): Organisation {
    const unit = this.living(ref, field);
    this.world.changeable(unit.id, this.day);
    return unit;
  }
  mustNotStandBelow(place: Organisation, unit: Organisation, field: string): void {
    if (place.id === unit.id || place.path.includes(`${unit.id}/`)) throw invalid(`“${place.name}” là chính đơn vị này hoặc nằm trong “${unit.name}”; hãy chọn đơn vị khác.`, field);
  }
  mustBeEmpty(unit: Organisation): void {
    const below = this.world.childrenOn(unit.id, this.day);
    if (below.length) throw conflict(`“${unit.name}” còn ${below.length} đơn vị trực thuộc (${below.slice(0, 3).map((one) => one.shortName).join(', ')}${below.length > 3 ? '…' : ''}). Hãy nêu đơn vị kế thừa, hoặc chuyển các đơn vị đó bằng một dòng đặt trước.`);
    this.mustEndWhole(unit);
  }
  private mustEndWhole(unit: Organisation): void {
    const [later] = this.world.laterChildren(unit.id, this.day);
    if (later) throw conflict(`“${later.name}” thuộc “${unit.name}” từ ngày ${formatDate(later.validFrom)}, sau ngày của sự kiện. Hãy chuyển đơn vị đó sang nơi khác trước.`);
  }
  /** It may now have a row of its own where it had none, or the other way round; so may what is below it. */
  stands(unit: Organisation): void { this.moved.push(unit.id, ...this.world.childrenOn(unit.id, this.day).map((child) => child.id)); }
  take(unit: Organisation, parent: Organisation): void {
    this.moved.push(unit.id, ...this.world.move(unit.id, this.day, this.world.on(parent.id, this.day)!));
  }
  addFunctions(unit: Organisation, more: readonly OrganisationFunction[]): void {
    const now = this.world.on(unit.id, this.day)!, all = [...new Set([...now.functions, ...more])];
    if (all.length > now.functions.length) this.world.change(unit.id, this.day, { functions: all });
  }
  hop({ from, ...rest }: { from: Organisation } & Pick<Hop, 'to' | 'share' | 'remains'> & Partial<Pick<Hop, 'function' | 'heir'>>): void {
    const had = this.world.on(from.id, addDays(this.day, -1))?.functions ?? from.functions;
    this.hops.push({ onDay: this.day, from: from.id, function: null, heir: null, citation: this.event.citation, had, ...rest });
  }
  endWhole(unit: Organisation, to: Id | null): void {
    this.world.end(unit.id, this.day);
    this.hop({ from: unit, to: to === null ? [] : [to], share: 'whole', remains: false, heir: to });
  }

  /** Units end and one stands in their place: offices of one function become one, everything else comes along. */
  absorb(units: readonly Organisation[], into: Organisation, field: string): void {
    for (const unit of units) this.mustNotStandBelow(into, unit, field);
    // the lowest first: a unit whose own superior goes too has left it before
    for (const unit of [...units].sort((a, b) => b.path.length - a.path.length)) this.join(this.world.changeable(unit.id, this.day), into);
  }
  private join(unit: Organisation, into: Organisation): void {
    this.mustEndWhole(unit);
    for (const child of this.world.childrenOn(unit.id, this.day)) {
      if (child.id === into.id) { this.take(child, this.parentOf(unit, this.day) ?? unit); continue; }
      const twin = this.twinOf(child, into.id);
      if (!twin) { this.take(child, into); continue; }
      this.joined.push({ from: { id: child.id, name: this.full(child) }, to: { id: twin.id, name: this.full(twin) } });
      this.join(child, twin);
    }
    this.addFunctions(into, unit.functions);
    this.endWhole(this.world.on(unit.id, this.day) ?? unit, into.id);
  }
  /** The one office below the heir that does the same: of the same kind, with a common function or, where none is said, the same name. */
  private twinOf(child: Organisation, heir: Id): Organisation | null {
    if (!KINDS[child.kind].joins) return null;
    const same = (other: Organisation): boolean => canonicalName(other.name) === canonicalName(child.name);
    const alike = this.world.childrenOn(heir, this.day).filter((other) => other.id !== child.id && other.kind === child.kind
      && (child.functions.length && other.functions.length ? other.functions.some((one) => child.functions.includes(one)) : same(other)));
    const sure = alike.length > 1 ? alike.filter(same) : alike;
    return sure.length === 1 ? sure[0]! : null;
  }

  birth(fresh: FreshUnit, from: readonly Organisation[]): Organisation {
    const parents = new Set(from.map((unit) => unit.parentId)), kinds = new Set(from.map((unit) => unit.kind));
    if (!fresh.parent && parents.size > 1) throw invalid('Các đơn vị thuộc nhiều cấp trên khác nhau; hãy ghi cấp trên của đơn vị mới.', 'parent');
    if (!fresh.unitKind && kinds.size > 1) throw invalid('Các đơn vị thuộc nhiều loại khác nhau; hãy ghi loại của đơn vị mới.', 'unitKind');
    const parentId = fresh.parent ? this.living(fresh.parent, 'parent').id : from[0]!.parentId;
    const parent = parentId === null ? null : (this.world.on(parentId, this.day) ?? null);
    for (const unit of from) if (parent) this.mustNotStandBelow(parent, unit, 'parent');
    const name = fresh.name.trim();
    return this.world.bornOn({
      name, shortName: fresh.shortName?.trim() || shortNameFor(name, from[0]!), kind: fresh.unitKind ?? from[0]!.kind, parentId, codes: fresh.codes ?? {},
      functions: fresh.functions ?? [...new Set(from.flatMap((unit) => unit.functions))], sortOrder: Math.min(...from.map((unit) => unit.sortOrder)),
    }, parent, this.day, from[0]!.shard);
  }

  split(unit: Organisation, event: Extract<EventInput, { kind: 'split' }>): Outcome {
    const born: Id[] = [];
    const parts = event.into.map((target: Target) => {
      if ('existing' in target) return this.living(target.existing, 'into');
      const made = this.birth(target.fresh, [unit]);
      born.push(made.id);
      return made;
    });
    if (new Set(parts.map((one) => one.id)).size < parts.length || parts.some((one) => one.id === unit.id)) throw invalid('Các đơn vị sau khi chia phải khác nhau và khác đơn vị bị chia.', 'into');
    if (!event.remains && parts.length < 2) throw invalid('Chia cần ít nhất hai đơn vị nhận; nếu đơn vị cũ vẫn còn, hãy ghi “còn lại”.', 'into');
    if (!parts.length) throw invalid('Hãy ghi đơn vị được tách ra.', 'into');
    const heir = event.heir ? this.heirOf(event.heir, parts) : null;
    if (!event.remains) {
      for (const part of parts) this.mustNotStandBelow(part, unit, 'into');
      if (heir) for (const child of this.world.childrenOn(unit.id, this.day)) {
        const twin = this.twinOf(child, heir.id);
        if (twin) { this.joined.push({ from: { id: child.id, name: this.full(child) }, to: { id: twin.id, name: this.full(twin) } }); this.join(child, twin); } else this.take(child, heir);
      }
      this.mustBeEmpty(unit);
      this.world.end(unit.id, this.day);
    } else if (heir) throw invalid('Đơn vị cũ vẫn còn nên không cần ghi đơn vị kế thừa.', 'successor');
    this.hop({ from: unit, to: parts.map((one) => one.id), share: 'part', remains: event.remains, heir: heir?.id ?? null });
    for (const id of born) this.world.refuseTakenCodes(id, this.day);
    return this.outcome({ units: [unit], into: parts, born, remains: event.remains });
  }
  private heirOf(ref: UnitRef, parts: readonly Organisation[]): Organisation {
    const name = canonicalName(ref), found = parts.filter((one) => one.id === ref || [one.name, one.shortName].some((own) => canonicalName(own) === name) || Object.values(one.codes).includes(ref.trim()));
    if (found.length !== 1) throw invalid(`Đơn vị kế thừa “${ref}” phải là một trong các đơn vị sau khi chia.`, 'successor');
    return found[0]!;
  }

  outcome(told: { units: readonly Organisation[]; into: readonly Organisation[]; born?: readonly Id[] } & Omit<AppliedEvent, 'units' | 'into' | 'born' | 'below'>, subject: Id = told.units[0]!.id): Outcome {
    const names = (units: readonly Organisation[]): NamedUnit[] => units.map(({ id, name }) => ({ id, name }));
    const { units, into, born = [], ...rest } = told, moved = [...new Set(this.moved)];
    for (const id of born) this.asked.delete(id);
    return {
      subject, hops: this.hops, moved, asked: [...this.asked],
      applied: { units: names(units), into: names(into), born, ...rest, ...(moved.length || this.joined.length ? { below: { moved: moved.length, joined: this.joined } } : {}) },
    };
  }
}

/** The rows that are kept of a hop: one for each who receives. */
export const successionsOfHop = (hop: Hop): Succession[] =>
  (hop.to.length ? hop.to : [null]).map((toId) => ({ onDay: hop.onDay, fromId: hop.from, toId, share: hop.share, function: hop.function, carriesHistory: toId !== null && toId === hop.heir && !hop.remains }));
