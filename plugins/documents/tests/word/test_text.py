"""The characters of a paragraph."""

from __future__ import annotations

import pytest
from build import deleted, field, ins, p, r, sdt, table

FIELD = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'


def run(xml: str) -> str:
    return f"<w:r>{xml}</w:r>"


def test_runs_are_joined_as_they_stand(texts):
    assert texts(p("до 25", r(".01", "<w:b/>"), ".2023")) == ["до 25.01.2023"]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<w:t> а </w:t>", "а"),
        ('<w:t xml:space="preserve"> а </w:t>', " а "),
        ('<w:t xml:space="default"> а </w:t>', "а"),
        ("<w:t>а\n  б</w:t>", "а   б"),
        ("<w:t>а  б</w:t>", "а  б"),
        ("<w:t>&#160;а&#160;</w:t>", "\u00a0а\u00a0"),
        ("<w:t/>", ""),
        ("<w:t><![CDATA[а<б]]></w:t>", "а<б"),
        ("<w:t>а<!-- примечание -->б</w:t>", "аб"),
    ],
)
def test_white_space_is_kept_where_word_keeps_it(texts, element, text):
    assert texts(p(run(element))) == [text]


def test_white_space_is_kept_where_an_ancestor_says_so(texts):
    assert texts(f'<w:p xml:space="preserve">{run("<w:t>а </w:t><w:t>б</w:t>")}</w:p>') == ["а б"]


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<w:tab/>", "а\tб"),
        ('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', "а\tб"),
        ("<w:noBreakHyphen/>", "а-б"),
        ("<w:softHyphen/>", "аб"),
        ("<w:t>\u00ad</w:t>", "аб"),
        ("<w:t>\u2011</w:t>", "а-б"),
        ("<w:t>\u00a0</w:t>", "а\u00a0б"),
        ("<w:br/>", "а\nб"),
        ('<w:br w:type="textWrapping"/>', "а\nб"),
        ('<w:br w:type="page"/>', "а\nб"),
        ('<w:br w:type="column"/>', "а\nб"),
        ("<w:cr/>", "а\nб"),
        ("<w:lastRenderedPageBreak/>", "аб"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/>', "а•б"),
        ('<w:sym w:font="Wingdings" w:char="F0FC"/>', "а✓б"),
        ('<w:sym w:font="Wingdings" w:char="00FC"/>', "а✓б"),
        ('<w:sym w:font="Symbol" w:char="F061"/>', "аαб"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "а☑б"),
        ('<w:sym w:font="Times New Roman" w:char="2116"/>', "а№б"),
        ('<w:sym w:font="Wingdings" w:char="мусор"/>', "аб"),
        ("<w:instrText> PAGE </w:instrText>", "аб"),
        ("<w:delText>старое</w:delText>", "аб"),
    ],
)
def test_a_special_character_is_what_is_seen(texts, element, text):
    assert texts(p(run(f"<w:t>а</w:t>{element}<w:t>б</w:t>"))) == [text]


def test_a_line_break_continues_the_paragraph(read):
    (paragraph,) = read(p("до 25 января\nдо 3 марта")).blocks
    assert [(line.text, line.joined) for line in paragraph.lines] == [("до 25 января", False), ("до 3 марта", True)]


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:hyperlink r:id="rId9">{}</w:hyperlink>',
        '<w:hyperlink w:anchor="раздел">{}</w:hyperlink>',
        '<w:smartTag w:uri="urn:x" w:element="date">{}</w:smartTag>',
        '<w:customXml w:uri="urn:x" w:element="srok">{}</w:customXml>',
        '<w:dir w:val="ltr">{}</w:dir>',
        '<w:bdo w:val="ltr">{}</w:bdo>',
        '<w:fldSimple w:instr=" DATE ">{}</w:fldSimple>',
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w14:conflictIns>{}</w14:conflictIns>",
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice>'
        "<mc:Fallback><w:r><w:t>запасное</w:t></w:r></mc:Fallback></mc:AlternateContent>",
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>чтение</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ],
)
def test_a_wrapper_lets_its_text_through(texts, wrapper):
    inner = wrapper.format(wrapper.format(r("марта")))
    assert texts(p("до 3 ", inner, " 2023")) == ["до 3 марта 2023"]


def test_an_alternative_that_word_does_not_know_gives_way_to_the_fallback(texts):
    other = (
        '<mc:AlternateContent xmlns:z="urn:example:z"><mc:Choice Requires="z"><w:r><w:t>неизвестное</w:t></w:r>'
        "</mc:Choice><mc:Fallback><w:r><w:t>запасное</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(p(other)) == ["запасное"]


def test_an_alternative_inside_a_run_is_read_once(texts):
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:t>один</w:t></mc:Choice>'
        "<mc:Fallback><w:t>другой</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(p(run(both))) == ["один"]


def test_a_field_shows_its_result_and_not_its_instruction(texts):
    assert texts(p("стр. ", field(" PAGEREF x \\h ", r("7")), " из ", field(" NUMPAGES ", r("9")))) == ["стр. 7 из 9"]


def test_a_field_without_a_result_shows_nothing(texts):
    assert texts(p("а", field(" PAGE "), "б")) == ["аб"]


def test_a_field_in_the_instruction_of_another_is_not_shown(texts):
    code = field(" DATE ", r("не видно"))
    outer = (
        FIELD.format("begin", "") + run("<w:instrText> IF </w:instrText>") + code + FIELD.format("separate", "")
        + r("видно") + field(" PAGE ", r(" и это")) + FIELD.format("end", "")
    )  # fmt: skip
    assert texts(p(outer, " всё")) == ["видно и это всё"]


def test_a_field_may_go_on_over_paragraphs_and_tables(read):
    begin = FIELD.format("begin", "") + run("<w:instrText> INCLUDETEXT </w:instrText>")
    body = (
        p("до ", begin),
        p(run("<w:t>это ещё код</w:t>")),
        p(FIELD.format("separate", ""), "первый"),
        table([["в таблице"]]),
        p("второй", FIELD.format("end", ""), " после"),
    )
    first, inside, last = read(*body).blocks
    assert [first.text, inside.rows[0].cells[0].text, last.text] == ["до первый", "в таблице", "второй после"]


def test_a_field_that_never_ends_swallows_nothing(texts):
    assert texts(p(FIELD.format("begin", ""), "текст"), p("дальше")) == ["текст", "дальше"]


def test_an_end_without_a_field_does_no_harm(texts):
    assert texts(p("а", FIELD.format("end", ""), FIELD.format("separate", ""), "б")) == ["аб"]


def test_a_field_whose_end_is_deleted_swallows_nothing(texts):
    gone = f"<w:del>{FIELD.format('separate', '')}{FIELD.format('end', '')}</w:del>"
    assert texts(p(FIELD.format("begin", ""), gone, "текст")) == ["текст"]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="май"/><w:listEntry w:val="июнь"/></w:ddList>', "июнь"),
        ('<w:ddList><w:default w:val="1"/><w:listEntry w:val="да"/><w:listEntry w:val="нет"/></w:ddList>', "нет"),
        ('<w:ddList><w:listEntry w:val="да"/><w:listEntry w:val="нет"/></w:ddList>', "да"),
        ('<w:ddList><w:result w:val="7"/><w:listEntry w:val="да"/></w:ddList>', ""),
        ("<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:textInput/>", ""),
    ],
)  # fmt: skip
def test_a_form_field_shows_what_was_chosen(texts, data, shown):
    begin = FIELD.format("begin", f"<w:ffData>{data}</w:ffData>")
    end = FIELD.format("separate", "") + FIELD.format("end", "")
    assert texts(p("[", begin, run("<w:instrText> FORM </w:instrText>"), end, "]")) == [f"[{shown}]"]


def test_a_text_form_field_shows_what_was_typed(texts):
    begin = FIELD.format("begin", "<w:ffData><w:textInput/></w:ffData>")
    typed = FIELD.format("separate", "") + r("до 1 мая") + FIELD.format("end", "")
    assert texts(p(begin, run("<w:instrText> FORMTEXT </w:instrText>"), typed)) == ["до 1 мая"]


def test_a_formula_is_read_as_a_line(texts):
    def m(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:fPr/><m:num>{m('3')}</m:num><m:den>{m('4')}</m:den></m:f>"
    bracket = f"<m:d><m:dPr/><m:e>{m('x')}</m:e></m:d>"
    total = f"<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub/><m:sup/><m:e>{m('k')}</m:e></m:nary>"
    assert texts(p("не менее ", f"<m:oMath>{fraction}{bracket}{total}</m:oMath>", " классов")) == [
        "не менее 3/4(x)∑k классов"
    ]
    assert texts(f"<m:oMathPara><m:oMath>{m('a')}</m:oMath></m:oMathPara>") == ["a"]


def test_a_run_outside_a_paragraph_is_not_lost(texts):
    assert texts(r("ничей"), sdt(r(" текст"))) == ["ничей текст"]


def test_capital_display_leaves_the_letters_as_typed(texts):
    assert texts(p(r("План", "<w:caps/>"))) == ["План"]


def test_empty_paragraphs_are_kept(texts):
    assert texts(p(), p("а"), "<w:p/>") == ["", "а", ""]


def test_insertions_and_deletions_together_give_the_new_text(texts):
    body = p("до 15 ", deleted("сентября"), ins(r("октября")), " 2026")
    assert texts(body) == ["до 15 октября 2026"]
