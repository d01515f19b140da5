package dev.canard.deploy.evaluation;

import dev.canard.deploy.text.Table;
import dev.canard.ingest.ShippedResource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/**
 * An evaluation as a page of its own: one file without scripts that asks the network for nothing. It is built as a tree, so
 * that no text can become markup.
 */
public final class HtmlReport {

    private static final String STYLE = "report.css";

    private HtmlReport() {}

    /**
     * Writes the page.
     *
     * @param command the command line that gave the result
     * @param date when it was given
     */
    public static void write(Path file, EvaluationResult result, String command, LocalDate date) throws IOException {
        Files.writeString(file, html(result, command, date));
    }

    /** The page as text. */
    public static String html(EvaluationResult result, String command, LocalDate date) {
        Document document = Document.createShell("");
        document.outputSettings().charset(StandardCharsets.UTF_8).prettyPrint(false);
        document.prependChild(new DocumentType("html", "", ""));
        Element html = document.selectFirst("html");
        if (html != null) {
            html.attr("lang", "en");
        }
        Element head = document.head();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1");
        head.appendElement("title").text("Canard: " + result.title());
        head.appendElement("style").appendChild(new DataNode(style()));
        Element body = document.body();
        body.appendElement("h1").text(result.title());
        body.appendElement("p").addClass("facts").text(date.toString());
        body.appendElement("pre").text(command);
        for (Table table : result.tables()) {
            add(body, table);
        }
        for (Chart chart : result.charts()) {
            body.appendElement("h2").text(chart.title());
            body.appendElement("figure").appendChild(SvgChart.draw(chart));
        }
        return document.outerHtml() + "\n";
    }

    private static void add(Element body, Table table) {
        body.appendElement("h2").text(table.title());
        Element rows = body.appendElement("div").addClass("scroll").appendElement("table");
        Element header = rows.appendElement("thead").appendElement("tr");
        table.columns()
                .forEach(column ->
                        header.appendElement("th").attr("scope", "col").text(column));
        Element content = rows.appendElement("tbody");
        for (List<String> row : table.rows()) {
            Element line = content.appendElement("tr");
            for (int column = 0; column < row.size(); column++) {
                if (column == 0) {
                    line.appendElement("th").attr("scope", "row").text(row.getFirst());
                } else {
                    line.appendElement("td").text(row.get(column));
                }
            }
        }
        table.notes().forEach(note -> body.appendElement("p").addClass("note").text(note));
    }

    private static String style() {
        return new String(ShippedResource.bytes(HtmlReport.class, STYLE), StandardCharsets.UTF_8);
    }
}
