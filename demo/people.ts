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
