package dev.canard.deploy.run;

import dev.canard.classifier.ClaimExtractor;
import dev.canard.classifier.corenlp.StockPipeline;
import dev.canard.deploy.text.Table;
import dev.canard.deploy.text.Terminal;
import dev.canard.event.Post;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Measures the CPU time that reading a post's claims takes, beside that of a stock CoreNLP pipeline on the same posts. Each post
 * is read by all in turn, so that a busy machine is busy for all.
 */
public final class ClassifierBenchmark {

    private static final int DIGITS = 3;

    /** The virtual machine compiles what it runs often; these posts are not counted. */
    private static final int WARM_UP = 200;

    private final Map<String, Reader> readers = new LinkedHashMap<>();
    private final Terminal terminal;

    /** Reads a post and drops what it read. */
    private interface Reader {
        void read(Post post);
    }

    /**
     * @param encoding the classifier with an encoder
     * @param plain the classifier as it runs by default
     */
    public ClassifierBenchmark(ClaimExtractor encoding, ClaimExtractor plain, StockPipeline stock, Terminal terminal) {
        this.terminal = terminal;
        readers.put(
                "CoreNLP " + StockPipeline.ANNOTATORS,
                post -> stock.annotate(post.clean().value()));
        readers.put("Canard's classifier", plain::extract);
        readers.put("the same with classifier.encode-claims", encoding::extract);
    }

    /** Milliseconds of CPU a post. The first row is what the others are compared with. */
    public Table run(List<Post> posts) {
        Map<String, Histogram> times = new LinkedHashMap<>();
        for (int i = -Math.min(WARM_UP, posts.size()); i < posts.size(); i++) {
            Post post = posts.get(Math.floorMod(i, posts.size()));
            boolean counts = i >= 0;
            readers.forEach((name, reader) -> {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                reader.read(post);
                long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                if (counts) {
                    times.computeIfAbsent(name, _ -> new Histogram(DIGITS)).recordValue(time);
                }
            });
            terminal.progress("%,d of %,d posts".formatted(Math.max(0, i + 1), posts.size()));
        }
        terminal.end();
        double stock = times.values().iterator().next().getMean();
        List<List<String>> rows = new ArrayList<>();
        times.forEach((name, histogram) -> rows.add(List.of(
                name,
                millis(histogram.getMean()),
                millis((double) histogram.getValueAtPercentile(50)),
                millis((double) histogram.getValueAtPercentile(99)),
                millis((double) histogram.getMaxValue()),
                String.format(Locale.ROOT, "1/%.1f", stock / histogram.getMean()))));
        return new Table(
                "CPU time of reading a post's claims, in ms",
                List.of("read by", "mean", "p50", "p99", "most", "of stock"),
                rows,
                List.of("%,d posts, one thread; the last column compares means.".formatted(posts.size())));
    }

    private static String millis(double nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / TimeUnit.MILLISECONDS.toNanos(1));
    }
}
