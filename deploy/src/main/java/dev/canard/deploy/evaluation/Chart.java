package dev.canard.deploy.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over two axes. The vertical axis is a share, 0 to 1.
 *
 * @param title what it shows
 * @param x what the horizontal axis shows
 * @param y what the vertical axis shows
 * @param from where the horizontal axis begins
 * @param to where it ends, above {@code from}
 * @param diagonal whether to draw where both axes say the same
 * @param series the lines
 */
public record Chart(String title, String x, String y, double from, double to, boolean diagonal, List<Series> series) {

    /** Finer than a page shows. */
    private static final double RESOLUTION = 1e-3;

    public Chart {
        if (!(to > from)) {
            throw new IllegalArgumentException("an axis must end above where it begins");
        }
        series = List.copyOf(series);
    }

    /**
     * A line.
     *
     * @param name what it stands for
     * @param points in the order of the line
     * @param marked whether each point has a mark and its label
     */
    public record Series(String name, List<Point> points, boolean marked) {

        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param label what is written beside it, empty for nothing
     */
    public record Point(double x, double y, String label) {}

    /** A chart of two shares. */
    static Chart ofShares(String title, String x, String y, boolean diagonal, List<Series> series) {
        return new Chart(title, x, y, 0, 1, diagonal, series);
    }

    /** Precision over recall of a system. Points that would fall on one another are left out. */
    static Series precisionRecall(String name, Detection detection) {
        List<Point> points = new ArrayList<>();
        for (Detection.Point at : detection.curve()) {
            Point last = points.isEmpty() ? null : points.getLast();
            if (last == null
                    || Math.abs(last.x() - at.recall()) >= RESOLUTION
                    || Math.abs(last.y() - at.precision()) >= RESOLUTION) {
                points.add(new Point(at.recall(), at.precision(), ""));
            }
        }
        return new Series(name, points, false);
    }
}
