package dev.canard.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.AssertionCues;
import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.Entity;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Quantity;
import dev.canard.ingest.CleanedText;
import dev.canard.ingest.TextCleaner;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimExtractorTest {

    private static ClaimExtractor extractor;

    @BeforeAll
    static void loadModels() {
        extractor = new ClaimExtractor(ClassifierSettings.DEFAULTS, List.of());
        extractor.extract(post("Warm up the tagger and the recogniser of names. It takes a moment."));
    }

    @Test
    void extract_sentences_becomeClaimsInOrder() {
        // when
        List<Claim> claims = claims("Facebook spent $3 million on ads in Germany. Nobody noticed!");

        // then
        assertThat(claims)
                .extracting(Claim::text)
                .containsExactly("Facebook spent $3 million on ads in Germany.", "Nobody noticed!");
    }

    @Test
    void extract_namesAndNumbers_areFoundWithTheirPlaces() {
        // given
        String text = "Facebook spent $3 million on ads in Germany.";

        // when
        Claim claim = claims(text).getFirst();

        // then
        assertThat(claim.entities())
                .extracting(Entity::text, Entity::kind)
                .contains(tuple("Germany", Entity.Kind.LOCATION), tuple("Facebook", Entity.Kind.ORGANIZATION));
        assertThat(claim.quantities()).extracting(Quantity::value).containsExactly("$3000000.0");
        assertThat(claim.quantities().getFirst().span().of(text)).isEqualTo("$3 million");
        assertThat(claim.entities())
                .allSatisfy(entity -> assertThat(entity.span().of(text)).isEqualTo(entity.text()));
    }

    @Test
    void extract_shoutedText_keepsItsWordsAndPlaces() {
        // given
        String text = "THE MAYOR OF PARIS SOLD THE TOWER. NOBODY NOTICED!";

        // when
        List<Claim> claims = claims(text);

        // then
        assertThat(claims).hasSize(2);
        assertThat(claims.getFirst().text()).isEqualTo("THE MAYOR OF PARIS SOLD THE TOWER.");
        assertThat(claims.getFirst().span().of(text)).isEqualTo("THE MAYOR OF PARIS SOLD THE TOWER.");
    }

    @Test
    void extract_textThatWasCleaned_pointsIntoTheOriginal() {
        // given
        String original =
                "RT @someone: Vac\u200Bcines contain micro\u00ADchips!!! https://example.org/a 🎉 Nobody saw it on TV.";
        CleanedText cleaned = TextCleaner.clean(original);

        // when
        List<Claim> claims = extractor.extract(post(original, cleaned.text())).claims();

        // then
        assertThat(claims.getFirst().span().of(original))
                .startsWith("Vac\u200Bcines")
                .contains("chips");
        assertThat(claims.getLast().span().of(original)).isEqualTo("Nobody saw it on TV.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The tower was sold.                                     | false | false | false | false
                    The tower was not sold.                                 | true  | false | false | false
                    It isn't true.                                          | true  | false | false | true
                    Nobody has ever sold the tower.                         | true  | false | false | false
                    Was the tower sold?                                     | false | true  | false | false
                    Is the tower really for sale                            | false | true  | false | false
                    According to the mayor, the tower was sold.             | false | false | true  | false
                    The mayor says the tower was sold.                      | false | false | true  | false
                    I say the tower was sold.                               | false | false | false | false
                    I can tell you the tower was sold.                      | false | false | false | false
                    I really must say that the tower was sold.              | false | false | false | false
                    Let me tell you that the tower was sold.                | false | false | false | false
                    The mayor has always said that the tower was sold.      | false | false | true  | false
                    That story is a hoax.                                   | false | false | false | true
                    This rumour has been debunked.                          | false | false | false | true
                    """)
    void extract_cues_areRead(String text, boolean negated, boolean question, boolean attributed, boolean refuting) {
        assertThat(claims(text).getFirst().cues())
                .isEqualTo(new AssertionCues(negated, question, attributed, refuting, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "The tower was sold."                                             | 1
                    “The tower was sold. The mayor knows it.” That is what they tell. | 1, 2
                    «The tower was sold»                                              | 1
                    He said the "tower" was sold.                                     |
                    "The tower was sold," said the mayor.                             |
                    "The tower was sold. The mayor knows.                             |
                    A 5" pipe and a 6" pipe were sold.                                |
                    I saw it. "The tower was sold." So sad.                           | 2
                    """)
    void extract_quotedSentences_areMarked(String text, String quoted) {
        // when
        List<Claim> claims = claims(text);

        // then
        assertThat(IntStream.rangeClosed(1, claims.size())
                        .filter(i -> claims.get(i - 1).cues().quoted())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(quoted == null ? "" : quoted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "They put chips in vaccines. It tracks you.",
                "The towers send out waves. They make birds fall from the sky.",
                "Meta reads your messages! This started last week.",
                "He sold the tower in May. That brought him a fortune.",
                "The vaccine holds a chip. It really follows you home."
            })
    void extract_sentenceThatOnlyGoesOn_isJoinedWithTheOneBefore(String text) {
        assertThat(claims(text)).extracting(Claim::text).containsExactly(text);
        assertThat(claims(text).getFirst().span().of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "They put chips in vaccines. This vaccine tracks you.",
                "They put chips in vaccines. It is a hoax.",
                "They put chips in vaccines. It does not track you.",
                "Do they put chips in vaccines? It tracks you.",
                "They put chips in vaccines. Is it true?",
                "They put chips in vaccines. Gates tracks you.",
                "The mayor says they put chips in vaccines. It tracks you.",
                "Oh wow. It tracks you."
            })
    void extract_sentenceOfItsOwn_staysApart(String text) {
        assertThat(claims(text)).hasSize(2);
    }

    @Test
    void extract_threeSentences_areJoinedTwoAtMost() {
        assertThat(claims("They put chips in vaccines. It tracks you. It sends data to Gates."))
                .extracting(Claim::text)
                .containsExactly("They put chips in vaccines. It tracks you.", "It sends data to Gates.");
    }

    @Test
    void extract_rantWithoutMarks_isSplitBeforeClauses() {
        // given
        String text =
                "so my cousin works at the hospital and she told me that the machines are all fake and they get paid for "
                        + "every patient they put on the list but nobody on the news will talk about it because they own the news and "
                        + "you can see it with your own eyes if you look at the numbers from last year";

        // when
        List<Claim> claims = claims(text);

        // then
        assertThat(claims)
                .extracting(Claim::text)
                .containsExactly(
                        "so my cousin works at the hospital and she told me that the machines are all fake",
                        "and they get paid for every patient they put on the list",
                        "but nobody on the news will talk about it because they own the news",
                        "and you can see it with your own eyes if you look at the numbers from last year");
    }

    @Test
    void extract_statementOfFact_isWorthCheckingMoreThanChatter() {
        assertThat(claims("Unemployment rose to 9 percent in Ohio last year, the highest since 1983.")
                        .getFirst()
                        .checkWorthiness())
                .isGreaterThan(.6);
        assertThat(claims("Thank you so much, I love you all!").getFirst().checkWorthiness())
                .isLessThan(.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!!! ... ???", "12 34", "—"})
    void extract_textWithoutWords_hasNoClaims(String text) {
        assertThat(claims(text)).isEmpty();
    }

    @Test
    void extract_longText_isReadUpToTheLimit() {
        // given
        String text = "The tower was sold again. ".repeat(4000);

        // when
        List<Claim> claims = claims(text);

        // then
        assertThat(claims).hasSize(ClassifierSettings.DEFAULTS.maxClaims());
    }

    @Test
    void extract_sentenceOfThousandsOfWords_isSplit() {
        // when
        List<Claim> claims = claims("word ".repeat(5000));

        // then
        assertThat(claims).hasSizeGreaterThanOrEqualTo(10);
        assertThat(claims)
                .allSatisfy(claim -> assertThat(claim.text().split(" "))
                        .hasSizeLessThanOrEqualTo(ClassifierSettings.DEFAULTS.maxSentenceTokens()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "😀", "#a", "&a", "\"'", "\u200D", "\uD83D", "a", "(((", "@x.", "1,", "http://", "٪", "a٪b", "漢字",
                "xqz "
            })
    void extract_floods_stayCheap(String unit) {
        // given
        PostClaims warm = extractor.extract(post(unit.repeat(100_000 / unit.length())));
        long start = cpuTime();

        // when
        PostClaims claims = extractor.extract(post(unit.repeat(100_000 / unit.length())));

        // then
        assertThat(claims).isEqualTo(warm);
        // A bound for a machine far slower than any; without the limits some of these take minutes.
        assertThat(Duration.ofNanos(cpuTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void extract_randomText_givesSoundClaims() {
        Random random = new Random(20);
        for (int i = 0; i < 2000; i++) {
            String text = hostile(random);
            for (Claim claim : claims(text)) {
                assertThat(claim.span().of(text)).as("seed 20, text %d", i).isEqualTo(claim.text());
                assertThat(claim.checkWorthiness()).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void extract_fromSeveralThreads_givesTheSame() throws Exception {
        // given
        List<String> texts = List.of(
                "Facebook spent $3 million on ads in Germany.",
                "Nobody has ever sold the tower in Paris, says the mayor.",
                "IS IT TRUE THAT BILL GATES OWNS NASA?",
                "5G towers spread the virus in 12 countries; share before they delete it.");
        List<PostClaims> alone =
                texts.stream().map(text -> extractor.extract(post(text))).toList();

        // when
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<PostClaims>> together = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String text = texts.get(i % texts.size());
                together.add(threads.submit(() -> extractor.extract(post(text))));
            }

            // then
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone.get(i % texts.size()));
            }
        }
    }

    private static String hostile(Random random) {
        String[] pieces = {
            "the ",
            "not ",
            "\n",
            " ",
            "\u200B",
            "😀",
            "\uD800",
            "\uDC00",
            "#tag",
            "@x",
            "&amp;",
            "\"",
            "'",
            "...",
            "$3 ",
            "1,000 ",
            "Berlin ",
            "!?",
            "\u0301",
            "\u202E",
            "ß",
            "中文",
            "\t",
            "-",
            "http://a.b/c ",
            "A.B.C. ",
            "<b>",
            "\0",
            "٣"
        };
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<Claim> claims(String text) {
        return extractor.extract(post(text)).claims();
    }

    private static Post post(String text) {
        return post(text, CleanText.unchanged(text));
    }

    private static Post post(String text, CleanText clean) {
        return new Post("p", text, clean, null, null, null, List.of(), Instant.EPOCH, Instant.EPOCH);
    }
}
