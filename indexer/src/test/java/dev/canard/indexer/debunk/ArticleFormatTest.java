package dev.canard.indexer.debunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Debunk;
import dev.canard.event.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArticleFormatTest {

    private static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    private final DebunkReader reader = DebunkReader.standard(DebunkSettings.DEFAULTS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headline-denial.txt | FALSE | Cooling towers are spraying sedatives over cities at night to keep people calm.",
                "question-headline.html | MISLEADING | Chewing three cloves a day cures every toothache for good, without a drill.",
                "verdict-box.html | FALSE | Bottled water from Harlow Bridge contains lithium that the council adds on purpose.",
                "claim-label.txt | MOSTLY_FALSE | All new school buses record what children say and sell it to advertisers.",
                "satire.txt | SATIRE | Portugal will tax home owners for the shadow that their houses throw on the pavement.",
                "scam.html | SCAM | Ferndale supermarkets give a voucher of 250 euros to everyone who answers four questions, in honour"
                        + " of the chain's birthday.",
                "misread-photo.txt | MISLEADING | A photo shows the Rosenthal metro station under water after the storm of last weekend.",
                "no-evidence.txt | FALSE | Night trains make migraines worse.",
                "denied-rumour.html | FALSE | New library cards report the position of their holders to the city every hour.",
            })
    void read_articleThatSaysWhatIsClaimed_proposesTheFalsehood(String file, Verdict verdict, String claim) {
        // when
        Debunk debunk = read(resource(file), null);

        // then
        assertThat(debunk.claim()).isEqualTo(claim);
        assertThat(debunk.rating().verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-clear-claim.txt", "other-language.html"})
    void read_articleWithoutAClearClaim_isLeftToAPerson(String file) {
        // when
        DebunkReader.Result result = result(resource(file), null);

        // then
        assertThat(result).isInstanceOfSatisfying(DebunkReader.Result.Unusable.class, unusable -> {
            assertThat(unusable.why().kind()).isEqualTo(Kind.UNCLEAR_CLAIM);
            assertThat(unusable.why().message())
                    .matches(
                            "confidence 0\\.\\d\\d, less than the 0\\.70 asked for: \".+\"; runner-up, 0\\.\\d\\d: \".+\"; .*by hand");
        });
    }

    @Test
    void read_claimGivenByAPerson_overridesTheProposal() {
        assertThat(read(resource("no-clear-claim.txt"), "Wheat is sold as gold.")
                        .claim())
                .isEqualTo("Wheat is sold as gold.");
        assertThat(read(resource("verdict-box.html"), "The water is blue.").claim())
                .isEqualTo("The water is blue.");
    }

    @Test
    void read_pageWithFurniture_takesTheArticleAlone() {
        // when
        Debunk debunk = read(resource("question-headline.html"), null);

        // then
        assertThat(debunk.id()).isEqualTo("https://lantern-checks.example.org/2025/cloves");
        assertThat(debunk.url()).isEqualTo("https://lantern-checks.example.org/2025/cloves");
        assertThat(debunk.title()).isEqualTo("Does chewing cloves cure a toothache for good?");
        assertThat(debunk.publisher()).isEqualTo("Lantern Checks");
        assertThat(debunk.published()).isEqualTo(LocalDate.of(2025, 6, 2));
        assertThat(debunk.language()).isEqualTo("en");
        assertThat(debunk.body())
                .startsWith("Toothache is among")
                .endsWith("the cause of it is still there.")
                .doesNotContain("partners", "weekly letter", "garlic", "Verhoeven", "three cloves");
    }

    @Test
    void read_textWithFurniture_takesTheArticleAlone() {
        // when
        Debunk debunk = read(resource("headline-denial.txt"), null);

        // then
        assertThat(debunk.id()).isEqualTo("/tmp/page");
        assertThat(debunk.title()).isEqualTo("No, Cooling Towers Are Not Spraying Sedatives Over Cities");
        assertThat(debunk.published()).isEqualTo(LocalDate.of(2025, 3, 17));
        assertThat(debunk.body())
                .startsWith("A clip of white plumes")
                .contains("What leaves the towers is water.", "viewed two million times")
                .doesNotContain("cookies", "Ines", "Facebook and", "valleys", "turbines", "keep people calm");
        assertThat(read(resource("claim-label.txt"), null).publisher()).isEqualTo("Northern Desk");
    }

    @Test
    void read_hostilePageWithAMegabyteOfFurniture_findsTheArticle() {
        // given
        String script = "<script>var p = 'Posts claim that <p>the moon is rented out.</p>';</script>";
        String menu = "<nav><ul><li><a href='/x'>Posts claim that owls are drones of the state</a></li></ul></nav>";
        String furniture = (script + menu).repeat(490_000 / (script + menu).length());
        String page = resource("question-headline.html").replace("<article>", furniture + "<article>")
                + furniture
                + "<div><b>".repeat(500);

        // when
        Debunk debunk = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> read(page, null));

        // then
        assertThat(debunk.claim())
                .isEqualTo("Chewing three cloves a day cures every toothache for good, without a drill.");
        assertThat(debunk.body()).doesNotContain("moon", "owls");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>",
                "<div><p>a",
                "<b>",
                "<table><tr><td>",
                "“",
                "\"",
                "posts ",
                "posts claim ",
                "claim that ",
                "post say it is not ",
                "a,",
                ": ",
                "no, not ",
                "| ",
                "Dec. ",
                "a\n",
                "Claim:\n",
                "x",
                "é",
                "it is claimed that ",
                "<p>posts claim that a b c d e f g.</p>",
                " is false, was shared "
            })
    void read_hostilePage_costsBoundedTime(String unit) {
        String page = unit.repeat(400_000 / unit.getBytes(StandardCharsets.UTF_8).length);

        for (String start : new String[] {"", "<html><h1>No, this is not so</h1>", "No, this is not so\n\n"}) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> result(start + page, null), () -> "slow: " + start + unit);
        }
    }

    private Debunk read(String page, @Nullable String claim) {
        return accepted(result(page, claim));
    }

    private static Debunk accepted(DebunkReader.Result result) {
        assertThat(result).isInstanceOf(DebunkReader.Result.Read.class);
        return ((DebunkReader.Result.Read) result).debunk();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "https://site.example/hoax-1, https://site.example/hoax-1, https://site.example/hoax-1",
                "/hoax-1,                     https://site.example/hoax-1, https://site.example/hoax-1",
                "https://site.example/?p=7,   https://site.example/?p=7,   https://site.example/?p=7",
                "https://site.example/,       https://site.example/a,      none",
                "/,                           https://site.example/a,      none",
                "javascript:alert(1),         https://site.example/a,      none",
                "http://[,                    https://site.example/a,      none"
            })
    void read_addressThatThePageGivesItself_identifiesItUnlessItIsAFrontPage(
            String canonical, String id, @Nullable String url) {
        // given
        String page = resource("verdict-box.html")
                .replaceAll("<link rel=\"canonical\"[^>]*>", "")
                .replace("</head>", "<link rel=\"canonical\" href=\"%s\"></head>".formatted(canonical));

        // when
        Debunk debunk =
                accepted(result("https://site.example/a", page, "Bottled water from Harlow Bridge contains lithium."));

        // then
        assertThat(debunk.id()).isEqualTo(id);
        assertThat(debunk.url()).isEqualTo(url);
    }

    private DebunkReader.Result result(String page, @Nullable String claim) {
        return result("/tmp/page", page, claim);
    }

    private DebunkReader.Result result(String id, String page, @Nullable String claim) {
        byte[] payload = new ArticlePayload(id, page, claim).toBytes();
        return reader.read(payload, "article", RECEIVED);
    }

    private static String resource(String name) {
        try (InputStream page = ArticleFormatTest.class.getResourceAsStream("../article/" + name)) {
            return new String(Objects.requireNonNull(page, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
