"""Reports as web pages: six builds of page, with all the furniture that stands around an article."""

# ruff: noqa: E501  markup is long

import re
from collections.abc import Callable
from html import escape

FURNITURE = {
    "menu": ["Trang chủ", "Tin 24h", "Giới thiệu", "63 tỉnh thành", "Văn bản"],
    "comment": ["Nguyễn Văn An: Xã tôi chỉ hỗ trợ 47 hộ nghèo, còn 913 hộ chưa được gì cả. Trả lời (77)", "Chị Bích: 8.131 đảng viên!"],
    "weather": ["29°C, độ ẩm 71%", "Gió cấp 4, mưa 57 mm"],
    "poll": ["Hài lòng: 1.777 phiếu (61%)", "Không hài lòng: 419 phiếu"],
    "related": [
        "Hội Phụ nữ huyện trao 517 suất quà cho phụ nữ nghèo", "Kết nạp 919 đảng viên mới trong năm",
        "Giải ngân 4,77 tỷ đồng cho 617 hộ vay vốn",
    ],
    "counter": ["Đang truy cập: 187", "Tổng lượt truy cập: 9.517.317"],
    "footer": ["Địa chỉ: 117 Trần Phú. Điện thoại: 0243.719.171", "Giấy phép số 17/GP-TTĐT cấp ngày 17/7/2017"],
}  # fmt: skip
HEADINGS = {
    "comment": "Bình luận (2)", "weather": "Thời tiết", "poll": "Thăm dò ý kiến", "related": "Tin liên quan",
    "counter": "Lượt truy cập",
}  # fmt: skip
NAMES = {
    "comment": "box-comment",
    "weather": "weather",
    "poll": "poll-box",
    "related": "related-news",
    "counter": "counter",
}


def lines(text: str) -> list[str]:
    """The lines of a report; those of its own furniture too."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def paragraphs(text: str) -> str:
    """A paragraph a line; blanks that place columns are kept as a browser would have to be told to."""
    return "\n".join(f"<p>{_kept(line)}</p>" for line in lines(text))


def broken(text: str) -> str:
    """Lines divided by `<br>`."""
    return "<br>\n".join(map(_kept, lines(text)))


def _kept(line: str) -> str:
    return re.sub(r" {2,}|\t", lambda m: "&nbsp;" * max(3, len(m.group())), escape(line))


def _links(kind: str) -> str:
    return "".join(f'<li><a href="/{i}.html">{escape(t)}</a></li>' for i, t in enumerate(FURNITURE[kind]))


def _box(kind: str, marked: bool) -> str:
    """A box of furniture, its classes telling what it is or not."""
    named = f' class="{NAMES[kind]}"' if marked else ' class="b2"'
    inner = f"<ul>{_links(kind)}</ul>" if kind == "related" else "".join(f"<p>{escape(t)}</p>" for t in FURNITURE[kind])
    return f"<div{named}><h3>{HEADINGS[kind]}</h3>{inner}</div>"


def _boxes(*kinds: str, marked: bool = False) -> str:
    return "".join(_box(kind, marked) for kind in kinds)


def _footer() -> str:
    return "".join(f"<p>{escape(t)}</p>" for t in FURNITURE["footer"])


def _head(extra: str = "") -> str:
    return f'<head><meta charset="utf-8"><title>Cổng thông tin điện tử</title>{extra}<style>p{{x:12}}</style></head>'


def div_soup(text: str) -> str:
    return (
        f'<!DOCTYPE html><html>{_head()}<body><div class="a1"><div class="a2"><ul>{_links("menu")}</ul></div>'
        f'<div class="a3"><div class="a4">{paragraphs(text)}</div>{_boxes("related", "comment")}</div>'
        f'<div class="a5">{_boxes("weather", "poll", "counter")}</div><div class="footer">{_footer()}</div></div></body></html>'
    )


def article(text: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="vi">{_head()}<body class="has-sidebar"><header><nav><ul>{_links("menu")}</ul></nav></header>'
        f"<main><article>{paragraphs(text)}<script>var n = 4711;</script></article>{_boxes('related', marked=True)}"
        f"<section id=comments>{_box('comment', True)}</section></main>"
        f"<aside>{_boxes('weather', 'poll', 'counter', marked=True)}</aside><footer>{_footer()}</footer></body></html>"
    )


def table_layout(text: str) -> str:
    return (
        f"<html>{_head()}<body bgcolor=#ffffff><table width=100%><tr><td colspan=3><ul>{_links('menu')}</ul></td></tr><tr>"
        f"<td width=20%>{_boxes('weather', 'poll')}</td><td><font face=Arial>{broken(text)}</font><hr>{_boxes('related')}"
        f"{_boxes('comment')}</td><td>{_boxes('counter')}</td></tr><tr><td colspan=3 align=center>{_footer()}</td></tr>"
        "</table></body></html>"
    )


def portal(text: str) -> str:
    return (
        f'<!DOCTYPE html><html>{_head()}<body><form id="aspnetForm" method="post"><div id="wrapper"><div id="banner">'
        f'<div id="navigation"><ul>{_links("menu")}</ul></div></div><div class="portlet-layout"><div class="portlet-column">'
        f'<div class="portlet-content"><div class="journal-content-article">{paragraphs(text)}</div>'
        f'<div class="othernews"><h2>Các tin khác</h2><ul>{_links("related")}</ul></div>'
        f'<div class="feedback"><h2>Ý kiến bạn đọc</h2>{_box("comment", False)}<textarea>Nội dung (500 ký tự)</textarea>'
        "<select><option>Sở 1</option><option>Sở 2</option></select></div></div></div>"
        f'<div class="portlet-column">{_boxes("weather", "poll", "counter", marked=True)}</div></div>'
        f'<div id="footer">{_footer()}</div></div></form></body></html>'
    )


def minimal(text: str) -> str:
    return (
        f"{''.join(f'<p><a href=/{i}>{t}</a></p>' for i, t in enumerate(FURNITURE['menu']))}{paragraphs(text)}"
        f"<h3>Tin liên quan</h3><ul>{_links('related')}</ul><h3>Thời tiết</h3><p>{FURNITURE['weather'][0]}</p>"
        f"<h3>Bình luận</h3>{''.join(f'<p>{t}</p>' for t in FURNITURE['comment'])}"
    )


def malformed(text: str) -> str:
    inner = "\n".join(f"<P ALIGN=justify><FONT SIZE='3'><SPAN>{_kept(line)}" for line in lines(text))
    return (
        f"<HTML><HEAD><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=iso-8859-1'><BODY><DIV ID=menu>{_links('menu')}"
        f"</DIV><DIV ID=noidung><DIV>{inner}</DIV></B></FONT></TD><DIV CLASS=tinlienquan><B>Tin khác</B>{_links('related')}</DIV>"
        f"<div class='binhluan'>{_box('comment', False)}</div><div id=thoitiet>{_box('weather', False)}</div>&lol;<p<<b>"
    )


TEMPLATES: dict[str, Callable[[str], str]] = {
    f.__name__: f for f in (div_soup, article, table_layout, portal, minimal, malformed)
}
FURNITURE_NUMBERS = frozenset(
    n for texts in FURNITURE.values() for t in texts for n in re.findall(r"\d[\d.,]*\d|\d", t)
)
