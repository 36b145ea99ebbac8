#!/usr/bin/env python3
"""Sheets as they come from schools and departments: a file for every situation of county B.16 that a file can show.

The files lie beside this script and are read by `server/backend/tests/sheets`. They are written by the programs that people
have, as far as Python stands for them; everything in them is made up. Run it anew after a change:

    python3 -m venv /tmp/sheets && /tmp/sheets/bin/pip install xlsxwriter openpyxl xlwt msoffcrypto-tool
    /tmp/sheets/bin/python make.py

What must not lie in a repository (bombs, files of twenty megabytes, two hundred broken files) is made by the tests.
"""

import datetime
import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import xlsxwriter
import xlwt

HERE = Path(__file__).resolve().parent
DAY = datetime.datetime(2026, 11, 23)
HEADINGS = ["姓名", "性别", "出生日期", "公民身份号码"]
K1 = ["王示一", "男", "2015-03-08", "411628201503089973"]
K2 = ["张示二", "女", "2015-11-03", "411628201511039984"]
K3 = ["𬭊示三", "男", "2010-12-22", "120119201012229990"]
LIST = [HEADINGS, K1, K2, K3]


def book(name, fill, **options):
    """A workbook as Excel writes it."""
    with xlsxwriter.Workbook(HERE / name, options) as workbook:
        workbook.set_properties({"created": DAY})
        fill(workbook)


def rows(sheet, lines, first=0):
    for at, line in enumerate(lines, first):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write(at, column, cell)


def simple(name, lines, sheet="名单", **options):
    book(name, lambda workbook: rows(workbook.add_worksheet(sheet), lines), **options)


# --- kinds, encodings, separators -------------------------------------------------------------------------------------


def kinds():
    simple("list.xlsx", LIST)
    text = "".join(",".join(line) + "\r\n" for line in LIST)
    (HERE / "list-utf8.csv").write_bytes(text.encode("utf-8"))
    (HERE / "list-utf8-mark.csv").write_bytes(text.encode("utf-8-sig"))
    (HERE / "list-gb18030.csv").write_bytes(text.encode("gb18030"))
    (HERE / "list-utf16.txt").write_bytes(b"\xff\xfe" + text.replace(",", "\t").encode("utf-16-le"))
    (HERE / "list-semicolon.csv").write_bytes(text.replace(",", ";").replace("\r\n", "\r").encode("utf-8"))
    (HERE / "encoding-bad.csv").write_bytes(text.encode("gb18030").replace("张示二".encode("gb18030"), b"\xff\xff"))
    (HERE / "quotes.csv").write_text('姓名,现住址,证号\n王示一,"长虹街道\n1号院,2门",411628201503089973\n', encoding="utf-8")
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in LIST)
    (HERE / "page.xls").write_text(f"<html><body><table>{cells}</table></body></html>", encoding="utf-8")
    (HERE / "xml-2003.xls").write_text(
        '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', encoding="utf-8"
    )
    plain = (HERE / "list.xlsx").read_bytes()
    closed = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("mima", closed)
    (HERE / "encrypted.xlsx").write_bytes(closed.getvalue())
    (HERE / "macro.xlsm").write_bytes(plain)
    with zipfile.ZipFile(HERE / "macro.xlsm", "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def old():
    """BIFF8: a title, merged headings, a hidden row, a date, damaged numbers, formulas."""
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("名单")
    sheet.write_merge(0, 0, 0, 5, "某某小学 学生名单")
    sheet.write_merge(1, 2, 0, 0, "姓名")
    sheet.write_merge(1, 2, 1, 1, "出生日期")
    sheet.write_merge(1, 2, 2, 2, "身份证号")
    sheet.write_merge(1, 1, 3, 4, "家长信息")
    sheet.write(2, 3, "姓名")
    sheet.write(2, 4, "电话")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, (name, number) in enumerate([("王示一", K1[3]), ("张示二", 4.11628201511039984e17), ("赵示三", K3[3])], 3):
        sheet.write(at, 0, name)
        sheet.write(at, 1, datetime.date(2015, 3, 8), date)
        sheet.write(at, 2, number)
        sheet.write(at, 3, "家长" + name[-1])
        sheet.write(at, 4, 13800138000.0)
    sheet.row(4).hidden = True
    sheet.write(6, 0, "合计")
    sheet.write(6, 1, 3)
    hidden = workbook.add_sheet("底稿")
    hidden.visibility = 1
    for column, heading in enumerate(HEADINGS):
        hidden.write(0, column, heading)
        hidden.write(1, column, K2[column])
    workbook.save(str(HERE / "list.xls"))


# --- sheets, rows, headings -------------------------------------------------------------------------------------------


def headings():
    def merged(workbook):
        sheet, centre = workbook.add_worksheet("名单"), workbook.add_format({"align": "center"})
        sheet.merge_range(0, 0, 0, 5, "某某小学2026年秋季学期学生名单", centre)
        sheet.merge_range(1, 0, 1, 5, "填报单位：某某小学", centre)
        for column, heading in enumerate(["姓名", "性别", "出生日期", "身份证号"]):
            sheet.merge_range(2, column, 3, column, heading, centre)
        sheet.merge_range(2, 4, 2, 5, "家长信息", centre)
        rows(sheet, [[None] * 4 + ["姓名", "电话"]], 3)
        rows(sheet, [K1 + ["王家长", "13800138000"], K2 + ["张家长", "13900139000"]], 4)

    book("title-merged.xlsx", merged)

    def group_above(workbook):
        sheet, centre = workbook.add_worksheet("名单"), workbook.add_format({"align": "center"})
        sheet.merge_range(0, 0, 0, 1, "学生基本信息", centre)
        sheet.merge_range(0, 2, 0, 3, "监护人信息", centre)
        rows(sheet, [["姓名", "身份证号", "姓名", "身份证号"], ["王示一", K1[3], "王家长", "411628750615997"]], 1)

    book("group-above.xlsx", group_above)
    text = "学校名单,,,,\n姓名,证号,家长信息,,班级\n,,姓名,电话,\n王示一,411628201503089973,王家长,13800138000,一班\n"
    (HERE / "two-lines.csv").write_text(text, encoding="utf-8")

    def three(workbook):
        for name, line in [("一年级", K1), ("二年级", K2)]:
            rows(workbook.add_worksheet(name), [["名单"], [], [], HEADINGS, line])
        rows(workbook.add_worksheet("说明"), [["请按户口簿填写"], ["姓名写全"]])
        hidden = workbook.add_worksheet("去年")
        rows(hidden, [HEADINGS, K3])
        hidden.hide()

    book("three-sheets.xlsx", three)

    def filtered(workbook):
        sheet = workbook.add_worksheet("名单")
        rows(sheet, [HEADINGS] + [K1] * 300)
        sheet.autofilter(0, 0, 300, 3)
        for row in range(10, 22):
            sheet.set_row(row, None, None, {"hidden": True})

    book("hidden-rows.xlsx", filtered)
    simple("aliases.xlsx", [["儿童\n姓 名*", "学生身份证号码", "生日", "家庭住址（必填）", "家长手机号", "特长"],
                            ["王示一", K1[3], "2015-03-08", "长虹街道", "13800138000", "画画"]])
    simple("name-missing.xlsx", [["性别", "出生日期", "身份证号"], K1[1:]])
    simple("twice.xlsx", [["姓名", "身份证号", "证件号码"], ["王示一", K1[3], K2[3]]])

    def totals(workbook):
        sheet = workbook.add_worksheet("名单")
        rows(sheet, [["序号"] + HEADINGS, [1] + K1, [2, None, None, None, None], [3] + K2])
        rows(sheet, [["合 计：2人"], ["填表人：某某", None, "备注"], ["备注：按学籍系统导出"]], 6)

    book("totals.xlsx", totals)

    def merged_body(workbook):
        sheet = workbook.add_worksheet("名单")
        rows(sheet, [["姓名", "证号", "学校", "班级"]])
        sheet.merge_range(1, 2, 3, 2, "长虹小学")
        sheet.merge_range(2, 0, 3, 0, "张示二")
        rows(sheet, [["王示一", K1[3], None, "一班"], [None, K2[3], None, "一班"], [None, K3[3], None, "二班"]], 1)

    book("merged-body.xlsx", merged_body)


# --- cells ------------------------------------------------------------------------------------------------------------


def cells():
    column = [1.2010120150308998e17, "4.11628E+17", "120101201503080000", "120101201503081000", "120101201503082000",
              " ４１１６ 2820 1503 0899 73", "'411628201503089973", "34122120180410997×", 411628750615997, "41162820150308997",
              "4116282015030899731", "41162820150X089973", "411628201503089974", "1201**********9976", "无"]
    simple("id-numbers.xlsx", [["姓名", "性别", "出生日期", "身份证号"]] + [["李某", "男", "2015-03-08", cell] for cell in column[:2]]
           + [["李某", "男", "2015-03-08", cell] for cell in column[5:]])
    simple("id-rounded.xlsx", [["姓名", "身份证号"]] + [["李某", cell] for cell in column[2:5] + [K1[3], K2[3]]])
    simple("guardian-ids.xlsx", [["姓名", "证号", "监护人身份证号"], ["王示一", "411628750615997", "411628750615997"]])

    def dates(workbook, serial):
        sheet, date = workbook.add_worksheet("名单"), workbook.add_format({"num_format": "yyyy/m/d"})
        written = ["2015年3月8日", "20150308", 20150308, "2015.3.8", "2015/3/8", "2015-03-08 00:00:00", "2015-03-08T00:00:00",
                   serial, "二〇一五年三月八日", "２０１５－０３－０８", "15.3.8"]
        rows(sheet, [["姓名", "出生日期"]] + [["王示一", cell] for cell in written])
        sheet.write_string(len(written) + 1, 0, "王示一")
        sheet.write_datetime(len(written) + 1, 1, datetime.datetime(2015, 3, 8), date)

    book("dates.xlsx", lambda workbook: dates(workbook, 42071))
    book("dates-1904.xlsx", lambda workbook: dates(workbook, 40609), date_1904=True)
    simple("dates-wrong.xlsx", [["姓名", "出生日期", "证号"], ["甲示一", "08/03/2015", K1[3]], ["甲示二", "08/03/2015"],
                                ["甲示三", "75.6.15"], ["甲示四", "2015-02-29", K1[3]], ["甲示五", "2015-02-29"], ["甲示六", "2015-3"],
                                ["甲示七", "农历二月初三"], ["甲示八", "2026-11-24"], ["甲示九", "3/25/2015"],
                                ["甲示十", "2015-03-09", K1[3]]])
    names = ["张 三", "欧 阳 娜", "阿卜杜拉•买买提", "王小明（明明）", "张3", "张三/李四", "张*", "John Smith", "𬭊某", "王\ue863", "王\ue000"]
    simple("names.xlsx", [["姓名", "性别", "生日"]] + [[name, "女孩", "2015-03-08"] for name in names])

    def formulas(workbook):
        sheet = workbook.add_worksheet("名单")
        rows(sheet, [["姓名", "证号"]] + [[None, number] for number in [K1[3], K2[3], K3[3]]])
        sheet.write_formula(1, 0, "=VLOOKUP(B2,名单!B:C,2,0)", None, "王示一")
        sheet.write_formula(2, 0, "=VLOOKUP(B3,名单!B:C,2,0)", None, "#N/A")
        sheet.write_formula(3, 0, "='[1]名单'!A4", None, "赵示三")

    book("formulas.xlsx", formulas)
    # As a program writes it that calculates nothing: a formula without a result.
    workbook = openpyxl.Workbook()
    for line in [["姓名", "证号"], ['="王"&"示一"', K1[3]]]:
        workbook.active.append(line)
    workbook.save(HERE / "formula-unknown.xlsx")


kinds()
old()
headings()
cells()
