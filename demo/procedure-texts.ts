/**
 * Procedures of the demonstration province, in our own words. The codes begin with 9: they are well formed and stand for nothing. Each line: name | working days
 * (0: the same day) | fee in đồng ("-": by a table of the province) | papers beside the form, * for a copy | result | how people call it.
 */
export interface DemoField { readonly number: number; readonly name: string; readonly level: 'commune' | 'province'; readonly office: string; readonly bases: readonly string[]; readonly organisations?: boolean; readonly lines: string }

export const COMMUNE_FIELDS: readonly DemoField[] = [
  { number: 1, name: 'Hộ tịch', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Luật Hộ tịch số 60/2014/QH13 ngày 20/11/2014', 'Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ'], lines: `
Đăng ký khai sinh|1|0|Giấy chứng sinh; Giấy tờ tùy thân của người đi khai*|Giấy khai sinh|làm giấy khai sinh, khai sinh cho con
Đăng ký kết hôn|1|0|Giấy xác nhận tình trạng hôn nhân; Giấy tờ tùy thân của hai bên*|Giấy chứng nhận kết hôn|cưới, làm giấy kết hôn
Đăng ký khai tử|1|0|Giấy báo tử; Giấy tờ tùy thân của người đi khai*|Trích lục khai tử|báo tử, giấy chứng tử
Cấp bản sao trích lục hộ tịch|0|8000|Giấy tờ tùy thân*|Bản sao trích lục hộ tịch|cấp lại giấy khai sinh, trích lục khai sinh
Cấp giấy xác nhận tình trạng hôn nhân|3|15000|Bản án ly hôn nếu có*; Giấy tờ tùy thân*|Giấy xác nhận tình trạng hôn nhân|giấy độc thân, xác nhận độc thân
Đăng ký lại khai sinh|5|15000|Giấy tờ có thông tin khai sinh*; Bản cam đoan đã đăng ký mà mất bản chính|Giấy khai sinh|mất giấy khai sinh
Thay đổi, cải chính, bổ sung thông tin hộ tịch|3|15000|Giấy tờ làm căn cứ thay đổi*; Giấy khai sinh|Trích lục thay đổi hộ tịch|sửa tên, đổi họ, sửa năm sinh
Đăng ký nhận cha, mẹ, con|3|15000|Chứng cứ về quan hệ cha, mẹ, con; Giấy khai sinh của con*|Trích lục nhận cha, mẹ, con|nhận con, nhận cha
Đăng ký giám hộ|3|0|Văn bản cử người giám hộ; Giấy tờ tùy thân*|Trích lục đăng ký giám hộ|giám hộ trẻ
Đăng ký khai sinh kết hợp nhận cha, mẹ, con|5|0|Giấy chứng sinh; Chứng cứ về quan hệ cha, mẹ, con|Giấy khai sinh và trích lục nhận cha, mẹ, con|khai sinh cho con ngoài giá thú
Liên thông khai sinh, thường trú, thẻ bảo hiểm y tế cho trẻ dưới 6 tuổi|4|0|Giấy chứng sinh; Ý kiến của chủ hộ về việc nhập hộ|Giấy khai sinh, thông báo cư trú, thẻ bảo hiểm y tế|ba trong một cho trẻ sơ sinh, làm bảo hiểm cho bé
Liên thông khai tử, xóa thường trú, trợ cấp mai táng|5|0|Giấy báo tử; Sổ hoặc quyết định hưởng trợ cấp*|Trích lục khai tử, thông báo xóa cư trú, quyết định trợ cấp|tiền mai táng phí`},
  { number: 2, name: 'Chứng thực', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Nghị định số 23/2015/NĐ-CP ngày 16/02/2015 của Chính phủ'], organisations: true, lines: `
Chứng thực bản sao từ bản chính|0|2000|Bản chính giấy tờ; Bản sao cần chứng thực|Bản sao được chứng thực|sao y, công chứng giấy tờ, photo công chứng
Chứng thực chữ ký trên giấy tờ, văn bản|0|10000|Giấy tờ, văn bản sẽ ký; Giấy tờ tùy thân*|Văn bản có chứng thực chữ ký|xác nhận chữ ký, xác nhận sơ yếu lý lịch
Chứng thực hợp đồng liên quan đến động sản|2|50000|Dự thảo hợp đồng; Giấy đăng ký tài sản*|Hợp đồng được chứng thực|mua bán xe máy, giấy bán xe
Chứng thực hợp đồng về quyền sử dụng đất và nhà ở|2|50000|Dự thảo hợp đồng; Giấy chứng nhận quyền sử dụng đất*|Hợp đồng được chứng thực|mua bán đất, sang tên đất
Chứng thực di chúc|2|50000|Dự thảo di chúc; Giấy tờ tùy thân*|Di chúc được chứng thực|làm di chúc
Chứng thực văn bản từ chối nhận di sản|1|50000|Dự thảo văn bản; Giấy tờ về người để lại di sản*|Văn bản được chứng thực|không nhận thừa kế
Chứng thực văn bản thỏa thuận phân chia di sản|2|50000|Dự thảo thỏa thuận; Giấy tờ về di sản*|Văn bản được chứng thực|chia thừa kế
Cấp bản sao từ sổ gốc|0|0|Giấy tờ tùy thân*|Bản sao từ sổ gốc|xin bản sao`},
  { number: 3, name: 'Cư trú', level: 'commune', office: 'Công an cấp xã', bases: ['Luật Cư trú số 68/2020/QH14 ngày 13/11/2020'], lines: `
Đăng ký thường trú|7|20000|Giấy tờ chứng minh chỗ ở hợp pháp*|Thông báo kết quả đăng ký thường trú|nhập hộ khẩu
Đăng ký tạm trú|3|15000|Giấy tờ chứng minh chỗ ở hợp pháp*|Thông báo kết quả đăng ký tạm trú|ở trọ, làm tạm trú
Gia hạn tạm trú|3|15000|Thông báo tạm trú lần trước*|Thông báo gia hạn tạm trú|gia hạn ở trọ
Tách hộ|5|10000|Ý kiến của chủ hộ|Thông báo kết quả tách hộ|tách sổ hộ khẩu
Xóa đăng ký thường trú|5|0|Giấy tờ làm căn cứ xóa*|Thông báo xóa thường trú|xóa hộ khẩu
Xác nhận thông tin về cư trú|1|0|Giấy tờ tùy thân*|Giấy xác nhận thông tin về cư trú|giấy CT07, xác nhận cư trú
Khai báo tạm vắng|0|0|Giấy tờ tùy thân*|Phiếu khai báo tạm vắng|đi làm ăn xa
Thông báo lưu trú|0|0|Giấy tờ tùy thân của người đến*|Đã tiếp nhận thông báo|khách ngủ lại`},
  { number: 4, name: 'Đất đai', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Luật Đất đai số 31/2024/QH15 ngày 18/01/2024'], organisations: true, lines: `
Đăng ký, cấp giấy chứng nhận quyền sử dụng đất lần đầu|20|-|Giấy tờ về nguồn gốc đất*; Sơ đồ thửa đất|Giấy chứng nhận quyền sử dụng đất|làm sổ đỏ, cấp bìa đỏ
Xác nhận nguồn gốc và thời điểm sử dụng đất|10|0|Giấy tờ về đất nếu có*|Văn bản xác nhận|xác nhận nguồn gốc đất
Chuyển mục đích sử dụng đất của hộ gia đình|15|-|Giấy chứng nhận quyền sử dụng đất|Quyết định cho phép chuyển mục đích|lên thổ cư, chuyển đất vườn
Hòa giải tranh chấp đất đai|30|0|Đơn đề nghị; Giấy tờ về thửa đất*|Biên bản hòa giải|tranh chấp ranh đất
Giao đất ở cho hộ gia đình, cá nhân|20|-|Giấy tờ chứng minh thuộc đối tượng*|Quyết định giao đất|xin đất ở
Cung cấp thông tin, dữ liệu đất đai|3|-|Phiếu yêu cầu|Trích lục thông tin thửa đất|xem quy hoạch, hỏi thửa đất
Gia hạn sử dụng đất nông nghiệp|7|0|Giấy chứng nhận quyền sử dụng đất|Giấy chứng nhận được xác nhận gia hạn|gia hạn đất ruộng
Xác nhận hợp đồng thuê đất công ích|10|0|Dự thảo hợp đồng|Hợp đồng thuê đất|thuê đất xã`},
  { number: 5, name: 'Xây dựng', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Luật Xây dựng số 50/2014/QH13 ngày 18/6/2014'], organisations: true, lines: `
Cấp giấy phép xây dựng nhà ở riêng lẻ|15|75000|Giấy chứng nhận quyền sử dụng đất*; Hai bộ bản vẽ thiết kế|Giấy phép xây dựng|xin phép làm nhà, xây nhà
Cấp giấy phép sửa chữa, cải tạo nhà ở|15|75000|Ảnh hiện trạng; Bản vẽ phần sửa chữa|Giấy phép xây dựng|sửa nhà
Điều chỉnh giấy phép xây dựng nhà ở|10|75000|Giấy phép đã cấp; Bản vẽ điều chỉnh|Giấy phép xây dựng điều chỉnh|đổi thiết kế nhà
Gia hạn giấy phép xây dựng nhà ở|5|15000|Giấy phép đã cấp|Giấy phép được gia hạn|gia hạn phép xây
Cấp giấy phép xây dựng có thời hạn|15|75000|Giấy chứng nhận quyền sử dụng đất*; Bản vẽ thiết kế|Giấy phép xây dựng có thời hạn|xây tạm trong vùng quy hoạch
Cung cấp thông tin quy hoạch xây dựng|10|0|Sơ đồ vị trí thửa đất|Văn bản cung cấp thông tin|hỏi quy hoạch, chỉ giới`},
  { number: 6, name: 'Hộ kinh doanh', level: 'commune', office: 'Phòng Kinh tế cấp xã', bases: ['Nghị định số 168/2025/NĐ-CP ngày 30/6/2025 của Chính phủ'], lines: `
Đăng ký thành lập hộ kinh doanh|3|100000|Giấy tờ tùy thân của chủ hộ*|Giấy chứng nhận đăng ký hộ kinh doanh|mở quán, mở cửa hàng
Thay đổi nội dung đăng ký hộ kinh doanh|3|100000|Giấy chứng nhận đã cấp|Giấy chứng nhận được thay đổi|đổi tên quán, chuyển địa điểm
Tạm ngừng kinh doanh của hộ kinh doanh|3|0|Thông báo tạm ngừng|Giấy xác nhận tạm ngừng|nghỉ bán một thời gian
Chấm dứt hoạt động hộ kinh doanh|3|0|Giấy chứng nhận đã cấp|Thông báo chấm dứt hoạt động|đóng cửa quán
Cấp lại giấy chứng nhận đăng ký hộ kinh doanh|3|100000|Đơn đề nghị cấp lại|Giấy chứng nhận cấp lại|mất giấy phép kinh doanh
Cấp giấy phép bán lẻ rượu|10|0|Giấy chứng nhận đăng ký hộ kinh doanh*; Hợp đồng với nhà cung cấp*|Giấy phép bán lẻ rượu|bán rượu
Cấp giấy phép bán lẻ thuốc lá|10|0|Giấy chứng nhận đăng ký hộ kinh doanh*|Giấy phép bán lẻ thuốc lá|bán thuốc lá`},
  { number: 7, name: 'Bảo trợ xã hội', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Nghị định số 20/2021/NĐ-CP ngày 15/3/2021 của Chính phủ'], lines: `
Trợ cấp xã hội hằng tháng, hỗ trợ chăm sóc|10|0|Giấy xác nhận khuyết tật nếu có*|Quyết định trợ cấp|trợ cấp người già, tiền hằng tháng
Hỗ trợ chi phí mai táng|3|0|Trích lục khai tử*|Quyết định hỗ trợ|mai táng phí
Trợ giúp xã hội khẩn cấp|2|0|Biên bản xác minh thiệt hại|Quyết định trợ giúp|hỗ trợ bão lụt, cháy nhà
Xác định mức độ khuyết tật|15|0|Giấy tờ về khuyết tật*|Giấy xác nhận khuyết tật|giấy khuyết tật
Cấp lại giấy xác nhận khuyết tật|5|0|Giấy tờ tùy thân*|Giấy xác nhận khuyết tật|mất giấy khuyết tật
Công nhận hộ nghèo, hộ cận nghèo phát sinh trong năm|15|0|Giấy đề nghị của hộ|Quyết định công nhận|xin hộ nghèo
Công nhận hộ thoát nghèo, thoát cận nghèo|15|0|Giấy đề nghị của hộ|Quyết định công nhận|ra khỏi hộ nghèo
Xác nhận hộ làm nông nghiệp có mức sống trung bình|5|0|Giấy đề nghị của hộ|Giấy xác nhận|bảo hiểm hộ trung bình
Nhận chăm sóc, nuôi dưỡng người cần bảo vệ khẩn cấp|3|0|Cam kết nhận nuôi dưỡng|Quyết định hỗ trợ|nhận nuôi trẻ, nhận người già
Thôi hưởng trợ cấp do chuyển nơi cư trú|5|0|Quyết định đang hưởng*|Văn bản chuyển hồ sơ|chuyển trợ cấp`},
  { number: 8, name: 'Người có công', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Pháp lệnh số 02/2020/UBTVQH14 ngày 09/12/2020', 'Nghị định số 131/2021/NĐ-CP ngày 30/12/2021 của Chính phủ'], lines: `
Xác nhận bản khai của thân nhân liệt sĩ|5|0|Giấy báo tử hoặc bằng Tổ quốc ghi công*|Bản khai được xác nhận|chế độ liệt sĩ
Hưởng trợ cấp thờ cúng liệt sĩ|10|0|Biên bản ủy quyền của gia đình|Quyết định trợ cấp|tiền hương khói
Hưởng mai táng phí khi người có công từ trần|10|0|Trích lục khai tử*; Hồ sơ người có công*|Quyết định trợ cấp|mai táng thương binh
Cấp giấy giới thiệu thăm viếng mộ liệt sĩ|1|0|Giấy tờ về mộ liệt sĩ*|Giấy giới thiệu|viếng mộ, tìm mộ
Hỗ trợ người có công cải thiện nhà ở|15|0|Ảnh hiện trạng nhà|Danh sách được hỗ trợ|sửa nhà thương binh
Ưu đãi giáo dục cho con người có công|10|0|Giấy xác nhận đang học*|Quyết định trợ cấp|học phí con thương binh
Sửa thông tin cá nhân trong hồ sơ người có công|12|0|Giấy tờ làm căn cứ sửa*|Hồ sơ được sửa|sửa tên hồ sơ`},
  { number: 9, name: 'Giáo dục và Đào tạo', level: 'commune', office: 'Phòng Văn hóa – Xã hội cấp xã', bases: ['Luật Giáo dục số 43/2019/QH14 ngày 14/6/2019'], organisations: true, lines: `
Thành lập nhóm trẻ độc lập|15|0|Hợp đồng thuê hoặc quyền sử dụng nhà*; Bằng cấp của người chăm sóc trẻ*|Quyết định cho phép thành lập|mở nhóm giữ trẻ
Cho phép lớp mẫu giáo độc lập hoạt động trở lại|15|0|Biên bản khắc phục|Quyết định cho phép|mở lại lớp
Hỗ trợ ăn trưa cho trẻ mẫu giáo|15|0|Giấy xác nhận hộ nghèo*|Danh sách được hỗ trợ|tiền ăn trưa cho bé
Hỗ trợ chi phí học tập cho học sinh khó khăn|10|0|Giấy xác nhận hộ nghèo*|Danh sách được hỗ trợ|tiền học, miễn học phí
Chuyển trường đối với học sinh tiểu học|3|0|Học bạ; Đơn của cha mẹ|Giấy tiếp nhận học sinh|xin chuyển trường
Chuyển trường đối với học sinh trung học cơ sở|3|0|Học bạ; Đơn của cha mẹ|Giấy tiếp nhận học sinh|chuyển trường cấp hai
Công nhận xã đạt chuẩn phổ cập giáo dục|20|0|Báo cáo kết quả phổ cập|Quyết định công nhận|phổ cập
Thành lập trung tâm học tập cộng đồng|15|0|Đề án thành lập|Quyết định thành lập|trung tâm cộng đồng`},
  { number: 10, name: 'Y tế, dân số', level: 'commune', office: 'Phòng Văn hóa – Xã hội cấp xã', bases: ['Luật An toàn thực phẩm số 55/2010/QH12 ngày 17/6/2010'], lines: `
Cam kết bảo đảm an toàn thực phẩm của cơ sở nhỏ lẻ|3|0|Giấy chứng nhận đăng ký hộ kinh doanh nếu có*|Bản cam kết được tiếp nhận|bán hàng ăn, thức ăn đường phố
Cấp giấy chứng nhận đủ điều kiện an toàn thực phẩm cho bếp ăn|15|700000|Bản thuyết minh cơ sở vật chất; Giấy khám sức khỏe*|Giấy chứng nhận|giấy vệ sinh thực phẩm
Cấp giấy chứng sinh cho trường hợp sinh tại nhà|3|0|Đơn xác nhận của người đỡ đẻ|Giấy chứng sinh|sinh con ở nhà
Đổi nơi khám chữa bệnh ban đầu|5|0|Thẻ bảo hiểm y tế|Thẻ bảo hiểm y tế|đổi bệnh viện`},
  { number: 11, name: 'Lao động, việc làm', level: 'commune', office: 'Phòng Văn hóa – Xã hội cấp xã', bases: ['Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019'], lines: `
Vay vốn hỗ trợ tạo việc làm|10|0|Dự án vay vốn|Danh sách được vay|vay vốn làm ăn
Đăng ký tham gia học nghề ngắn hạn|5|0|Giấy tờ tùy thân*|Danh sách lớp|học nghề miễn phí
Hỗ trợ đi làm việc ở nước ngoài theo hợp đồng|10|0|Hợp đồng đi làm việc*; Hóa đơn chi phí*|Quyết định hỗ trợ|xuất khẩu lao động
Xác nhận người lao động chưa có việc làm|2|0|Giấy tờ tùy thân*|Giấy xác nhận|xác nhận chưa có việc`},
  { number: 12, name: 'Môi trường', level: 'commune', office: 'Phòng Kinh tế cấp xã', bases: ['Luật Bảo vệ môi trường số 72/2020/QH14 ngày 17/11/2020'], organisations: true, lines: `
Đăng ký môi trường|5|0|Bản kê nguồn thải|Văn bản tiếp nhận|giấy môi trường
Xác nhận hợp đồng thu gom rác sinh hoạt|3|0|Hợp đồng với đơn vị thu gom*|Văn bản xác nhận|đổ rác, tiền rác
Tham vấn cộng đồng về tác động môi trường|15|0|Báo cáo tóm tắt dự án|Biên bản tham vấn|họp dân về dự án`},
  { number: 13, name: 'Nông nghiệp', level: 'commune', office: 'Phòng Kinh tế cấp xã', bases: ['Luật Trồng trọt số 31/2018/QH14 ngày 19/11/2018', 'Luật Thủy sản số 18/2017/QH14 ngày 21/11/2017'], lines: `
Chuyển đổi cơ cấu cây trồng trên đất lúa|5|0|Sơ đồ thửa ruộng|Văn bản đồng ý|chuyển ruộng sang trồng cây khác
Hỗ trợ khôi phục sản xuất sau thiên tai|15|0|Biên bản kiểm kê thiệt hại|Quyết định hỗ trợ|lúa bị ngập, mất mùa
Đăng ký kê khai chăn nuôi|1|0|Bản kê số lượng vật nuôi|Sổ được ghi|nuôi heo, nuôi gà
Xác nhận bảng kê lâm sản|3|0|Bảng kê lâm sản|Bảng kê được xác nhận|bán gỗ rừng trồng
Đăng ký nuôi trồng thủy sản lồng bè|7|0|Sơ đồ vị trí lồng bè|Giấy xác nhận|nuôi cá lồng
Công nhận tổ cộng đồng bảo vệ nguồn lợi thủy sản|20|0|Phương án của tổ|Quyết định công nhận|tổ nghề cá`},
  { number: 14, name: 'Văn hóa, thể thao', level: 'commune', office: 'Phòng Văn hóa – Xã hội cấp xã', bases: ['Nghị định số 110/2018/NĐ-CP ngày 29/8/2018 của Chính phủ'], lines: `
Thông báo tổ chức lễ hội cấp xã|10|0|Kế hoạch tổ chức lễ hội|Văn bản tiếp nhận|hội làng
Thành lập thư viện cộng đồng|7|0|Danh mục sách|Văn bản tiếp nhận|mở thư viện
Công nhận câu lạc bộ thể thao cơ sở|5|0|Danh sách thành viên|Quyết định công nhận|câu lạc bộ bóng đá
Xét tặng danh hiệu gia đình văn hóa|10|0|Bảng tự chấm điểm|Quyết định tặng danh hiệu|gia đình văn hóa`},
  { number: 15, name: 'Tín ngưỡng, tôn giáo', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Luật Tín ngưỡng, tôn giáo số 02/2016/QH14 ngày 18/11/2016'], organisations: true, lines: `
Đăng ký hoạt động tín ngưỡng|15|0|Bản kê hoạt động trong năm|Văn bản trả lời|cúng đình
Thông báo danh mục hoạt động tôn giáo hằng năm|0|0|Bản thông báo|Đã tiếp nhận|lịch lễ
Thông báo quyên góp trong địa bàn xã|0|0|Bản thông báo|Đã tiếp nhận|quyên góp`},
  { number: 16, name: 'Thuế, phí', level: 'commune', office: 'Ủy ban nhân dân cấp xã', bases: ['Luật Quản lý thuế số 38/2019/QH14 ngày 13/6/2019'], lines: `
Miễn, giảm thuế sử dụng đất phi nông nghiệp|10|0|Giấy tờ chứng minh được miễn, giảm*|Quyết định miễn, giảm|giảm thuế đất
Xác nhận khai thuế của cá nhân cho thuê nhà|2|0|Hợp đồng cho thuê*|Tờ khai được xác nhận|cho thuê phòng trọ`},
];
