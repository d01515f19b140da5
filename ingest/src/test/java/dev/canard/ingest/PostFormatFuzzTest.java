package dev.canard.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.AccountDeletion;
import dev.canard.event.DeadLetter;
import dev.canard.event.EventJson;
import dev.canard.event.Post;
import dev.canard.topic.RawHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Payloads of each format, broken in all ways. Prints how they ended and the slowest call. */
class PostFormatFuzzTest {

    private static final long SEED = 20_260_131;
    private static final int PAYLOADS = 100_000;

    /** One in so many goes through the whole stage. */
    private static final int NORMALISED = 40;

    /** A value of JSON, or a name in it with its colon. */
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.){0,300}+\"(?:\\s*:)?|-?\\d[\\d.eE+-]{0,30}|true|false|null");

    /** Of a payload that was made large, the beginning is enough. */
    private static final int MOST_TOKENS = 150;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-9223372036854775809",
            "9".repeat(1_200),
            "\"\"",
            "\" \"",
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "[{}]",
            "{\"id\":1}",
            "\"\\ud83d\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\"",
            "\"\\u202e\"",
            "\"1\"",
            "\"-1\"",
            "\"NaN\"",
            "\"1e999999999\"",
            "\"0000-00-00T00:00:00Z\"",
            "\"+292278994-08-17T07:12:55Z\"",
            "\"2026-02-30T25:61:61Z\"",
            "\"<p><a href='https://a.example'>x\"",
            "\"&#0;&#xD800;&#99999999;\"",
            "\"![[](\"",
            "\"at://\"",
            "\"did:plc:x\"",
            "\"[removed]\"",
            "{\"a\":".repeat(300) + "1" + "}".repeat(300),
            "[".repeat(2_000));

    private static final String[] BULKS = {
        "x", "<b>", "<a href=x>", "*a_", "[a](", "> ", "&amp;", "é", "\\ud83d\\ude80", "https://t.co/a "
    };

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(SEED);

    @Test
    @Timeout(300)
    void parse_mutatedPayloads_endsAsOneOfTheOutcomes() throws IOException {
        // given
        PostFormats formats = PostFormats.all();
        PostNormaliser normaliser = new PostNormaliser(formats, IngestSettings.DEFAULTS);
        List<String> names = List.copyOf(formats.names());
        List<List<String>> payloads = new ArrayList<>();
        for (String name : names) {
            payloads.add(PostFormatFilesTest.payloads(name));
            // The first call of a format loads its classes.
            payloads.getLast()
                    .forEach(payload -> formats.find(name).orElseThrow().parse(payload.getBytes(UTF_8)));
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        Duration slowest = Duration.ZERO;
        String slowestCall = "";

        for (int i = 0; i < PAYLOADS; i++) {
            // when
            int which = i % names.size();
            List<String> seeds = payloads.get(which);
            byte[] payload = mutated(seeds.get(random.nextInt(seeds.size())));
            long start = THREADS.getCurrentThreadCpuTime();
            ParsedPost outcome = formats.find(names.get(which)).orElseThrow().parse(payload);
            Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);

            // then
            String kind = outcome.getClass().getSimpleName();
            outcomes.merge(kind, 1, Integer::sum);
            if (took.compareTo(slowest) > 0) {
                slowest = took;
                slowestCall = "payload %d, %s, %d bytes, %s".formatted(i, names.get(which), payload.length, kind);
            }
            if (outcome instanceof ParsedPost.Rejection(DeadLetter.Kind why, String message)) {
                assertThat(message).as(why.name()).isNotBlank().hasSizeLessThan(400);
            }
            if (i % NORMALISED == 0) {
                check(normaliser.normalise(raw(names.get(which), payload)));
            }
        }
        System.out.printf(
                "%,d payloads: %s; slowest %d ms of CPU: %s%n", PAYLOADS, outcomes, slowest.toMillis(), slowestCall);
        assertThat(outcomes)
                .containsOnlyKeys("Draft", "Delete", "AccountDeleted", "Repost", "Ignored", "Rejection")
                .allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(100));
    }

    /** What leaves the stage must be writable. */
    private static void check(NormalisedPost outcome) {
        switch (outcome) {
            case NormalisedPost.Accepted(Post post) ->
                assertThat(EventJson.read(EventJson.write(post), Post.class)).isEqualTo(post);
            case NormalisedPost.Deleted deleted -> assertThat(deleted.id()).isNotBlank();
            case NormalisedPost.Rejected(DeadLetter letter) ->
                assertThat(EventJson.write(letter)).isNotEmpty();
            case NormalisedPost.AccountDeleted(AccountDeletion deletion) ->
                assertThat(deletion.accountId()).isNotBlank();
            case NormalisedPost.Reposted(ParsedPost.Repost repost) ->
                assertThat(repost.postId()).isNotBlank();
            case NormalisedPost.Erased _ -> throw new AssertionError("nobody asked for it");
            case NormalisedPost.Repeated _ -> throw new AssertionError("nothing came before");
            case NormalisedPost.Ignored(var reason) -> assertThat(reason).isNotNull();
        }
    }

    private static RawPost raw(String format, byte[] payload) {
        return new RawPost(
                null,
                payload,
                new RawHeaders(format, "fuzz", null),
                "posts.raw",
                0,
                0,
                Instant.parse("2026-01-31T12:00:00Z"));
    }

    private byte[] mutated(String payload) throws IOException {
        String text = payload;
        for (int round = random.nextInt(3); round > 0; round--) {
            text = withOtherToken(text);
        }
        byte[] bytes = text.getBytes(UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> withOtherBytes(bytes);
            case 1 -> withoutPart(bytes);
            default -> bytes;
        };
    }

    /** Puts another value in place of one, or leaves it out, or repeats it. */
    private String withOtherToken(String json) {
        List<int[]> places = tokens(json);
        if (places.isEmpty()) {
            return json + VALUES.get(random.nextInt(VALUES.size()));
        }
        int[] place = places.get(random.nextInt(places.size()));
        String old = json.substring(place[0], place[1]);
        String replacement = switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> old + "," + old;
            case 2 -> old.endsWith(":") ? "\"x\":" : "\"" + bulk() + "\"";
            case 3 -> json.substring(place[0], Math.min(json.length(), place[0] + random.nextInt(200)));
            default -> old.endsWith(":") ? old : VALUES.get(random.nextInt(VALUES.size()));
        };
        return json.substring(0, place[0]) + replacement + json.substring(place[1]);
    }

    private static List<int[]> tokens(String json) {
        Matcher token = TOKEN.matcher(json);
        List<int[]> places = new ArrayList<>();
        while (token.find() && places.size() < MOST_TOKENS) {
            places.add(new int[] {token.start(), token.end()});
        }
        return places;
    }

    /** Mostly short, seldom as large as a payload can be and larger. */
    private String bulk() {
        int length = random.nextInt(2_000) == 0 ? 1 << 20 : random.nextInt(50) == 0 ? 20_000 : 200;
        String unit = BULKS[random.nextInt(BULKS.length)];
        return unit.repeat(length / unit.length());
    }

    private byte[] withOtherBytes(byte[] payload) {
        for (int i = random.nextInt(5); i >= 0 && payload.length > 0; i--) {
            payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
        }
        return payload;
    }

    private byte[] withoutPart(byte[] payload) throws IOException {
        int from = random.nextInt(payload.length + 1);
        int to = Math.min(payload.length, from + random.nextInt(40));
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.write(payload, 0, from);
        if (random.nextBoolean()) {
            rest.write(payload, to, payload.length - to);
        }
        return rest.toByteArray();
    }
}
