package dev.canard.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Author;
import dev.canard.event.DeadLetter.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanardPostFormatTest {

    private final CanardPostFormat format = new CanardPostFormat();

    @Test
    void nestedTooDeeply_isRejected() {
        String whole = "{\"id\": \"1\", \"text\": \"t\", \"x\": %s1%s}";

        assertThat(parse(whole.formatted("[".repeat(99), "]".repeat(99)))).isInstanceOf(ParsedPost.Draft.class);
        assertThat(parse(whole.formatted("[".repeat(100), "]".repeat(100))))
                .isInstanceOfSatisfying(
                        ParsedPost.Rejection.class,
                        rejection -> assertThat(rejection.message()).contains("nesting depth (101)"));
    }

    @Test
    void parse_allFields() {
        assertThat(parse("""
                        {"id": " 1 ", "text": " a\\nb ", "createdAt": "2026-01-31T13:00:00+01:00", "lang": "en",
                         "platform": "bluesky", "author": {"handle": "@jane", "name": "Jane"}, "mood": {"x": [1]}}
                        """))
                .isEqualTo(new ParsedPost.Draft(
                        "1",
                        " a\nb ",
                        Instant.parse("2026-01-31T12:00:00Z"),
                        "en",
                        "bluesky",
                        new Author("jane", "Jane"),
                        List.of(),
                        null));
    }

    @Test
    void parse_requiredFieldsOnly() {
        assertThat(parse("{\"id\": 9007199254740993, \"text\": \"\"}"))
                .isEqualTo(new ParsedPost.Draft("9007199254740993", "", null, null, null, null, List.of(), null));
    }

    @Test
    void parse_blankFieldsOfATable_areAbsent() {
        assertThat(parse("""
                        {"id": "1", "text": "t", "created_at": "2026-01-31T12:00:00Z", "lang": "", "platform": " ",
                         "author": "", "deleted": null}
                        """))
                .isEqualTo(new ParsedPost.Draft(
                        "1", "t", Instant.parse("2026-01-31T12:00:00Z"), null, null, null, List.of(), null));
    }

    @Test
    void parse_authorAsString_isTheHandle() {
        assertThat(parse("{\"id\": \"1\", \"text\": \"t\", \"author\": \"@jane\"}"))
                .isEqualTo(new ParsedPost.Draft("1", "t", null, null, null, new Author("jane", null), List.of(), null));
    }

    @Test
    void parse_nameThatIsLongOrHoldsControls_isCutAndPlain() {
        // given
        String ducks = "\uD83E\uDD86".repeat(150);

        // when
        ParsedPost post = parse("""
                {"id": "1", "text": "t", "author": {"handle": "jane\\u0009doe", "name": "J%s"}}""".formatted(ducks));

        // then
        assertThat(post)
                .isInstanceOfSatisfying(
                        ParsedPost.Draft.class,
                        draft -> assertThat(draft.author())
                                .isEqualTo(new Author("jane doe", "J" + ducks.substring(0, 198))));
    }

    @Test
    void parse_deleted_needsNoText() {
        assertThat(parse("{\"id\": \"1\", \"deleted\": true}")).isEqualTo(new ParsedPost.Delete("1"));
    }

    @Test
    void parse_byteOrderMark_isSkipped() {
        assertThat(parse("\uFEFF{\"id\": \"1\", \"deleted\": true}")).isEqualTo(new ParsedPost.Delete("1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | EMPTY | nothing in it",
                "' ' | EMPTY | nothing in it",
                "{\"id\": \"1\", \"text\": \"The earth is fla | NOT_JSON | not a JSON object: unexpected end at line 1, column 38",
                "[] | NOT_JSON | not a JSON object, but an array",
                "\"text\" | NOT_JSON | not a JSON object, but a string",
                "null | NOT_JSON | not a JSON object, but nothing",
                "{} {} | NOT_JSON | not a JSON object: *",
                "{\"id\": 1, \"id\": 2} | NOT_JSON | not a JSON object: Duplicate*at line 1, column *",
                "{\"text\": \"t\"} | MISSING_FIELD | id is missing",
                "{\"id\": null, \"text\": \"t\"} | MISSING_FIELD | id is missing",
                "{\"id\": \" \", \"text\": \"t\"} | MISSING_FIELD | id is blank",
                "{\"id\": \"1\"} | MISSING_FIELD | text is missing",
                "{\"id\": true, \"text\": \"t\"} | INVALID_FIELD | 'id must be a string or an integer, was a boolean'",
                "{\"id\": 1.5, \"text\": \"t\"} | INVALID_FIELD | 'id must be a string or an integer, was a number'",
                "{\"id\": \"a\\u0000b\", \"text\": \"t\"} | INVALID_FIELD | id holds a control character or half a character",
                "{\"id\": \"a\\ud800b\", \"text\": \"t\"} | INVALID_FIELD | id holds a control character or half a character",
                "{\"id\": 1, \"text\": 5} | INVALID_FIELD | 'text must be a string, was a number'",
                "{\"id\": 1, \"text\": \"t\", \"lang\": 5} | INVALID_FIELD | 'lang must be a string, was a number'",
                "{\"id\": 1, \"text\": \"t\", \"deleted\": \"yes\"} | INVALID_FIELD | 'deleted must be true or false, was a string'",
                "{\"id\": 1, \"text\": \"t\", \"author\": 5} | INVALID_FIELD | 'author must be a string or an object, was a number'",
                "{\"id\": 1, \"text\": \"t\", \"createdAt\": \"today\"} | INVALID_FIELD | 'createdAt must be a time such as 2026-01-31T12:00:00Z, was \"today\"'",
                "{\"id\": 1, \"text\": \"t\", \"createdAt\": \"+12026-01-31T12:00:00Z\"} | INVALID_FIELD | 'createdAt must lie in the years 1 to 9999, was \"+12026-01-31T12:00:00Z\"'"
            })
    void parse_whatIsNoPost_saysWhy(String json, Kind kind, String message) {
        assertThat(parse(json)).isInstanceOfSatisfying(ParsedPost.Rejection.class, rejection -> {
            assertThat(rejection.kind()).isEqualTo(kind);
            assertThat(rejection.message()).matches(Pattern.quote(message).replace("*", "\\E.*\\Q"));
        });
    }

    @Test
    void parse_invalidUtf8_saysWhere() {
        assertThat(format.parse("{\"id\": \"\u00e9\"}".getBytes(ISO_8859_1)))
                .isEqualTo(new ParsedPost.Rejection(Kind.NOT_UTF8, "not UTF-8 at byte 8"));
        assertThat(format.parse(new byte[] {'{', (byte) 0xE2, (byte) 0x82}))
                .isInstanceOfSatisfying(
                        ParsedPost.Rejection.class,
                        rejection -> assertThat(rejection.kind()).isEqualTo(Kind.NOT_UTF8));
    }

    @Test
    void parse_endlessFieldName_isSaidToBeOne() {
        assertThat(parse("{\"" + "x".repeat(50_001) + "\": 1}"))
                .isInstanceOfSatisfying(
                        ParsedPost.Rejection.class,
                        rejection -> assertThat(rejection.message()).contains("Name length"));
    }

    @Test
    void parse_quotedValue_isNotCutInsideOfACharacter() {
        String time = "x".repeat(39) + "\uD83E\uDD86".repeat(5);

        assertThat(parse("{\"id\": 1, \"text\": \"t\", \"createdAt\": \"" + time + "\"}"))
                .isInstanceOfSatisfying(
                        ParsedPost.Rejection.class,
                        rejection -> assertThat(rejection.message()).endsWith("x…\""));
    }

    @Test
    void parse_hostilePayloads_areNotEchoed() {
        String[] hostile = {
            "x".repeat(100_000),
            "{\"id\": \"" + "x".repeat(100_000) + "\", \"text\": \"t\"}",
            "{\"id\": 1, \"text\": \"t\", \"createdAt\": \"" + "x".repeat(190) + "\"}",
            "{\"" + "x".repeat(100_000) + "\": 1, \"" + "x".repeat(100_000) + "\": 1}",
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "{\"id\": " + "9".repeat(100_000) + "}"
        };
        for (String payload : hostile) {
            assertThat(parse(payload))
                    .isInstanceOfSatisfying(
                            ParsedPost.Rejection.class,
                            rejection -> assertThat(rejection.message()).hasSizeLessThan(200));
        }
    }

    @Test
    void parse_randomBytes_neverThrows() {
        Random random = new Random(7);
        byte[] good = "{\"id\": \"1\", \"text\": \"t\u00e9\", \"author\": {\"name\": \"J\"}}".getBytes(UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] payload = good.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
            }
            assertThat(format.parse(payload)).isNotNull();
        }
    }

    private ParsedPost parse(String json) {
        return format.parse(json.getBytes(UTF_8));
    }
}
