/** The plan of a small province, in our own words: one task of each kind that a plan of this family has. Plain text with a little Markdown. */
export const songTraPlan = (change: { readonly lead?: string } = {}): string => `**ỦY BAN NHÂN DÂN**
**TỈNH SÔNG TRÀ**
Số: 09/KH-UBND

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
Sông Trà, ngày 08 tháng 01 năm 2026

**KẾ HOẠCH**
**Tuyên truyền cải cách hành chính năm 2026**

Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

**I. MỤC ĐÍCH, YÊU CẦU**

**1. Mục đích**

- Giúp người dân, doanh nghiệp biết và dùng được các kết quả cải cách hành chính.

**2. Yêu cầu**

- Tuyên truyền đều trong năm; mỗi việc có người làm, có hạn, có minh chứng.

**II. NỘI DUNG TUYÊN TRUYỀN**

1. Chủ trương, chính sách, pháp luật về cải cách hành chính.

2. Dịch vụ công trực tuyến, thanh toán trực tuyến.

**III. HÌNH THỨC TUYÊN TRUYỀN**

**1. Chuyên mục "Cải cách hành chính" trên trang thông tin điện tử**

- Tần suất: 02 tin, bài/tháng.

- Cơ quan thực hiện: UBND các xã, phường.

- Thời gian thực hiện: Thường xuyên trong năm.

**2. Chuyên mục phát thanh trên hệ thống truyền thanh cơ sở**

- Tần suất: 01 chương trình/tháng, thời lượng 10 - 15 phút/chương trình.

- Cơ quan thực hiện: UBND các xã, phường.

- Thời gian thực hiện: Thường xuyên trong năm.

**3. Tổ chức lớp tập huấn kỹ năng tuyên truyền cải cách hành chính**

- Cơ quan chủ trì: Sở Nội vụ.

- Thời gian thực hiện: Quý III/2026.

**4. Cung cấp tin cho chuyên mục "Cải cách hành chính"**

- Tần suất: 01 tin, bài/quý.

- Cơ quan chủ trì: ${change.lead ?? 'Sở Văn hóa, Thể thao và Du lịch'}.

- Thời gian thực hiện: Thường xuyên trong năm.

**IV. KINH PHÍ**

Kinh phí thực hiện Kế hoạch được bố trí từ ngân sách nhà nước theo phân cấp hiện hành.

**V. TỔ CHỨC THỰC HIỆN**

**1. Sở Nội vụ**

- Theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp, tham mưu UBND tỉnh báo cáo theo quy định.

**2. UBND các xã, phường**

- Định kỳ hằng quý, năm báo cáo kết quả thực hiện về UBND tỉnh (qua Sở Nội vụ) để tổng hợp; báo cáo năm gửi trước ngày 25/11/2026.

Trên đây là Kế hoạch tuyên truyền cải cách hành chính năm 2026. Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh xem xét./.

**Nơi nhận:**
- Bộ Nội vụ;
- Các sở, ban, ngành;
- UBND các xã, phường;
- Lưu: VT, NC.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Trần Văn Mẫu**
`;
