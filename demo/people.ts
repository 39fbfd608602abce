import { chance } from './chance.ts';

/** Names put together from common parts: nobody in particular. */
const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Đinh', 'Cao', 'Mai'];
const MIDDLE = { f: ['Thị', 'Thị Thu', 'Thị Minh', 'Ngọc', 'Thanh', 'Thị Kim'], m: ['Văn', 'Minh', 'Quốc', 'Thanh', 'Đức', 'Hữu', 'Anh'] };
const GIVEN = { f: ['Hà', 'Lan', 'Hương', 'Mai', 'Nga', 'Thảo', 'Vy', 'Trang', 'Yến', 'Tuyết', 'Hạnh', 'Diệu'], m: ['An', 'Bình', 'Dũng', 'Hải', 'Khánh', 'Lâm', 'Nam', 'Phúc', 'Quang', 'Sơn', 'Tài', 'Vinh'] };

export function nameMaker(seed: number): () => string {
  const luck = chance(seed);
  return () => {
    const sex = luck.happens(0.5) ? 'f' : 'm';
    return `${luck.pick(FAMILY)} ${luck.pick(MIDDLE[sex])} ${luck.pick(GIVEN[sex])}`;
  };
}

/** The people whose sign-in links `loa demo` prints: one for each thing there is to see. */
export const CAST = [
  { role: 'focal', name: 'Trần Thị Minh Hà', title: 'Chuyên viên đầu mối CCHC', unit: 'SVHTTDL' },
  { role: 'leader', name: 'Lê Quốc Sơn', title: 'Phó Chủ tịch UBND tỉnh', unit: 'UBND' },
  { role: 'administrator', name: 'Phạm Văn Quang', title: 'Quản trị hệ thống', unit: 'UBND' },
  { role: 'department', name: 'Nguyễn Thanh Bình', title: 'Chuyên viên', unit: 'SNV' },
  { role: 'commune', name: 'Huỳnh Thị Thu Thảo', title: 'Công chức Văn hóa - Xã hội', unit: 'X05' },
  { role: 'approver', name: 'Võ Đức Khánh', title: 'Phó Chủ tịch UBND xã', unit: 'X05' },
  { role: 'observer', name: 'Đặng Ngọc Yến', title: 'Ban Tuyên giáo và Dân vận Tỉnh ủy', unit: 'UBND' },
] as const;
