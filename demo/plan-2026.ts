/** The plan of the demonstration province, in our own words, with the kinds of tasks, cadences and deadlines real plans have. Markdown, as an office would keep it. */
export const PLAN_2026 = `**ỦY BAN NHÂN DÂN**
**TỈNH LAM GIANG**
Số: 07/KH-UBND

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**
*Lam Giang, ngày 12 tháng 01 năm 2026*

**KẾ HOẠCH**
**Tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Lam Giang**

Thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030; Kế hoạch số 215/KH-UBND ngày 22/12/2025 của UBND tỉnh về cải cách hành chính năm 2026, Ủy ban nhân dân tỉnh ban hành Kế hoạch tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh như sau:

**I. MỤC ĐÍCH, YÊU CẦU**

**1. Mục đích**

- Giúp người dân, doanh nghiệp biết, hiểu và dùng được các kết quả cải cách hành chính (sau đây viết tắt là CCHC), nhất là dịch vụ công trực tuyến và Trung tâm Phục vụ hành chính công ở cấp xã.

- Giúp cán bộ, công chức, viên chức nắm rõ việc phải làm, thời hạn phải xong và cách đo kết quả.

**2. Yêu cầu**

- Tuyên truyền đều trong năm, đúng kênh người dân hay dùng; mỗi việc có người làm, có hạn, có minh chứng.

- Nội dung ngắn, dễ hiểu, đúng quy định; chú ý vùng sâu, đồng bào dân tộc thiểu số và người cao tuổi.

**II. NỘI DUNG TUYÊN TRUYỀN**

1. Chủ trương của Đảng, chính sách, pháp luật của Nhà nước về CCHC; trách nhiệm của người đứng đầu.

2. Thủ tục hành chính, cơ chế một cửa, một cửa liên thông không phụ thuộc địa giới hành chính trong tỉnh.

3. Dịch vụ công trực tuyến, thanh toán trực tuyến, định danh và xác thực điện tử.

4. Tổ chức bộ máy chính quyền địa phương 2 cấp và nơi người dân liên hệ giải quyết công việc.

5. Kết quả các chỉ số CCHC, mức độ hài lòng của người dân; phản ánh, kiến nghị và kết quả trả lời.

6. Mô hình hay, sáng kiến, gương điển hình trong CCHC.

**III. HÌNH THỨC TUYÊN TRUYỀN**

**1. Duy trì chuyên mục "Cải cách hành chính" trên trang thông tin điện tử của cơ quan, đơn vị**

- Tần suất: 02 tin, bài/tháng.

- Cơ quan thực hiện: Các sở, ban, ngành; UBND các xã, phường, đặc khu.

- Thời gian thực hiện: Thường xuyên trong năm.

**2. Chuyên mục "Cải cách hành chính" trên Cổng thông tin điện tử tỉnh**

- Tần suất: 05 tin, bài/tháng (khoảng 50 tin, bài/năm).

- Cơ quan chủ trì: Văn phòng UBND tỉnh.

- Cơ quan phối hợp: Các sở, ban, ngành; UBND các xã, phường, đặc khu.

- Thời gian thực hiện: Thường xuyên trong năm.

**3. Chuyên mục trên Báo và Phát thanh, Truyền hình Lam Giang**

a) Chuyên mục truyền hình "Chính quyền vì dân"

- Tần suất: 01 số/tháng, thời lượng 10 - 15 phút/số.

- Cơ quan chủ trì: Báo và Phát thanh, Truyền hình Lam Giang.

- Cơ quan phối hợp: Sở Nội vụ.

- Thời gian thực hiện: Thường xuyên trong năm.

b) Chuyên mục phát thanh "Một cửa quê mình"

- Tần suất: 01 số/tuần, thời lượng 5 phút/số.

- Cơ quan chủ trì: Báo và Phát thanh, Truyền hình Lam Giang.

- Thời gian thực hiện: Thường xuyên trong năm.

c) Trang chuyên đề trên báo in và báo điện tử

- Tần suất: 02 bài/tháng.

- Cơ quan chủ trì: Báo và Phát thanh, Truyền hình Lam Giang.

- Thời gian thực hiện: Thường xuyên trong năm.

**4. Phát thanh trên hệ thống thông tin cơ sở**

- Tần suất: Mỗi tháng 01 chương trình (10 - 15 phút), phát trên đài truyền thanh cấp xã.

- Cơ quan chỉ đạo: UBND các xã, phường, đặc khu.

- Cơ quan thực hiện: Phòng Văn hóa - Xã hội các xã, phường, đặc khu.

- Thời gian thực hiện: Thường xuyên trong năm.

**5. Xuất bản Bản tin số về cải cách hành chính trên các nền tảng số**

- Tần suất: 01 số/tháng (12 kỳ/năm).

- Cơ quan chủ trì: Sở Khoa học và Công nghệ.

- Cơ quan phối hợp: Trung tâm Chuyển đổi số tỉnh; các cơ quan, đơn vị liên quan.

- Thời gian thực hiện: Thường xuyên trong năm.

**6. Poster, infographic trên màn hình LED và mạng xã hội**

- Tần suất: 02 infographic/quý.

- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch; UBND các xã, phường, đặc khu.

- Thời gian thực hiện: Thường xuyên trong năm.

**7. Niêm yết, công khai thủ tục hành chính và đường dây nóng tại Trung tâm Phục vụ hành chính công**

- Cơ quan chủ trì: UBND các xã, phường, đặc khu; Trung tâm Phục vụ hành chính công tỉnh.

- Thời gian thực hiện: Thường xuyên trong năm.

**8. Tập huấn cho cán bộ, công chức, viên chức về kỹ năng tuyên truyền cải cách hành chính**

- Cơ quan chủ trì: Sở Nội vụ.

- Cơ quan phối hợp: Trường Chính trị tỉnh.

- Thời gian thực hiện: Quý II, III năm 2026.

**9. Hội nghị, tọa đàm với người dân, doanh nghiệp về thủ tục hành chính**

- Tần suất: 01 cuộc/quý.

- Cơ quan chủ trì: Sở Tư pháp; Sở Công Thương; Trung tâm Xúc tiến đầu tư và Hỗ trợ doanh nghiệp tỉnh.

- Thời gian thực hiện: Thường xuyên trong năm.

**10. Tờ rơi hướng dẫn nộp hồ sơ trực tuyến**

- Cơ quan chủ trì: UBND các xã, phường, đặc khu.

- Cơ quan phối hợp: Sở Khoa học và Công nghệ.

- Thời gian thực hiện: Trước ngày 30/6/2026.

**11. Tổ chức cuộc thi trực tuyến "Tìm hiểu về cải cách hành chính" tỉnh Lam Giang năm 2026**

- Cơ quan chủ trì: Sở Nội vụ.

- Cơ quan phối hợp: Sở Văn hóa, Thể thao và Du lịch; Báo và Phát thanh, Truyền hình Lam Giang; Tỉnh đoàn Lam Giang.

- Thời gian thực hiện: Quý III năm 2026.

**12. Lồng ghép nội dung cải cách hành chính vào hội nghị, giao ban, sinh hoạt thôn, tổ dân phố**

- Cơ quan thực hiện: UBND các xã, phường, đặc khu.

- Thời gian thực hiện: Thường xuyên trong năm.

**13. Video ngắn hướng dẫn thủ tục hành chính**

- Tần suất: 01 video/quý.

- Cơ quan chủ trì: Các sở, ban, ngành.

- Thời gian thực hiện: Thường xuyên trong năm.

**IV. KINH PHÍ THỰC HIỆN**

Kinh phí thực hiện Kế hoạch được bố trí từ nguồn ngân sách nhà nước theo phân cấp và các nguồn hợp pháp khác theo quy định.

**V. TỔ CHỨC THỰC HIỆN**

**1. Sở Văn hóa, Thể thao và Du lịch**

- Là cơ quan đầu mối theo dõi, đôn đốc các cơ quan, đơn vị, địa phương thực hiện Kế hoạch này.

- Tổng hợp kết quả, tham mưu UBND tỉnh báo cáo theo quy định.

**2. Sở Nội vụ**

- Cung cấp thông tin về tình hình, kết quả CCHC cho cơ quan báo chí.

**3. Sở Tài chính**

- Tham mưu UBND tỉnh bố trí kinh phí thực hiện Kế hoạch theo khả năng cân đối ngân sách.

**4. Các sở, ban, ngành; UBND các xã, phường, đặc khu**

- Căn cứ Kế hoạch này, xây dựng kế hoạch cụ thể và tổ chức thực hiện tại cơ quan, đơn vị, địa phương.

- Định kỳ hằng quý, 6 tháng, năm báo cáo kết quả thực hiện về UBND tỉnh (qua Sở Văn hóa, Thể thao và Du lịch) để tổng hợp; báo cáo năm gửi trước ngày 25/11/2026.

**5. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, Tỉnh đoàn Lam Giang**

- Phối hợp tuyên truyền, vận động đoàn viên, hội viên và Nhân dân; tham gia giám sát việc thực hiện.

Trên đây là Kế hoạch tuyên truyền cải cách hành chính năm 2026 trên địa bàn tỉnh Lam Giang. Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị, địa phương phản ánh về Sở Văn hóa, Thể thao và Du lịch để tổng hợp, báo cáo UBND tỉnh xem xét./.

*Nơi nhận:*
- Bộ Nội vụ;
- Thường trực Tỉnh ủy, Thường trực HĐND tỉnh;
- Chủ tịch, các Phó Chủ tịch UBND tỉnh;
- Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh;
- Các sở, ban, ngành;
- Báo và Phát thanh, Truyền hình Lam Giang;
- UBND các xã, phường, đặc khu;
- Lưu: VT, VX.

**TM. ỦY BAN NHÂN DÂN**
**KT. CHỦ TỊCH**
**PHÓ CHỦ TỊCH**

**Trần Thị Minh Hòa**
`;
