/**
 * What a section is about, by the words of its heading:
 *   purpose         MỤC ĐÍCH, YÊU CẦU · MỤC TIÊU · QUAN ĐIỂM · ĐỐI TƯỢNG, PHẠM VI
 *   themes          NỘI DUNG (TUYÊN TRUYỀN | TRUYỀN THÔNG | TRỌNG TÂM)
 *   tasks           HÌNH THỨC … · NHIỆM VỤ (VÀ GIẢI PHÁP) · NỘI DUNG THỰC HIỆN · CÁC HOẠT ĐỘNG
 *   mixed           NỘI DUNG, HÌNH THỨC … : its own items decide
 *   budget          KINH PHÍ (THỰC HIỆN) · NGUỒN LỰC
 *   implementation  TỔ CHỨC THỰC HIỆN · PHÂN CÔNG (NHIỆM VỤ) · TRÁCH NHIỆM …
 *   reporting       CHẾ ĐỘ (THÔNG TIN) BÁO CÁO
 */
import { squash } from './words.ts';

export type SectionKind = 'purpose' | 'themes' | 'tasks' | 'mixed' | 'budget' | 'implementation' | 'reporting';

export function sectionKind(heading: string): SectionKind | null {
  const colon = heading.indexOf(':');
  const words = colon > 0 && colon < 90 ? heading.slice(0, colon) : heading;
  if (words.length > 150) return null;
  const text = squash(words).replace(/[^a-z]/g, '');
  if (/^(?:va)?(?:nguon)?kinhphi|^nguonkinhphi|^nguonluc|^dutoan|^dieukien(?:bao|dam)|kinhphi(?:thuchien)?$/.test(text) && !/hinhthuc/.test(text)) return 'budget';
  if (/tochucthuchien|phancong|^trachnhiem|tochuctrienkhai|trachnhiemthuchien|thuchientrachnhiem|^trienkhaithuchien|^dieukhoanthihanh/.test(text)) return 'implementation';
  if (/chedobaocao|chedothongtin|^thongtinbaocao|^baocao|congtacbaocao|thongtinvabaocao/.test(text)) return 'reporting';
  if (/noidung/.test(text) && /hinhthuc/.test(text)) return 'mixed';
  if (/^(?:cac|mot so|motso|nhung)?(?:hinhthuc|nhiemvu|giaiphap|hoatdong|bienphap|congviec|chuongtrinhhanhdong)/.test(text) || /noidung(?:thuchien|congviec|cuthe|trienkhai|nhiemvu|vagiaiphap|vanhiemvu|giaiphap|hoatdong|vaphancong|vabienphap|vathoigian)/.test(text) || /nhiemvutrongtam|nhiemvuvagiaiphap|nhiemvugiaiphap|nhiemvucuthe/.test(text)) return 'tasks';
  if (/^(?:cac)?noidung|^chude/.test(text)) return 'themes';
  if (/^mucdich|^yeucau|^muctieu|^quandiem|^phamvi|^doituong|^chitieu|^mucdichyeucau|^muctieuchung|^thoigiandiadiem|^thuctrang|^tinhhinh|^danhgia|^ketqua|^cancu|^sucanthiet/.test(text)) return 'purpose';
  return null;
}
