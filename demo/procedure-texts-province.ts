import type { DemoField } from './procedure-texts.ts';

/** Those of the province, in our own words, written as the ones of communes are. */
export const PROVINCE_FIELDS: readonly DemoField[] = [
  { number: 31, name: 'Đăng ký doanh nghiệp', level: 'province', office: 'Sở Tài chính', organisations: true, bases: ['Luật Doanh nghiệp số 59/2020/QH14 ngày 17/6/2020', 'Nghị định số 168/2025/NĐ-CP ngày 30/6/2025 của Chính phủ'], lines: `
Đăng ký thành lập công ty trách nhiệm hữu hạn|3|50000|Điều lệ công ty; Danh sách thành viên|Giấy chứng nhận đăng ký doanh nghiệp|mở công ty
Đăng ký thành lập công ty cổ phần|3|50000|Điều lệ công ty; Danh sách cổ đông sáng lập|Giấy chứng nhận đăng ký doanh nghiệp|mở công ty cổ phần
Đăng ký thay đổi người đại diện theo pháp luật|3|50000|Nghị quyết, quyết định của công ty|Giấy chứng nhận được thay đổi|đổi giám đốc
Đăng ký thay đổi địa chỉ trụ sở chính|3|50000|Nghị quyết, quyết định của công ty|Giấy chứng nhận được thay đổi|chuyển trụ sở
Tạm ngừng kinh doanh của doanh nghiệp|3|0|Thông báo tạm ngừng|Giấy xác nhận|công ty tạm nghỉ
Giải thể doanh nghiệp|5|0|Báo cáo thanh lý tài sản|Thông báo giải thể|đóng công ty`},
  { number: 32, name: 'Đầu tư', level: 'province', office: 'Sở Tài chính', organisations: true, bases: ['Luật Đầu tư số 61/2020/QH14 ngày 17/6/2020'], lines: `
Chấp thuận chủ trương đầu tư|35|0|Đề xuất dự án; Tài liệu về năng lực tài chính*|Quyết định chấp thuận chủ trương|xin dự án
Cấp giấy chứng nhận đăng ký đầu tư|15|0|Đề xuất dự án|Giấy chứng nhận đăng ký đầu tư|giấy phép đầu tư
Điều chỉnh dự án đầu tư|15|0|Báo cáo tình hình thực hiện|Giấy chứng nhận được điều chỉnh|đổi dự án`},
  { number: 33, name: 'Lý lịch tư pháp, bổ trợ tư pháp', level: 'province', office: 'Sở Tư pháp', bases: ['Luật Lý lịch tư pháp số 28/2009/QH12 ngày 17/6/2009'], lines: `
Cấp phiếu lý lịch tư pháp số 1|10|200000|Giấy tờ tùy thân*|Phiếu lý lịch tư pháp|lý lịch tư pháp
Cấp phiếu lý lịch tư pháp số 2|10|200000|Giấy tờ tùy thân*|Phiếu lý lịch tư pháp|lý lịch tư pháp số 2
Đăng ký hành nghề công chứng|7|100000|Quyết định bổ nhiệm công chứng viên*|Thẻ công chứng viên|công chứng viên
Cấp thẻ cộng tác viên trợ giúp pháp lý|5|0|Bằng cử nhân luật*|Thẻ cộng tác viên|trợ giúp pháp lý`},
  { number: 34, name: 'Đất đai cấp tỉnh', level: 'province', office: 'Sở Nông nghiệp và Môi trường', organisations: true, bases: ['Luật Đất đai số 31/2024/QH15 ngày 18/01/2024'], lines: `
Giao đất, cho thuê đất đối với tổ chức|20|-|Quyết định chấp thuận chủ trương đầu tư*|Quyết định giao đất, cho thuê đất|thuê đất làm xưởng
Đăng ký biến động quyền sử dụng đất|8|-|Hợp đồng đã chứng thực; Giấy chứng nhận|Giấy chứng nhận được xác nhận|sang tên sổ đỏ
Cấp lại giấy chứng nhận bị mất|10|-|Giấy xác nhận đã niêm yết thông báo mất|Giấy chứng nhận cấp lại|mất sổ đỏ
Xóa đăng ký thế chấp quyền sử dụng đất|1|20000|Văn bản đồng ý của ngân hàng|Giấy chứng nhận được xác nhận|giải chấp
Đăng ký thế chấp quyền sử dụng đất|1|80000|Hợp đồng thế chấp|Giấy chứng nhận được xác nhận|vay ngân hàng bằng sổ đỏ
Tách thửa, hợp thửa đất|12|-|Bản vẽ tách thửa, hợp thửa|Giấy chứng nhận mới|chia đất cho con`},
  { number: 35, name: 'Hoạt động xây dựng', level: 'province', office: 'Sở Xây dựng', organisations: true, bases: ['Luật Xây dựng số 50/2014/QH13 ngày 18/6/2014'], lines: `
Cấp giấy phép xây dựng công trình|20|150000|Hai bộ bản vẽ thiết kế; Giấy tờ về đất*|Giấy phép xây dựng|phép xây công trình
Thẩm định thiết kế xây dựng|30|-|Hồ sơ thiết kế; Báo cáo thẩm tra|Văn bản thẩm định|thẩm định bản vẽ
Cấp chứng chỉ hành nghề hoạt động xây dựng hạng II|20|300000|Bằng tốt nghiệp*; Bản kê kinh nghiệm|Chứng chỉ hành nghề|chứng chỉ xây dựng
Kiểm tra công tác nghiệm thu công trình|20|-|Báo cáo hoàn thành|Thông báo kết quả kiểm tra|nghiệm thu`},
  { number: 36, name: 'Giao thông vận tải', level: 'province', office: 'Sở Xây dựng', bases: ['Luật Đường bộ số 35/2024/QH15 ngày 27/6/2024'], organisations: true, lines: `
Cấp giấy phép kinh doanh vận tải bằng xe ô tô|5|200000|Phương án kinh doanh|Giấy phép kinh doanh vận tải|chạy xe khách, xe tải
Cấp phù hiệu xe kinh doanh vận tải|2|0|Giấy đăng ký xe*|Phù hiệu|phù hiệu xe
Cấp phép thi công trên đường đang khai thác|7|0|Bản vẽ thi công; Phương án bảo đảm giao thông|Giấy phép thi công|đào đường
Cấp phép đấu nối vào đường tỉnh|7|0|Bản vẽ nút đấu nối|Giấy phép đấu nối|mở đường nhánh`},
  { number: 37, name: 'Khám bệnh, chữa bệnh', level: 'province', office: 'Sở Y tế', bases: ['Luật Khám bệnh, chữa bệnh số 15/2023/QH15 ngày 09/01/2023'], organisations: true, lines: `
Cấp giấy phép hành nghề khám bệnh, chữa bệnh|30|430000|Văn bằng chuyên môn*; Giấy khám sức khỏe|Giấy phép hành nghề|chứng chỉ bác sĩ
Cấp giấy phép hoạt động phòng khám|60|4300000|Danh sách người hành nghề; Bản kê thiết bị|Giấy phép hoạt động|mở phòng khám
Cấp chứng chỉ hành nghề dược|20|500000|Bằng dược*; Giấy xác nhận thực hành|Chứng chỉ hành nghề dược|chứng chỉ dược
Cấp giấy chứng nhận đủ điều kiện kinh doanh thuốc|20|1000000|Tài liệu kỹ thuật cơ sở|Giấy chứng nhận|mở nhà thuốc`},
  { number: 38, name: 'Giáo dục trung học, thường xuyên', level: 'province', office: 'Sở Giáo dục và Đào tạo', bases: ['Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019'], organisations: true, lines: `
Cấp bản sao văn bằng, chứng chỉ từ sổ gốc|1|0|Giấy tờ tùy thân*|Bản sao văn bằng|mất bằng cấp ba
Chỉnh sửa nội dung văn bằng, chứng chỉ|5|0|Văn bằng đã cấp; Giấy tờ làm căn cứ*|Quyết định chỉnh sửa|sửa tên trên bằng
Cấp phép hoạt động trung tâm ngoại ngữ, tin học|15|0|Đề án hoạt động; Danh sách giáo viên|Quyết định cho phép|mở trung tâm tiếng Anh
Chuyển trường đối với học sinh trung học phổ thông|5|0|Học bạ; Giấy giới thiệu chuyển trường|Giấy tiếp nhận|chuyển trường cấp ba`},
  { number: 39, name: 'Lao động, an toàn lao động', level: 'province', office: 'Sở Nội vụ', bases: ['Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019'], organisations: true, lines: `
Cấp giấy phép lao động cho người nước ngoài|5|600000|Giấy khám sức khỏe; Phiếu lý lịch tư pháp|Giấy phép lao động|người nước ngoài làm việc
Đăng ký nội quy lao động|7|0|Bản nội quy; Biên bản góp ý|Thông báo tiếp nhận|nội quy công ty
Giải quyết hưởng trợ cấp thất nghiệp|15|0|Quyết định chấm dứt hợp đồng*|Quyết định hưởng trợ cấp|bảo hiểm thất nghiệp
Khai báo thiết bị có yêu cầu nghiêm ngặt về an toàn|5|0|Giấy chứng nhận kiểm định*|Phiếu xác nhận|khai báo nồi hơi, thang máy`},
  { number: 40, name: 'Môi trường cấp tỉnh', level: 'province', office: 'Sở Nông nghiệp và Môi trường', bases: ['Luật Bảo vệ môi trường số 72/2020/QH14 ngày 17/11/2020'], organisations: true, lines: `
Cấp giấy phép môi trường|30|-|Báo cáo đề xuất cấp giấy phép|Giấy phép môi trường|giấy phép xả thải
Thẩm định báo cáo đánh giá tác động môi trường|45|-|Báo cáo đánh giá tác động|Quyết định phê duyệt|đánh giá tác động môi trường
Cấp giấy phép khai thác nước dưới đất|30|-|Đề án khai thác|Giấy phép khai thác|khoan giếng`},
  { number: 41, name: 'Nông nghiệp, thủy sản cấp tỉnh', level: 'province', office: 'Sở Nông nghiệp và Môi trường', bases: ['Luật Thủy sản số 18/2017/QH14 ngày 21/11/2017', 'Luật Lâm nghiệp số 16/2017/QH14 ngày 15/11/2017'], organisations: true, lines: `
Cấp giấy phép khai thác thủy sản|3|40000|Giấy đăng ký tàu cá*|Giấy phép khai thác thủy sản|giấy phép đánh cá
Đăng ký tàu cá|3|-|Giấy xuất xưởng; Biên bản kiểm tra kỹ thuật|Giấy chứng nhận đăng ký tàu cá|đăng ký ghe
Chứng nhận vệ sinh thú y cơ sở giết mổ|20|-|Bản vẽ mặt bằng|Giấy chứng nhận|lò mổ
Phê duyệt phương án quản lý rừng bền vững|15|0|Dự thảo phương án|Quyết định phê duyệt|trồng rừng`},
  { number: 42, name: 'Văn hóa, quảng cáo, du lịch', level: 'province', office: 'Sở Văn hóa, Thể thao và Du lịch', bases: ['Luật Du lịch số 09/2017/QH14 ngày 19/6/2017'], organisations: true, lines: `
Cấp thẻ hướng dẫn viên du lịch nội địa|10|325000|Bằng tốt nghiệp*; Giấy khám sức khỏe|Thẻ hướng dẫn viên|hướng dẫn viên
Công nhận hạng cơ sở lưu trú du lịch|20|-|Bản kê cơ sở vật chất|Quyết định công nhận|xếp sao khách sạn
Thông báo sản phẩm quảng cáo trên bảng, băng rôn|5|0|Ma-két quảng cáo|Văn bản trả lời|treo băng rôn
Cấp phép tổ chức biểu diễn nghệ thuật|5|-|Chương trình biểu diễn; Hợp đồng địa điểm*|Văn bản chấp thuận|tổ chức ca nhạc`},
];
