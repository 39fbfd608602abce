import { fold } from '#kernel/vietnamese.ts';

/**
 * The leader to whom a letter is addressed, by how the unit is called: a people's committee has a chairperson (Law on the Organisation of Local
 * Government 72/2025/QH15), a department a director, an office its head. Two bodies of one kind may have leaders of different titles ("Ban Quản lý",
 * "Thanh tra"), so the name decides, not the kind.
 */
const TITLES: readonly { readonly opening: string; readonly leader: (name: string) => string }[] = [
  { opening: 'ubnd', leader: (name) => `Chủ tịch ${name}` },
  { opening: 'uy ban nhan dan', leader: (name) => `Chủ tịch ${name}` },
  { opening: 'uy ban mat tran', leader: (name) => `Chủ tịch ${name}` },
  { opening: 'so', leader: (name) => `Giám đốc ${name}` },
  { opening: 'trung tam', leader: (name) => `Giám đốc ${name}` },
  { opening: 'bao hiem xa hoi', leader: (name) => `Giám đốc ${name}` },
  { opening: 'dai', leader: (name) => `Giám đốc ${name}` },
  { opening: 'bao', leader: (name) => `Tổng Biên tập ${name}` },
  { opening: 'van phong', leader: (name) => `Chánh ${name}` },
  { opening: 'thanh tra', leader: (name) => `Chánh ${name}` },
  { opening: 'ban', leader: (name) => `Trưởng ${name}` },
  { opening: 'phong', leader: (name) => `Trưởng ${name.charAt(0).toLocaleLowerCase('vi')}${name.slice(1)}` },
  { opening: 'truong', leader: (name) => `Hiệu trưởng ${name}` },
];

export function leaderOf(name: string): string {
  const words = `${fold(name)} `, found = TITLES.filter(({ opening }) => words.startsWith(`${opening} `)).toSorted((a, b) => b.opening.length - a.opening.length)[0];
  return found ? found.leader(name) : `Thủ trưởng ${name}`;
}

const isCommittee = (name: string): boolean => /^(ubnd|uy ban nhan dan) /.test(fold(name));

/** So many leaders are named one by one; more stand in the annex with their units. */
const NAMED = 6;

/** "Kính gửi": each leader by name, or together when there are many. */
export function addresseesOf(names: readonly string[]): string[] {
  if (names.length <= NAMED) return names.map(leaderOf);
  const committees = names.filter(isCommittee), others = names.filter((name) => !isCommittee(name));
  return [
    ...(others.length ? ['Thủ trưởng các cơ quan, đơn vị có tên tại Phụ lục'] : []),
    ...(committees.length ? ['Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu có tên tại Phụ lục'] : []),
  ];
}
