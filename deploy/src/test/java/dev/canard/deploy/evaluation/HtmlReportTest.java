package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.deploy.text.Table;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final String HOSTILE = "</td></svg><script>alert(\"1\")</script>&amp;<b a='";

    @Test
    void html_hostileTexts_stayTexts() {
        // when
        Document page = Jsoup.parse(page(HOSTILE));

        // then
        assertThat(page.select("script, b")).isEmpty();
        assertThat(page.title()).contains("<script>");
        assertThat(page.selectFirst("h1").wholeText()).isEqualTo(HOSTILE);
        assertThat(page.selectFirst("pre").wholeText()).isEqualTo(HOSTILE);
        assertThat(page.select("tbody td").first().wholeText()).isEqualTo(HOSTILE);
        assertThat(page.select(".note").first().wholeText()).isEqualTo(HOSTILE);
        assertThat(page.select("svg").attr("aria-label")).isEqualTo(HOSTILE);
        assertThat(page.select("svg text.legend").first().wholeText()).isEqualTo(HOSTILE);
    }

    @Test
    void html_asksTheNetworkForNothing_andNeedsNoScript() {
        String page = page("A title");

        assertThat(page)
                .startsWith("<!doctype html>")
                .doesNotContain("http:")
                .doesNotContain("https:")
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("<script")
                .doesNotContain("<link");
    }

    @Test
    void html_drawsEachLineInsideOfItsPicture() {
        String html = page("A title");
        Document page = Jsoup.parse(html);

        assertThat(page.select("svg polyline").attr("points")).isEqualTo("56.0,332.0 496.0,12.0");
        assertThat(page.select("svg circle")).hasSize(2);
        assertThat(html).contains("viewBox=\"0 0 800.0 384.0\"");
    }

    private static String page(String text) {
        Table table = new Table(text, List.of(text, text), List.of(List.of(text, text)), List.of(text));
        Chart.Series series =
                new Chart.Series(text, List.of(new Chart.Point(0, 0, text), new Chart.Point(1, 1, text)), true);
        Chart chart = Chart.ofShares(text, text, text, true, List.of(series));
        EvaluationResult result = new EvaluationResult(text, List.of(table), List.of(chart), new LinkedHashMap<>());
        return HtmlReport.html(result, text, LocalDate.of(2026, 3, 1));
    }
}
