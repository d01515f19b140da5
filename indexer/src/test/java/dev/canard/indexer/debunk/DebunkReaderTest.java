package dev.canard.indexer.debunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Debunk;
import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebunkReaderTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    private final DebunkReader reader = DebunkReader.standard(DebunkSettings.DEFAULTS);

    @Test
    void read_wholeClaimReview_fillsEveryField() {
        Debunk debunk = claimReview("""
                {"@context": "https://schema.org", "@type": "ClaimReview", "@id": "urn:review:1",
                 "url": "https://check.example.org/1", "claimReviewed": "Bananas grow on trees.",
                 "headline": "Bananas are giant herbs", "alternativeHeadline": "No wood in it",
                 "articleBody": "The stem is made of leaves.", "datePublished": "2025-12-05T10:00:00+02:00",
                 "author": {"@type": "Organization", "name": "Check"}, "inLanguage": "en_GB",
                 "reviewRating": {"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Mostly False"}}
                """);

        assertThat(debunk)
                .isEqualTo(new Debunk(
                        "urn:review:1",
                        "Bananas grow on trees.",
                        "Bananas are giant herbs",
                        "No wood in it",
                        "The stem is made of leaves.",
                        new Rating(Verdict.MOSTLY_FALSE, "Mostly False", "text:mostly false"),
                        "Check",
                        "https://check.example.org/1",
                        LocalDate.of(2025, 12, 5),
                        "en-GB",
                        List.of(),
                        RECEIVED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"False\"",
                "[\"False\"]",
                "{\"alternateName\": \"False\"}",
                "{\"alternateName\": {\"@value\": \"False\", \"@language\": \"en\"}}",
                "{\"alternateName\": [\"False\", \"Fake\"]}",
                "{\"alternateName\": \": false\"}",
                "{\"alternateName\": \"&quot;False&quot;\"}",
                "{\"properties\": {\"alternateName\": \"False\"}}",
                "[{\"alternateName\": \"False\"}]",
                "{\"name\": \"False\"}",
                "{\"ratingValue\": \"1\", \"bestRating\": \"5\", \"worstRating\": \"1\"}",
                "{\"alternateName\": \"False\", \"ratingValue\": -1, \"bestRating\": -1, \"worstRating\": -1}",
            })
    void read_ratingInEveryShape_findsIt(String rating) {
        Debunk debunk = claimReview("{\"@id\":\"1\",\"claimReviewed\":\"c\",\"reviewRating\":" + rating + "}");

        assertThat(debunk.rating().verdict()).isEqualTo(Verdict.FALSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"@id\":\"urn:a\",\"url\":\"https://e.example.org/\"} | urn:a",
                "{\"url\":[\"https://e.example.org/\"]} | https://e.example.org/",
                "{\"@id\":\"_:b0\",\"url\":\"https://e.example.org/\"} | https://e.example.org/",
                "{\"@id\":\"#r2\",\"url\":\"https://e.example.org/\"} | https://e.example.org/#r2",
                "{\"identifier\":{\"@type\":\"PropertyValue\",\"value\":17}} | 17",
            })
    void read_identifierInEveryShape_findsIt(String fields, String id) {
        assertThat(claimReview(fields.replaceFirst("}$", ",\"claimReviewed\":\"c\"}"))
                        .id())
                .isEqualTo(id);
    }

    @Test
    void read_unescapedQuotesInTheClaim_areRepaired() {
        Debunk debunk = claimReview("""
                {"@id": "1", "claimReviewed": "He said "no", and "never, ever" again", "keywords": ["a "b" c", "d"],
                 "headline": "A \\"good\\" one"}
                """);

        assertThat(debunk.claim()).isEqualTo("He said \"no\", and \"never, ever\" again");
        assertThat(debunk.title()).isEqualTo("A \"good\" one");
    }

    @Test
    void read_markupEntitiesAndBlanks_becomePlainText() {
        Debunk debunk = claimReview("""
                {"@id": "1", "claimReviewed": "Tom &amp;amp; Jerry\\u00a0 don&#8217;t\\u200b fight, 3 < 5",
                 "articleBody": "<p>One.</p><script>alert(1)</script><p>Two&nbsp;three.</p>"}
                """);

        assertThat(debunk.claim()).isEqualTo("Tom & Jerry don’t fight, 3 < 5");
        assertThat(debunk.body()).isEqualTo("One. Two three.");
    }

    @Test
    void read_longClaim_isCutBetweenCharacters() {
        DebunkReader small = new DebunkReader(
                DebunkFormats.standard(DebunkSettings.DEFAULTS), new DebunkSettings(10_000, 3, 3, 3, 0.5));

        DebunkReader.Result result = small.read(bytes("{\"@id\":\"1\",\"claimReviewed\":\"ab🦆cd\"}"), null, RECEIVED);

        assertThat(result)
                .isInstanceOfSatisfying(
                        DebunkReader.Result.Read.class,
                        read -> assertThat(read.debunk().claim()).isEqualTo("ab"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-12-05 | 2025-12-05",
                "2025-12-05T23:59:00.000Z | 2025-12-05",
                "2025-12-05 10:00 | 2025-12-05",
                "2025/1/2 | 2025-01-02",
                "2025-12 | 2025-12-01",
                "2025 | 2025-01-01",
                "26 May 2015 | 2015-05-26",
                "May 26, 2015 | 2015-05-26",
                "Sept 2nd 2015 |",
                "2nd Sep. 2015 | 2015-09-02",
                "Tuesday, 26 May 2015 | 2015-05-26",
                "May 2015 | 2015-05-01",
                "31 February 2015 |",
                "2025-13-01 |",
                "05/06/2025 |",
                "yesterday |",
            })
    void read_dateOfAnyPrecision_isADateOrNone(String text, LocalDate date) {
        assertThat(claimReview("{\"@id\":\"1\",\"claimReviewed\":\"c\",\"datePublished\":\"" + text + "\"}")
                        .published())
                .isEqualTo(date);
    }

    @Test
    void read_malformedOptionalFields_areLeftOut() {
        Debunk debunk = claimReview("""
                {"@id": "1", "@type": ["Review", "https://schema.org/ClaimReview"], "claimReviewed": {"@value": "c"},
                 "url": "javascript:alert(1)", "inLanguage": "Klingon, mostly", "author": null, "headline": 7,
                 "datePublished": {}, "reviewRating": null, "itemReviewed": [null],}
                """);

        assertThat(debunk)
                .isEqualTo(new Debunk(
                        "1",
                        "c",
                        "7",
                        null,
                        null,
                        new Rating(Verdict.UNKNOWN, null, "none given"),
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        RECEIVED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | EMPTY | no bytes",
                "'  ' | EMPTY | blank",
                "{nonsense | NOT_JSON | line 1",
                "[] | NOT_JSON | ARRAY",
                "{} {} | NOT_JSON | no JSON",
                "{\"claimReviewed\":\"c\"} | MISSING_FIELD | @id",
                "{\"@id\":\"1\"} | MISSING_FIELD | claimReviewed",
                "{\"@id\":\"1\",\"claimReviewed\":\" \"} | MISSING_FIELD | claimReviewed",
                "{\"@id\":\"1\",\"claimReviewed\":{}} | INVALID_FIELD | claimReviewed",
                "{\"@id\":\"1\",\"claimReviewed\":\"<p></p>\"} | INVALID_FIELD | claim",
                "{\"@id\":\"1\",\"claimReviewed\":\"c\",\"@type\":\"NewsArticle\"} | INVALID_FIELD | @type",
            })
    void read_whatIsNoClaimReview_saysWhatIsWrong(String payload, Kind kind, String message) {
        assertUnusable(reader.read(bytes(payload), null, RECEIVED), kind, message);
    }

    @Test
    void read_bytesThatAreNoUtf8_areRejected() {
        assertUnusable(reader.read(new byte[] {'{', (byte) 0xC3, '}'}, null, RECEIVED), Kind.NOT_UTF8, "UTF-8");
    }

    @Test
    void read_tooManyBytes_areNotLookedAt() {
        assertUnusable(reader.read(new byte[(1 << 20) + 1], null, RECEIVED), Kind.TOO_LARGE, "1048577");
    }

    @Test
    void read_hopelesslyLongId_isRejected() {
        String payload = "{\"@id\":\"" + "x".repeat(2_001) + "\",\"claimReviewed\":\"c\"}";

        assertUnusable(reader.read(bytes(payload), null, RECEIVED), Kind.INVALID_FIELD, "id");
    }

    @Test
    void read_idWithControlCharacters_isRejected() {
        String payload = "{\"@id\":\"a\\u001b[2J\",\"claimReviewed\":\"c\"}";

        assertUnusable(reader.read(bytes(payload), null, RECEIVED), Kind.INVALID_FIELD, "id");
    }

    @Test
    void read_halvesOfCharacters_areDropped() {
        Debunk debunk = claimReview("{\"@id\":\"1\",\"url\":\"https://e.example.org/\\ud83e\","
                + "\"claimReviewed\":\"a\\ud83e b\\u0000c\"}");

        assertThat(debunk.claim()).isEqualTo("a b c");
        assertThat(debunk.url()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "<table><tr>", "<a href=", "&amp;", "\" ", "\", ", "{\"a\":", "[", "<", "\\"})
    void read_hostilePayload_costsBoundedTime(String unit) {
        String payload = "{\"@id\":\"1\",\"claimReviewed\":\"c\",\"articleBody\":\""
                + unit.repeat(1_000_000 / unit.length()) + "\"}";

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> reader.read(bytes(payload), null, RECEIVED), () -> "slow: " + unit);
    }

    @Test
    void read_formatThatDoesNotExist_isRejected() {
        assertUnusable(reader.read(bytes("{}"), "xml", RECEIVED), Kind.UNKNOWN_FORMAT, "format");
    }

    @Test
    void read_row_takesItsColumns() {
        Debunk debunk = read("""
                {"id": "v1", "claim": "c", "title": "t", "subtitle": "s", "date": "26 May 2015", "publisher": "p",
                 "url": "https://p.example.org/", "rating": "Half true", "body": "b", "topic": "other"}
                """, "row");

        assertThat(debunk)
                .isEqualTo(new Debunk(
                        "v1",
                        "c",
                        "t",
                        "s",
                        "b",
                        new Rating(Verdict.MIXED, "Half true", "text:half true"),
                        "p",
                        "https://p.example.org/",
                        LocalDate.of(2015, 5, 26),
                        null,
                        List.of(),
                        RECEIVED));
    }

    @Test
    void read_rowWithoutRating_isUnknown() {
        assertThat(read("{\"id\": \"v1\", \"claim\": \"c\"}", "row").rating())
                .isEqualTo(new Rating(Verdict.UNKNOWN, null, "none given"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"claim\":\"c\"} | MISSING_FIELD | id",
                "{\"id\":\"1\",\"claim\":\"\"} | MISSING_FIELD | claim",
                "{\"id\":\"1\",\"claim\":[\"c\"]} | INVALID_FIELD | texts only",
            })
    void read_brokenRow_saysWhatIsWrong(String payload, Kind kind, String message) {
        assertUnusable(reader.read(bytes(payload), "row", RECEIVED), kind, message);
    }

    private Debunk claimReview(String payload) {
        return read(payload, null);
    }

    private Debunk read(String payload, String format) {
        DebunkReader.Result result = reader.read(bytes(payload), format, RECEIVED);
        assertThat(result).isInstanceOf(DebunkReader.Result.Read.class);
        return ((DebunkReader.Result.Read) result).debunk();
    }

    private static void assertUnusable(DebunkReader.Result result, Kind kind, String message) {
        assertThat(result).isInstanceOfSatisfying(DebunkReader.Result.Unusable.class, unusable -> {
            assertThat(unusable.why().kind()).isEqualTo(kind);
            assertThat(unusable.why().message()).contains(message);
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
