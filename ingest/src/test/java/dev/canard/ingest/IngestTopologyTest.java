package dev.canard.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.AccountDeletion;
import dev.canard.event.Author;
import dev.canard.event.DeadLetter;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.Share;
import dev.canard.metrics.Meters;
import dev.canard.topic.DeadLetterHandler;
import dev.canard.topic.EraseHeader;
import dev.canard.topic.RawHeaders;
import dev.canard.topic.Topic;
import dev.canard.topic.TopicSettings;
import dev.canard.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTopologyTest {

    private static final IngestSettings SETTINGS = new IngestSettings(1_000, 100, Duration.ofHours(1));
    private static final RawHeaders HEADERS = new RawHeaders("canard", "posts.jsonl", "7");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Topics topics = new Topics(TopicSettings.DEFAULTS);
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> raw;
    private TestOutputTopic<String, Post> posts;
    private TestOutputTopic<String, Share> shares;
    private TestOutputTopic<String, DeadLetter> deadLetters;
    private TestOutputTopic<String, AccountDeletion> accountDeletions;

    @BeforeEach
    void start() {
        start(SETTINGS);
    }

    private void start(IngestSettings settings) {
        Meters meters = new Meters(registry);
        Properties properties = new Properties();
        properties.putAll(DeadLetterHandler.settings(topics, "ingest", meters));
        driver = new TopologyTestDriver(new IngestTopology(topics, settings, meters).get(), properties);
        raw = driver.createInputTopic(topics.postsRaw().name(), new StringSerializer(), new ByteArraySerializer());
        posts = output(topics.posts());
        shares = output(topics.shares());
        deadLetters = output(topics.deadLetters());
        accountDeletions = output(topics.accountDeletions());
    }

    private <V> TestOutputTopic<String, V> output(Topic<String, V> topic) {
        return driver.createOutputTopic(
                topic.name(), topic.keys().deserializer(), topic.values().deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void describe_isAsDrawn() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("topology.txt")) {
            assertThat(new IngestTopology(topics, SETTINGS, new Meters(registry))
                            .get()
                            .describe()
                            .toString())
                    .isEqualTo(golden == null ? "" : new String(golden.readAllBytes(), UTF_8));
        }
    }

    @Test
    void goodPost_isCleanedAndKeyedByItsId() {
        send(
                "at-source-1",
                "{\"id\": \"1\", \"text\": \"Q&amp;A: https://a.example masks kill!!!\", \"lang\": \"en\"}");

        TestRecord<String, Post> record = posts.readRecord();

        assertThat(record.key()).isEqualTo("1");
        assertThat(record.getRecordTime()).isEqualTo(Events.START);
        Post post = record.value();
        assertThat(post.text()).isEqualTo("Q&amp;A: https://a.example masks kill!!!");
        assertThat(post.clean().value()).isEqualTo("Q&A: masks kill!");
        assertThat(post.links()).containsExactly("https://a.example");
        assertThat(post.language()).isEqualTo("en");
        assertThat(post.author()).isNull();
        assertThat(post.createdAt()).isEqualTo(Events.START);
        assertThat(post.arrivedAt()).isEqualTo(Events.START);
        assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
                .isEqualTo("dev.canard.post.v1");
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(count("canard.posts")).isEqualTo(1);
        assertThat(registry.get("canard.stage.cpu")
                        .tag("step", "normalise")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void signature_givesTheAuthorUnlessTheSourceDoes() {
        String text = "Masks kill. — Jane (@jane) May 1, 2020";
        send("1", "{\"id\": \"1\", \"text\": \"%s\"}".formatted(text));
        send("2", "{\"id\": \"2\", \"text\": \"%s\", \"author\": \"bob\"}".formatted(text));

        assertThat(posts.readValue().author()).isEqualTo(new Author("jane", "Jane"));
        assertThat(posts.readValue().author()).isEqualTo(new Author("bob", null));
    }

    @Test
    void brokenJson_isPutAsideWithItsCoordinates_andTheNextGoesOn() {
        send("0", "{\"id\": \"0\", \"text\": \"before\"}");
        send("1", "{\"id\": \"1\", \"text\": \"bro");
        send("2", "{\"id\": \"2\", \"text\": \"first after\"}");
        send("3", "{\"id\": \"3\", \"text\": \"second after\"}");

        TestRecord<String, DeadLetter> record = deadLetters.readRecord();
        assertThat(record.key()).isEqualTo("1");
        assertThat(record.value())
                .isEqualTo(new DeadLetter(
                        Kind.NOT_JSON,
                        "not a JSON object: unexpected end at line 1, column 25",
                        "canard.posts.raw",
                        0,
                        1,
                        "posts.jsonl",
                        "7",
                        "canard",
                        "1",
                        "{\"id\": \"1\", \"text\": \"bro".getBytes(UTF_8),
                        24,
                        Events.START));
        assertThat(posts.readValuesToList()).extracting(Post::id).containsExactly("0", "2", "3");
        assertThat(registry.get("canard.dead.letters")
                        .tags("stage", "ingest", "kind", "not_json")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(count("canard.posts")).isEqualTo(3);
    }

    @Test
    void emptyValue_isPutAside() {
        send("1", "");

        assertThat(deadLetters.readValue()).satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.EMPTY);
            assertThat(letter.value()).isEmpty();
            assertThat(letter.size()).isZero();
        });
        assertThat(posts.isEmpty()).isTrue();
    }

    @Test
    void invalidUtf8_isPutAside() {
        send("1", new byte[] {'{', (byte) 0xFF, '}'}, HEADERS.toHeaders());

        assertThat(deadLetters.readValue()).satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.NOT_UTF8);
            assertThat(letter.message()).isEqualTo("not UTF-8 at byte 1");
            assertThat(letter.value()).containsExactly('{', 0xFF, '}');
        });
    }

    @Test
    void unknownFormat_isPutAside() {
        send("1", "{}".getBytes(UTF_8), new RawHeaders("morse\nERROR forged", null, null).toHeaders());

        assertThat(deadLetters.readValue()).satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
            assertThat(letter.message()).isEqualTo("no format \"morse ERROR forged\"");
        });
    }

    @Test
    void noHeaders_meansTheStandardFormat() {
        send("1", "{\"id\": \"1\", \"text\": \"t\"}".getBytes(UTF_8), new RecordHeaders());

        assertThat(posts.readValue().id()).isEqualTo("1");
    }

    @Test
    void deletes_passThrough() {
        send("1", (byte[]) null, HEADERS.toHeaders());
        send("at-source-2", "{\"id\": \"2\", \"deleted\": true}");

        assertThat(posts.readKeyValuesToList())
                .extracting(pair -> pair.key, pair -> pair.value)
                .containsExactly(tuple("1", null), tuple("2", null));
        assertThat(count("canard.post.deletes")).isEqualTo(2);
        assertThat(count("canard.posts")).isZero();
    }

    @Test
    void erasure_passesThroughAsOne_andKeepsRepeatsOut() {
        String post = "{\"id\": \"1\", \"text\": \"t\"}";
        send("1", post);
        send("1", "{\"id\": \"1\", \"deleted\": true}");
        send("1", (byte[]) null, RawHeaders.erasing(null).toHeaders());
        send("1", post);

        List<TestRecord<String, Post>> records = posts.readRecordsToList();
        assertThat(records).extracting(record -> record.value() == null).containsExactly(false, true, true);
        assertThat(records)
                .extracting(record -> EraseHeader.of(record.headers()))
                .containsExactly(false, false, true);
        assertThat(count("canard.erased.posts")).isEqualTo(1);
        assertThat(count("canard.repeated.posts")).isEqualTo(1);
    }

    @Test
    void whatCameBefore_isCountedAndLeftOut_untilTheWindowHasPassed() {
        String post = "{\"id\": \"1\", \"text\": \"t\"}";
        send("1", post);
        send("1", post);
        send("r", "{\"id\": \"r\", \"repostOf\": \"1\"}");
        send("r", "{\"id\": \"r\", \"repostOf\": \"1\"}");
        send("1", "{\"id\": \"1\", \"text\": \"edited\"}");
        send("1", "{\"id\": \"1\", \"deleted\": true}");
        send("1", "{\"id\": \"1\", \"deleted\": true}");

        assertThat(posts.readKeyValuesToList())
                .extracting(pair -> pair.key, pair -> pair.value == null ? null : pair.value.text())
                .containsExactly(tuple("1", "t"), tuple("1", "edited"), tuple("1", null));
        assertThat(count("canard.repeated.posts")).isEqualTo(3);
        assertThat(count("canard.reposts")).isEqualTo(1);

        raw.pipeInput(new TestRecord<>(
                "2", "{\"id\": \"2\", \"text\": \"t\"}".getBytes(UTF_8), HEADERS.toHeaders(), Events.START));
        raw.pipeInput(new TestRecord<>(
                "2",
                "{\"id\": \"2\", \"text\": \"t\"}".getBytes(UTF_8),
                HEADERS.toHeaders(),
                Events.START.plus(SETTINGS.repeatWindow()).plusMillis(1)));
        assertThat(posts.readValuesToList()).hasSize(2);
    }

    @Test
    void edit_thatComesWithAnEarlierTime_isNotForgotten() {
        // given
        Headers headers = HEADERS.toHeaders();
        byte[] edit = "{\"id\": \"1\", \"text\": \"edited\"}".getBytes(UTF_8);
        send("1", "{\"id\": \"1\", \"text\": \"t\"}".getBytes(UTF_8), headers, Events.START.plusSeconds(5));

        // when
        send("1", edit, headers, Events.START.plusSeconds(2));
        send("1", edit, headers, Events.START.plusSeconds(3));

        // then
        assertThat(posts.readValuesToList()).extracting(Post::text).containsExactly("t", "edited");
        assertThat(count("canard.repeated.posts")).isEqualTo(1);
    }

    @Test
    void editOnReddit_isNew_alsoWhereNobodyKnowsWhen() {
        // given
        Headers headers = new RawHeaders("reddit", null, null).toHeaders();
        String comment = "{\"id\": \"a\", \"body\": \"%s\", \"created_utc\": 1769860800, \"edited\": %s}";

        // when
        send("a", comment.formatted("first", "false").getBytes(UTF_8), headers);
        send("a", comment.formatted("second", "1769861400").getBytes(UTF_8), headers);
        send("a", comment.formatted("third", "true").getBytes(UTF_8), headers);
        send("a", comment.formatted("third", "true").getBytes(UTF_8), headers);

        // then
        assertThat(posts.readValuesToList()).extracting(Post::text).containsExactly("first", "second", "third");
    }

    @Test
    void repost_isAShareOfThePost_once() {
        // given
        String repost =
                "{\"id\": \"r1\", \"repostOf\": \"p\", \"createdAt\": \"2026-01-31T12:00:00Z\", \"platform\": \"x\", \"author\": \"joe\"}";

        // when
        send("r1", repost);
        send("r1", repost);
        send("r2", "{\"id\": \"r2\", \"repostOf\": \"p\"}");

        // then
        assertThat(shares.readKeyValuesToList())
                .extracting(pair -> pair.key, pair -> pair.value)
                .containsExactly(
                        tuple("p", new Share("r1", "p", Share.Kind.REPOST, Instant.parse("2026-01-31T12:00:00Z"), "x")),
                        tuple("p", new Share("r2", "p", Share.Kind.REPOST, Events.START, null)));
        assertThat(posts.isEmpty()).isTrue();
    }

    @Test
    void quote_isAPostAndAShareOfAnother_onceHoweverOftenItIsEdited() {
        // when
        send("q", "{\"id\": \"q\", \"text\": \"so true\", \"quoted\": \"p\"}");
        send("q", "{\"id\": \"q\", \"text\": \"so very true\", \"quoted\": \"p\"}");

        // then
        assertThat(posts.readValuesToList()).hasSize(2);
        assertThat(shares.readRecordsToList()).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("p");
            assertThat(record.value()).isEqualTo(new Share("q", "p", Share.Kind.QUOTE, Events.START, null));
            assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
                    .isEqualTo("dev.canard.share.v1");
        });
    }

    @Test
    void whoPassesOnThemselves_orIsDeletedOrUnreadable_sharesNothing() {
        send("s", "{\"id\": \"s\", \"text\": \"look at me\", \"quoted\": \"s\"}");
        send("r", "{\"id\": \"r\", \"repostOf\": \"r\"}");
        send("p", "{\"id\": \"p\", \"deleted\": true}");
        send("b", "{\"id\": \"b\", \"quoted\": \"p\"");

        assertThat(shares.isEmpty()).isTrue();
    }

    @Test
    void whatIsNoPost_isCountedByNameAndGoesNoFurther() {
        send("1", "{\"id\": \"r\", \"repostOf\": \"1\"}");
        send("2", "{\"account\": \"a\", \"deleted\": true}");
        send("3", new byte[0], new RawHeaders("x", null, null).toHeaders());

        assertThat(count("canard.reposts")).isEqualTo(1);
        assertThat(count("canard.account.deletes")).isEqualTo(1);
        assertThat(registry.get("canard.ignored.events")
                        .tag("reason", "heartbeat")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(count("canard.posts") + count("canard.post.deletes") + count("canard.dead.letters"))
                .isZero();
        assertThat(posts.isEmpty()).isTrue();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void deletedAccount_isDeletedWithItsPosts_andNoneOfOthers() {
        send("1", by("did:a", "1", "t"));
        send("2", by("did:a", "2", "t"));
        send("2", by("did:a", "2", "edited"));
        send("3", by("did:ab", "3", "t"));
        send("4", "{\"id\": \"4\", \"text\": \"t\", \"author\": \"did:a\"}");
        posts.readKeyValuesToList();

        send("did:a", "{\"account\": \"did:a\", \"deleted\": true}");
        send("did:a", "{\"account\": \"did:a\", \"deleted\": true}");
        // A source that repeats itself does not bring it back.
        send("1", by("did:a", "1", "t"));

        assertThat(posts.readKeyValuesToList())
                .containsExactlyInAnyOrder(new KeyValue<>("1", null), new KeyValue<>("2", null));
        assertThat(count("canard.account.deletes")).isEqualTo(2);
        assertThat(count("canard.post.deletes")).isEqualTo(2);
    }

    @Test
    void deletedAccount_isNotNamedByTheDeletionsOfItsPosts() {
        send("1", by("did:a", "1", "t"));
        posts.readRecord();

        send("did:a", "{\"account\": \"did:a\", \"deleted\": true}");

        assertThat(accountDeletions.readRecord().headers()).isNotEmpty();
        assertThat(posts.readRecord().headers()).isEmpty();
    }

    @Test
    void deletedAccount_isKnownByTheHashUnderWhichItsPostsAreStored(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef");
        driver.close();
        start(new IngestSettings(1_000, 100, Duration.ofHours(1), key.toString()));
        send("1", by("did:a", "1", "t"));
        assertThat(posts.readValue().author().id()).startsWith("hmac:");

        send("did:a", "{\"account\": \"did:a\", \"deleted\": true}");

        assertThat(posts.readKeyValuesToList()).containsExactly(new KeyValue<>("1", null));
        assertThat(accountDeletions.readRecord().key()).startsWith("hmac:");
    }

    @ParameterizedTest
    @ValueSource(strings = "did:a")
    @NullSource
    void erasedPost_isNoLongerKnownAsItsAccounts(@Nullable String author) {
        send("1", by("did:a", "1", "t"));
        send("2", by("did:a", "2", "t"));

        send("1", null, RawHeaders.erasing(author).toHeaders());

        try (KeyValueIterator<Windowed<String>, byte[]> left =
                driver.<String, byte[]>getWindowStore(PostsOfAccounts.STORE).all()) {
            assertThat(left)
                    .toIterable()
                    .singleElement()
                    .satisfies(
                            entry -> assertThat(entry.key.key()).endsWith(" 2").doesNotContain("did:a"));
        }
    }

    private static String by(String account, String id, String text) {
        return "{\"id\": \"%s\", \"text\": \"%s\", \"author\": {\"id\": \"%s\"}}".formatted(id, text, account);
    }

    @Test
    void linksAndContextOfTheSource_belongToThePost() {
        send(
                "1",
                "{\"id\": \"1\", \"text\": \"https://a.example x\", \"links\": [\"https://b.example\", \"https://a.example\"],"
                        + " \"parent\": \"0\"}");

        assertThat(posts.readValue()).satisfies(post -> {
            assertThat(post.links()).containsExactly("https://a.example", "https://b.example");
            assertThat(post.context().references().parent()).isEqualTo("0");
        });
    }

    @Test
    void neitherKeyNorValue_isPutAside() {
        send(null, (byte[]) null, new RecordHeaders());

        assertThat(deadLetters.readKeyValue()).satisfies(pair -> {
            assertThat(pair.key).isNull();
            assertThat(pair.value.kind()).isEqualTo(Kind.EMPTY);
            assertThat(pair.value.value()).isNull();
        });
    }

    @Test
    void longKeyOfWhatIsPutAside_isCutInTheLetter_andStaysTheRecords() {
        String key = "k".repeat(2_000);

        send(key, "[]");

        assertThat(deadLetters.readKeyValue()).satisfies(pair -> {
            assertThat(pair.key).isEqualTo(key);
            assertThat(pair.value.key()).hasSize(1_000);
        });
    }

    @Test
    void tooLarge_isPutAside_cutToTheLimit() {
        send("1", "x".repeat(1_001));
        send("2", "{\"id\": \"2\", \"text\": \"%s\"}".formatted("x".repeat(101)));

        assertThat(deadLetters.readValuesToList())
                .extracting(DeadLetter::kind, DeadLetter::message, DeadLetter::size, letter -> letter.value().length)
                .containsExactly(
                        tuple(Kind.TOO_LARGE, "1001 bytes, at most 1000 are allowed", 1_001L, 1_000),
                        tuple(Kind.TOO_LARGE, "text has 101 characters, at most 100 are allowed", 124L, 124));
    }

    @Test
    void hostileHeaders_neitherFailNorPassOn() {
        byte[] junk = new byte[5_000];
        Arrays.fill(junk, (byte) 0xC3);
        Headers hostile = new RecordHeaders()
                .add("canard_source", junk)
                .add("canard_position", null)
                .add("ce_type", "dev.canard.alert.v1".getBytes(UTF_8))
                .add("ce_id", junk)
                .add("x-evil", junk);

        send("1", "{\"id\": \"1\", \"text\": \"t\"}".getBytes(UTF_8), hostile);
        send("2", "[]".getBytes(UTF_8), hostile);

        for (Headers headers : List.of(posts.readRecord().headers(), hostile(deadLetters.readRecord()))) {
            assertThat(headers.lastHeader("x-evil")).isNull();
            assertThat(headers.headers("ce_type")).hasSize(1);
            assertThat(headers.lastHeader("ce_id").value()).hasSizeLessThan(100);
        }
    }

    private static Headers hostile(TestRecord<String, DeadLetter> record) {
        assertThat(record.value().source()).hasSizeLessThanOrEqualTo(1_000);
        assertThat(record.value().position()).isNull();
        return record.headers();
    }

    private double count(String counter) {
        return registry.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private void send(String key, String payload) {
        send(key, payload.getBytes(UTF_8), HEADERS.toHeaders());
    }

    private void send(String key, byte[] payload, Headers headers) {
        send(key, payload, headers, Events.START);
    }

    private void send(String key, byte[] payload, Headers headers, Instant arrivedAt) {
        raw.pipeInput(new TestRecord<>(key, payload, headers, arrivedAt));
    }
}
