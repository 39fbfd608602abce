/** The people whose sign-in links `loa demo` prints: one for each thing there is to see. `unit` is a local code of the demonstration province. */
export const CAST = [
  { role: 'focal', name: 'Trần Thị Minh Hà', title: 'Chuyên viên đầu mối CCHC', unit: 'UBND', roles: ['focal'], also: { unit: 'SVHTTDL', roles: ['officer'] } },
  { role: 'leader', name: 'Lê Quốc Sơn', title: 'Phó Chủ tịch UBND tỉnh', unit: 'UBND', roles: ['approver'] },
  { role: 'administrator', name: 'Phạm Văn Quang', title: 'Quản trị hệ thống', unit: 'UBND', roles: ['administrator'] },
  { role: 'department', name: 'Nguyễn Thanh Bình', title: 'Chuyên viên Sở Nội vụ', unit: 'SNV', roles: ['officer', 'approver'], also: { unit: 'SKHCN', roles: ['editor'] } },
  { role: 'commune', name: 'Huỳnh Thị Thu Thảo', title: 'Công chức Văn hóa - Xã hội', unit: 'X05', roles: ['officer'] },
  { role: 'approver', name: 'Võ Đức Khánh', title: 'Phó Chủ tịch UBND xã', unit: 'X05', roles: ['officer', 'approver'] },
  { role: 'finance', name: 'Bùi Thanh Nga', title: 'Chuyên viên Sở Tài chính', unit: 'STC', roles: ['finance'] },
  { role: 'accountant', name: 'Hồ Thị Kim Yến', title: 'Kế toán UBND xã', unit: 'X05', roles: ['finance'] },
  { role: 'observer', name: 'Đặng Ngọc Yến', title: 'Giám sát, Ủy ban Mặt trận Tổ quốc tỉnh', unit: 'UBND', roles: ['observer'] },
] as const;

export const demoUserName = (role: string): string => `${role}@lamgiang.example`;
