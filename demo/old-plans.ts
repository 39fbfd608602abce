/** The plans of 2024 and 2025, shorter than that of 2026: districts still had work of their own. Markdown, in our own words. */
interface OldPlan { readonly year: number; readonly number: string; readonly day: string; readonly districts: string; readonly broadcaster: string; readonly signer: string }

const text = ({ year, number, day, districts, broadcaster, signer }: OldPlan): string => `**ỦY BAN NHÂN DÂN**
**TỈNH LAM GIANG**
Số: ${number}/KH-UBND

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
*Lam Giang, ngày ${day} tháng 01 năm ${year}*

**KẾ HOẠCH**
**Tuyên truyền cải cách hành chính năm ${year} trên địa bàn tỉnh Lam Giang**

Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030, Ủy ban nhân dân tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính năm ${year} trên địa bàn tỉnh như sau:

**I. MỤC ĐÍCH, YÊU CẦU**

- Giúp người dân, doanh nghiệp biết và dùng được dịch vụ công trực tuyến; tuyên truyền đều trong năm.

**II. NỘI DUNG TUYÊN TRUYỀN**

1. Thủ tục hành chính, cơ chế một cửa, một cửa liên thông.

2. Dịch vụ công trực tuyến, thanh toán trực tuyến.

**III. HÌNH THỨC TUYÊN TRUYỀN**

**1. Phát thanh trên hệ thống truyền thanh cơ sở**

- Tần suất: 01 chương trình/quý.

- Cơ quan chủ trì: UBND các xã, phường, thị trấn.

- Thời gian thực hiện: Thường xuyên trong năm.

**2. Tin, bài trên trang thông tin điện tử của cơ quan, đơn vị**

- Tần suất: 01 tin, bài/quý.

- Cơ quan chủ trì: Các sở, ban, ngành.

- Thời gian thực hiện: Thường xuyên trong năm.

**3. Tin, bài trên trang thông tin điện tử cấp huyện**

- Tần suất: 01 tin, bài/quý.

- Cơ quan chủ trì: UBND các huyện, thị xã, thành phố.

- Thời gian thực hiện: ${districts}.

**4. Infographic tại nhà văn hóa, nơi công cộng**

- Tần suất: 01 infographic/quý.

- Cơ quan chủ trì: Phòng Văn hóa và Thông tin các huyện, thị xã, thành phố.

- Thời gian thực hiện: ${districts}.

**5. Chuyên mục truyền hình về cải cách hành chính**

- Tần suất: 01 số/tháng, thời lượng 10 phút/số.

- Cơ quan chủ trì: ${broadcaster}.

- Thời gian thực hiện: Thường xuyên trong năm.

**6. Bản tin số về chuyển đổi số, cải cách hành chính**

- Tần suất: 01 số/quý.

- Cơ quan chủ trì: Sở Thông tin và Truyền thông.

- Thời gian thực hiện: Thường xuyên trong năm.

**7. Infographic hướng dẫn thông tin cơ sở**

- Tần suất: 01 infographic/quý.

- Cơ quan chủ trì: Sở Thông tin và Truyền thông.

- Thời gian thực hiện: Thường xuyên trong năm.

**IV. TỔ CHỨC THỰC HIỆN**

Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh./.

*Nơi nhận:*
- Các sở, ban, ngành;
- UBND các huyện, thị xã, thành phố;
- Lưu: VT, NC.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**${signer}**
`;

export const PLAN_2024 = text({ year: 2024, number: '11', day: '15', districts: 'Thường xuyên trong năm', broadcaster: 'Đài Phát thanh và Truyền hình Lam Giang', signer: 'Trần Thị Minh Hòa' });
export const PLAN_2025 = text({ year: 2025, number: '09', day: '14', districts: 'Quý I, Quý II năm 2025', broadcaster: 'Đài Phát thanh và Truyền hình Lam Giang', signer: 'Trần Thị Minh Hòa' });
