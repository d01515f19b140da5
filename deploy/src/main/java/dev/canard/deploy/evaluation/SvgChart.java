package dev.canard.deploy.evaluation;

import dev.canard.deploy.evaluation.Chart.Point;
import dev.canard.deploy.evaluation.Chart.Series;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Draws a chart as SVG inside of HTML. Colours are left to the page's style sheet, by class: {@code s0}, {@code s1} and so on
 * for the lines in their order, the last one also {@code main}.
 */
final class SvgChart {

    private static final double WIDTH = 800;
    private static final double LEFT = 56;
    private static final double TOP = 12;
    private static final double PLOT_WIDTH = 440;
    private static final double PLOT_HEIGHT = 320;
    private static final double HEIGHT = TOP + PLOT_HEIGHT + 52;
    private static final double LEGEND = LEFT + PLOT_WIDTH + 24;
    private static final double LEGEND_LINE = 22;
    private static final int TICKS = 5;

    /** How far ticks lie apart on an axis of whole numbers. */
    private static final int WHOLE_TICK = 5;

    private final Chart chart;
    private final Element svg = new Element("svg", Parser.NamespaceSvg);

    private SvgChart(Chart chart) {
        this.chart = chart;
    }

    /** The picture; it has the chart's title as its name for screen readers. */
    static Element draw(Chart chart) {
        return new SvgChart(chart).draw();
    }

    private Element draw() {
        // Not by attr(), which lowers the case of names as HTML does.
        svg.attributes().put("viewBox", "0 0 %s %s".formatted(number(WIDTH), number(HEIGHT)));
        svg.attr("role", "img").attr("aria-label", chart.title());
        axes();
        if (chart.diagonal()) {
            line("diagonal", x(chart.from()), y(0), x(chart.to()), y(1));
        }
        int number = 0;
        for (Series series : chart.series()) {
            String style = "s" + number + (number == chart.series().size() - 1 ? " main" : "");
            draw(series, style);
            double at = TOP + 12 + number * LEGEND_LINE;
            line("line " + style, LEGEND, at, LEGEND + 26, at);
            text("legend", LEGEND + 34, at + 4, series.name());
            number++;
        }
        return svg;
    }

    private void axes() {
        for (int tick = 0; tick <= TICKS; tick++) {
            double share = (double) tick / TICKS;
            line("grid", LEFT, y(share), LEFT + PLOT_WIDTH, y(share));
            text("tick end", LEFT - 8, y(share) + 4, String.format(Locale.ROOT, "%.1f", share));
        }
        if (chart.to() <= 1) {
            for (int tick = 0; tick <= TICKS; tick++) {
                double value = chart.from() + (chart.to() - chart.from()) * tick / TICKS;
                across(value, String.format(Locale.ROOT, "%.1f", value));
            }
        } else {
            across(chart.from(), String.format(Locale.ROOT, "%.0f", chart.from()));
            for (int value = WHOLE_TICK; value <= chart.to(); value += WHOLE_TICK) {
                across(value, String.valueOf(value));
            }
        }
        text("axis middle", LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 42, chart.x());
        double middle = TOP + PLOT_HEIGHT / 2;
        text("axis middle", 14, middle, chart.y()).attr("transform", "rotate(-90 14 %s)".formatted(number(middle)));
    }

    private void across(double value, String label) {
        line("grid", x(value), TOP, x(value), TOP + PLOT_HEIGHT);
        text("tick middle", x(value), TOP + PLOT_HEIGHT + 18, label);
    }

    private void draw(Series series, String style) {
        if (series.points().isEmpty()) {
            return;
        }
        element("polyline", "line " + style)
                .attr(
                        "points",
                        series.points().stream()
                                .map(point -> number(x(point.x())) + "," + number(y(point.y())))
                                .collect(Collectors.joining(" ")));
        if (series.marked()) {
            for (Point point : series.points()) {
                element("circle", "mark " + style)
                        .attr("cx", number(x(point.x())))
                        .attr("cy", number(y(point.y())))
                        .attr("r", "4");
                // Above the line where there is room, else below it.
                double below = point.y() > .92 ? 18 : -10;
                text("tick middle", x(point.x()), y(point.y()) + below, point.label());
            }
        }
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        element("line", style)
                .attr("x1", number(x1))
                .attr("y1", number(y1))
                .attr("x2", number(x2))
                .attr("y2", number(y2));
    }

    private Element text(String style, double x, double y, String words) {
        return element("text", style).attr("x", number(x)).attr("y", number(y)).text(words);
    }

    private Element element(String name, String style) {
        return svg.appendElement(name, Parser.NamespaceSvg).attr("class", style);
    }

    private double x(double value) {
        return LEFT + PLOT_WIDTH * (value - chart.from()) / (chart.to() - chart.from());
    }

    private static double y(double share) {
        return TOP + PLOT_HEIGHT * (1 - share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
