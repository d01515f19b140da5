package dev.canard.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Claim;
import dev.canard.event.Post;
import dev.canard.event.Span;
import dev.canard.ingest.CleanedText;
import dev.canard.ingest.TextCleaner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Cleans and reads many texts that were written to break something. */
class HostilePostsIT {

    private static final int TEXTS = 20_000;
    private static final long SEED = 7;

    /** For a machine far slower than any; what was spent is reported. */
    private static final Duration BUDGET = Duration.ofMinutes(10);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final String[] WORDS = {
        "vaccine", "the", "TRUTH", "is", "not", "out", "They", "it", "v4cc1ne", "sooooo", "v a x x", "said", "\"so\"",
        "3.5%"
    };
    private static final String[] SCRIPTS = {
        "вакцина", "εμβόλιο", "疫苗", "ワクチン", "لقاح", "חיסון", "टीका", "ѵассinе", "ᴠᴀx"
    };
    private static final String[] SIGNS = {
        "(", "[", "{", "<", ")", "]", "}", ">", "\"", "“", "”", "«", "'", "...", "!?", "—", "#", "@"
    };
    private static final String[] EMOJI = {"😀", "👩‍👩‍👧", "🇩🇪", "❤️", "🅱️", "\uD83D", "\uDE00", "⠀"};
    private static final String[] INVISIBLE = {
        "\u200B", "\u202E", "\u2066", "\uFEFF", "\u0000", "\u034F", "\u0301", "\u0489", "\u1160"
    };
    private static final String[] LINKS = {
        "https://a.example/b?c=d", "www.e.example", "@jane.example.org", "#MasksDoNotWork", "a@b.example"
    };

    private static final int LONG_ONE_IN = 1_000;
    private static final int LONG = 2 * ClassifierSettings.DEFAULTS.maxTextLength();

    private static final List<Function<Random, String>> KINDS = List.of(
            random -> pieces(random, WORDS, " ", 60),
            random -> pieces(random, SCRIPTS, random.nextBoolean() ? " " : "", 40),
            random -> pieces(random, SIGNS, "", 80),
            random -> pieces(random, EMOJI, "", 80),
            random -> pieces(random, INVISIBLE, "e", 80),
            random -> pieces(random, LINKS, random.nextBoolean() ? " " : "", 20),
            random -> characters(random, 0x10000, 80),
            random -> characters(random, Character.MAX_CODE_POINT + 1, 80),
            random -> characters(random, 0x80, 120),
            random -> one(random, WORDS).concat(random.nextBoolean() ? " " : "").repeat(random.nextInt(100)),
            random -> one(random, SIGNS).repeat(random.nextInt(300)),
            random -> one(random, EMOJI).repeat(random.nextInt(200)));

    @Test
    void cleanAndExtract_hostileTexts_giveSoundClaims(TestReporter reporter) {
        // given
        ClaimExtractor extractor = new ClaimExtractor(ClassifierSettings.DEFAULTS, List.of());
        LongAdder spent = new LongAdder();
        LongAccumulator slowest = new LongAccumulator(Math::max, 0);

        IntStream.range(0, TEXTS).parallel().forEach(i -> {
            // when
            String text = hostile(new Random(SEED + i));
            long before = THREADS.getCurrentThreadCpuTime();
            CleanedText cleaned = TextCleaner.clean(text);
            List<Claim> claims = extractor.extract(post(text, cleaned)).claims();
            long time = THREADS.getCurrentThreadCpuTime() - before;
            spent.add(time);
            slowest.accumulate(time);

            // then
            for (Claim claim : claims) {
                assertThat(cleaned.text().value()).as("text %d", i).contains(claim.text());
                assertWithin(claim.span(), text, i);
                claim.entities().forEach(entity -> assertWithin(entity.span(), text, i));
                claim.quantities().forEach(quantity -> assertWithin(quantity.span(), text, i));
            }
        });

        reporter.publishEntry(
                "CPU",
                "%d texts in %s, the slowest %s"
                        .formatted(TEXTS, Duration.ofNanos(spent.sum()), Duration.ofNanos(slowest.get())));
        assertThat(Duration.ofNanos(spent.sum())).isLessThan(BUDGET);
    }

    private static void assertWithin(Span span, String text, int number) {
        assertThat(span.start()).as("text %d", number).isBetween(0, span.end());
        assertThat(span.end()).as("text %d", number).isLessThanOrEqualTo(text.length());
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int part = random.nextInt(3); part >= 0; part--) {
            text.append(KINDS.get(random.nextInt(KINDS.size())).apply(random));
            text.append(random.nextInt(4) == 0 ? "\n" : " ");
        }
        return random.nextInt(LONG_ONE_IN) == 0 ? longer(text.toString()) : text.toString();
    }

    /** Some are longer than what is read of a post. */
    private static String longer(String text) {
        return text.isBlank() ? text : text.repeat(1 + LONG / text.length());
    }

    private static String pieces(Random random, String[] from, String between, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i > 0; i--) {
            text.append(one(random, from)).append(between);
        }
        return text.toString();
    }

    private static String characters(Random random, int bound, int most) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(most), 0, bound).forEach(text::appendCodePoint);
        return text.toString();
    }

    private static String one(Random random, String[] from) {
        return from[random.nextInt(from.length)];
    }

    private static Post post(String text, CleanedText cleaned) {
        return new Post(
                "p", text, cleaned.text(), cleaned.author(), null, null, cleaned.links(), Instant.EPOCH, Instant.EPOCH);
    }
}
