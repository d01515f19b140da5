package dev.canard.indexer.debunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.canard.event.Rating;
import dev.canard.event.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTableTest {

    private final VerdictTable table = VerdictTable.load();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "True | TRUE",
                "Correct Attribution | TRUE",
                "MOSTLY TRUE | MOSTLY_TRUE",
                "Half-True | MIXED",
                "Mixture | MIXED",
                "Missing context. | MISLEADING",
                "Out of Context | MISLEADING",
                "Outdated | MISLEADING",
                "Mostly-False | MOSTLY_FALSE",
                "Barely True | MOSTLY_FALSE",
                "Pants on Fire! | FALSE",
                "Four Pinocchios | FALSE",
                "Fake | FALSE",
                "Not true | FALSE",
                "Isn't true | FALSE",
                "isn’t true | FALSE",
                "Doctored | ALTERED",
                "Miscaptioned | MISATTRIBUTED",
                "Scam | SCAM",
                "Labeled Satire | SATIRE",
                "Lost Legend | UNPROVEN",
                "Unverified | UNPROVEN",
                "Engañoso | MISLEADING",
                "ENGANOSO | MISLEADING",
                "No es verdad | FALSE",
                "plutôt faux | MOSTLY_FALSE",
                "Größtenteils falsch | MOSTLY_FALSE",
                "Bufala | FALSE",
                "Yanlış | FALSE",
                "Hoaks | FALSE",
                "Фейк | FALSE",
                "फर्जी | FALSE",
                "مضلل | MISLEADING",
                "Fact Crescendo Rating: False | FALSE",
                "Fact Crescendo Rating: True | TRUE",
                "': false' | FALSE",
                "Our rating: The claim is false | FALSE",
                "False. The video was filmed five years before the flood | FALSE",
                "True but misleading | MISLEADING",
                "Misleading: True | MISLEADING",
                "Fact check: false | FALSE",
                "Rumor: false | FALSE",
                "Largely untrue | MOSTLY_FALSE",
                "Falso en parte | MIXED",
                "زائف جزئياً | MIXED",
                "Partly misleading | MISLEADING",
                "Partly true, but misleading | MISLEADING",
                "True, but | MOSTLY_TRUE",
                "No, this isn't true. | FALSE",
                "False. There is no evidence for it | FALSE",
                "True or false? False | FALSE",
                "FALSE: Did he say this? | FALSE",
                "#FakeNews | FALSE",
                "Rating: 2/5 | MOSTLY_FALSE",
                "4 out of 5 | MOSTLY_TRUE",
                "Fa\u00ADlse | FALSE",
                "F\u200Bal\u0000se | FALSE",
                "\u202BFalse\u202C | FALSE",
            })
    void rate_words_giveTheVerdictOfTheTable(String words, Verdict verdict) {
        assertThat(rate(words).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One part is true and the other is false",
                "Hardly true",
                "Based on a true story",
                "Not entirely false",
                "We could not find this",
                "Full Flop",
                "12",
                "Is it true?",
                "Vrai ou faux ?",
                "Fake? We looked into it",
                "Is it false? True",
                "No, it is true",
                "Fake? No, real",
                "True. Or is it false",
                "True, but postponed",
                "Not mostly true",
                "Mostly",
                "24/7",
                "5/10/2024",
                "No. 5/5 of them replied",
                "\u202Eeslaf",
            })
    void rate_wordsThatNoRuleMaps_staysUnknownWithTheOriginal(String words) {
        Rating rating = rate(words);

        assertThat(rating.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(rating.original()).isEqualTo(words);
        assertThat(rating.rule()).startsWith("none");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,5,FALSE,number:1 of 1..5",
        "2,1,5,MOSTLY_FALSE,number:2 of 1..5",
        "3,1,5,MIXED,number:3 of 1..5",
        "4,1,5,MOSTLY_TRUE,number:4 of 1..5",
        "5,1,5,TRUE,number:5 of 1..5",
        "1,,,FALSE,number:1 of 1..5",
        " 2.0 ,0,10,MOSTLY_FALSE,number:2 of 0..10",
        "5,5,1,FALSE,number:5 of 5..1",
        "'1,5',1,5,MOSTLY_FALSE,number:1.5 of 1..5",
        "-1,-2,2,MOSTLY_FALSE,number:-1 of -2..2",
    })
    void rate_numberOnly_isReadOnItsScale(String value, String worst, String best, Verdict verdict, String rule) {
        Rating rating = table.rate(new DraftRating(null, value, best, worst));

        assertThat(rating).isEqualTo(new Rating(verdict, null, rule));
    }

    @ParameterizedTest
    @CsvSource({
        "-1,-1,-1",
        "7,1,5",
        "0,,",
        "3,3,3",
        "many,1,5",
        "1e999999,1,5",
        "NaN,1,5",
        "-Infinity,1,5",
        "3,NaN,5",
        "3,1,99999999999999999999",
        "'1,500',1,5000",
        "0x3,1,5",
        "٣,1,5",
        "5/5,1,5"
    })
    void rate_numberWithoutMeaning_staysUnknown(String value, String worst, String best) {
        Rating rating = table.rate(new DraftRating(null, value, best, worst));

        assertThat(rating.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(rating.rule()).startsWith("none: ");
    }

    @Test
    void rate_scaleThatCountsUpToTheWorst_wordsBeatTheNumber() {
        Rating rating = table.rate(new DraftRating("Four Pinocchios", "5", "5", "1"));

        assertThat(rating).isEqualTo(new Rating(Verdict.FALSE, "Four Pinocchios", "text:four pinocchios"));
    }

    @Test
    void rate_wordsThatSayNothing_leaveItToTheNumber() {
        Rating rating = table.rate(new DraftRating("See our article", "1", "5", "1"));

        assertThat(rating).isEqualTo(new Rating(Verdict.FALSE, "See our article", "number:1 of 1..5"));
    }

    @Test
    void rate_contradictoryWords_areNotOverruledByTheNumber() {
        assertThat(table.rate(new DraftRating("True or false?", "5", "5", "1")).verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void rate_numberThatIsNone_doesNotDiscardTheWords() {
        assertThat(table.rate(new DraftRating("False", "none", null, null)).verdict())
                .isEqualTo(Verdict.FALSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "not ", "true ", "mostly ", "?", "1/", "9", "\u0301", "\u202E", "\u0000", "ﷺ", "ال", "aA", "{", " "
            })
    void rate_hugeText_isReadWithinBounds(String repeated) {
        String huge = repeated.repeat(100_000);

        Rating rating = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> table.rate(new DraftRating(huge + "false", huge, huge, huge)));

        assertThat(rating.verdict()).isIn(Verdict.UNKNOWN, Verdict.TRUE);
        assertThat(rating.rule()).hasSizeLessThan(10_000);
    }

    @Test
    void rate_nothing_saysSo() {
        assertThat(table.rate(DraftRating.NONE)).isEqualTo(new Rating(Verdict.UNKNOWN, null, "none given"));
    }

    private Rating rate(String words) {
        return table.rate(new DraftRating(words, null, null, null));
    }
}
