package dev.canard.deploy.http.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Rows by their numbers, with what lists compare of all of them in arrays of their own: to look into 100,000 rows, which lie all over the
 * memory, takes ten times as long as all else. One thread at a time changes it. Others may read the rows whose numbers were handed to
 * them after they were put; of those that are removed meanwhile they find none.
 */
final class NumberedRows {

    private static final int FEWEST = 1_024;

    private final @Nullable AlertRow[] rows;
    private final long[] raisedAt;
    private final double[] probability;

    NumberedRows() {
        this(new AlertRow[FEWEST], new long[FEWEST], new double[FEWEST]);
    }

    private NumberedRows(@Nullable AlertRow[] rows, long[] raisedAt, double[] probability) {
        this.rows = rows;
        this.raisedAt = raisedAt;
        this.probability = probability;
    }

    /** Puts a row: these rows, or larger ones that go on where these end. */
    NumberedRows with(AlertRow row) {
        int number = row.number();
        if (number >= rows.length) {
            int length = Math.max(number + 1, 2 * rows.length);
            return new NumberedRows(
                            Arrays.copyOf(rows, length),
                            Arrays.copyOf(raisedAt, length),
                            Arrays.copyOf(probability, length))
                    .with(row);
        }
        rows[number] = row;
        raisedAt[number] = row.raisedAtMillis();
        probability[number] = row.probability();
        return this;
    }

    void remove(int number) {
        rows[number] = null;
    }

    /** A row; null if it was removed. */
    @Nullable
    AlertRow get(int number) {
        return rows[number];
    }

    /** A row of which it is known that it was not removed. */
    AlertRow present(int number) {
        return Objects.requireNonNull(rows[number]);
    }

    /** When it was raised first, in milliseconds of the epoch, also if it was removed since. */
    long raisedAtMillis(int number) {
        return raisedAt[number];
    }

    /** The rows of some numbers, but for those that were removed. */
    List<AlertRow> of(RoaringBitmap numbers) {
        List<AlertRow> all = new ArrayList<>(numbers.getCardinality());
        numbers.forEach((int number) -> {
            AlertRow row = rows[number];
            if (row != null) {
                all.add(row);
            }
        });
        return all;
    }

    /** Takes out the numbers whose rows have another probability or time than a query admits. */
    void retain(AlertQuery query, RoaringBitmap numbers) {
        RoaringBitmap others = new RoaringBitmap();
        numbers.forEach((int number) -> {
            if (!query.admits(probability[number], raisedAt[number])) {
                others.add(number);
            }
        });
        numbers.andNot(others);
    }
}
