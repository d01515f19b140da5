package dev.canard.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>a</p><p>b</p> | a\\n\\nb",
                "<p>a<br>b<br/><br />c</p> | a\\nb\\n\\nc",
                "<div>a</div><div>b</div> | a\\nb",
                "a <b>b</b>c | a bc",
                "<p class=\"quote-inline\">RE: <a href=\"https://a.example/1\">a.example/1</a></p><p>b</p> | b",
                "<p class=\"quote-inline\">RE: what I claim</p><p>b</p> | RE: what I claim\\n\\nb",
                "<p>x <span class=\"invisible\">y</span>z</p> | x z",
                "<p>a</p>\\n\\n <p>b</p> | a\\n\\nb",
                "no markup &amp; one &lt;b&gt; | no markup & one <b>",
                "<a href=\"https://a.example/x\">a.example/x</a>ワクチンは毒です | https://a.example/x ワクチンは毒です",
                "<a href=\"https://a.example/x\">a.example/x</a>).<b>b</b> | https://a.example/x).b",
                "<a href=\"https://a.example/x\">a.example/x</a>.b | https://a.example/x .b",
                "<a href=\"https://a.example/x\">a.example/x</a><a href=\"https://b.example/y\">b.example/y</a> | https://a.example/x https://b.example/y",
                "<a href=\"https://a.example/灯台\">a.example/灯…</a> | https://a.example/%E7%81%AF%E5%8F%B0",
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d | a\\n\\nb\\n\\nc\\n\\nd"
            })
    void html_isReadAsAPersonSeesIt(String html, String text) throws RejectedException {
        assertThat(HtmlText.of("content", html.replace("\\n", "\n")).text()).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void html_linkThatShowsItsAddress_isWrittenOut_andOneThatDoesNot_isNamedBeside() throws RejectedException {
        assertThat(
                        HtmlText.of(
                                "content",
                                "<a href='https://www.a.example/long/path?q=1'>a.example/long/…</a> <a href='https://b.example'>a.example</a>"
                                        + " <a href='javascript:alert(1)'>c</a> <a class='mention' href='https://d.example/@d'>@d</a>"))
                .isEqualTo(new ReadText(
                        "https://www.a.example/long/path?q=1 a.example c @d", List.of("https://b.example")));
    }

    @Test
    void html_largerThanAnyPost_isRejected() {
        assertThatThrownBy(() -> HtmlText.of("content", "x".repeat(200_001)))
                .hasMessage("content has 200001 characters, at most 200000 are read");
        assertThatThrownBy(() -> HtmlText.of("content", "<b>".repeat(10_001)))
                .hasMessage("content has more than 10000 tags");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div>",
                "<b>",
                "<b><p>",
                "<a><div>",
                "<table><tr><td>",
                "<ul><li>",
                "<font size=1><h1>",
                "</p>",
                "<svg><p>",
                "<pre>\n",
                "<a href=http://a>",
                "x<br>"
            })
    @Timeout(20)
    void html_deepOrBroken_isRead(String tag) throws RejectedException {
        int tags = (int) tag.chars().filter(c -> c == '<').count();

        assertThat(HtmlText.of("content", tag.repeat(10_000 / tags - 1) + "end").text())
                .contains("end");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a *b* __c__ | a b c",
                "a\\nb | a b",
                "a\\n\\nb | a\\n\\nb",
                "`code` | code",
                "> said | «said»",
                "![picture](u) seen | seen",
                "[words](https://a.example) | words",
                "[a.example/x…](https://a.example/x/y) | https://a.example/x/y",
                "<https://a.example/x> | https://a.example/x",
                "[*loud*](https://a.example) | loud",
                "[a.example/x](https://a.example/x)ワクチンは毒です | https://a.example/x ワクチンは毒です",
                "<https://a.example/x>*b* | https://a.example/x b",
                "<https://a.example/x>. | https://a.example/x.",
                "<https://a.example/x>\\nb | https://a.example/x b",
                "[relative](/r/place) | relative",
                "1 \\* 2 | 1 * 2"
            })
    void markdown_isReadAsAPersonSeesIt(String markdown, String text) {
        assertThat(MarkdownText.of(markdown.replace("\\n", "\n")).text()).isEqualTo(text.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a**b_c* ", "*", "_a_", "> ", "- ", "[", "![", "[a](", "`a``", "<a ", "&", "- a\n", "[a]: b\n"})
    @Timeout(20)
    void markdown_hostile_isRead(String unit) {
        assertThat(MarkdownText.of(unit.repeat(100_000 / unit.length()))).isNotNull();
        assertThat(MarkdownText.of(unit.repeat(2_000 / unit.length()))).isNotNull();
    }

    @Test
    void markdown_withMoreMarksThanAPersonMakes_staysAsTyped() {
        String typed = "*a* ".repeat(1_001) + "[b](https://b.example)";

        assertThat(MarkdownText.of(typed)).isEqualTo(new ReadText(typed, List.of()));
    }
}
