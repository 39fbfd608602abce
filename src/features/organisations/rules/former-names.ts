import { canonicalName } from './canonical-name.ts';
import type { OrganisationFunction } from './kinds.ts';

/**
 * What a name stands for when no unit is called so any more, or when everybody calls it otherwise: the function by which
 * its successor is looked for. Offered to a person, never taken without one.
 */
const MEANINGS: readonly (readonly [readonly OrganisationFunction[], readonly string[]])[] = [
  // Ministries and departments merged on 1 March 2025: the digital part went to science and technology, press and grassroots information to culture.
  [['information', 'culture', 'press'], ['Sở Thông tin và Truyền thông', 'Bộ Thông tin và Truyền thông']],
  [['culture'], ['Phòng Văn hóa và Thông tin', 'Văn hóa và Thông tin', 'Văn hóa - Xã hội', 'Công chức Văn hóa - Xã hội', 'Phòng VH-TT', 'Ban Văn hóa - Xã hội']],
  [['broadcast'], ['Đài truyền thanh', 'Trung tâm Truyền thông - Văn hóa - Thể thao', 'Trung tâm Văn hóa - Truyền thông', 'Trung tâm Văn hóa, Thông tin và Thể thao', 'Đài Truyền thanh - Truyền hình', 'Đơn vị truyền thông']],
  [['press', 'broadcast'], ['Báo', 'Đài Phát thanh và Truyền hình', 'Đài PTTH', 'Cơ quan báo chí']],
  [['one-stop'], ['Bộ phận Một cửa', 'Bộ phận tiếp nhận và trả kết quả', 'Trung tâm Hành chính công', 'Trung tâm Phục vụ hành chính công', 'Một cửa']],
  [['office'], ['Văn phòng', 'Văn phòng UBND', 'Văn phòng HĐND và UBND', 'Văn phòng - Thống kê', 'Công chức Văn phòng - Thống kê']],
  [['home-affairs'], ['Phòng Nội vụ', 'Cơ quan Tổ chức - Nội vụ', 'Nội vụ', 'Ban Tổ chức - Nội vụ']],
  [['justice'], ['Tư pháp', 'Phòng Tư pháp', 'Tư pháp - Hộ tịch', 'Công chức Tư pháp - Hộ tịch']],
  [['finance'], ['Tài chính', 'Tài chính - Kế toán', 'Phòng Tài chính - Kế hoạch', 'Công chức Tài chính - Kế toán']],
];

const BY_NAME = new Map<string, readonly OrganisationFunction[]>(MEANINGS.flatMap(([functions, names]) => names.map((name) => [canonicalName(name), functions] as const)));

export const functionsMeantBy = (canonical: string): readonly OrganisationFunction[] => BY_NAME.get(canonical) ?? [];
