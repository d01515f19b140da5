package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Events;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainNegationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The town hall did not burn down in 1971 | The town hall burned down in 1971 and was rebuilt in secret",
                "Our forests don’t give us 20 percent of our oxygen | Forests produce 20 percent of the oxygen that we breathe",
                "Denmark's national bird is the mute swan, not the lark | The national bird of Denmark is the lark",
                "Stones of cherries never stay in the stomach for a year | Stones of cherries stay in the stomach for a year",
                "Nobody will get a voucher of 500 euros from the bakery | The bakery gives away a voucher of 500 euros",
                "Lisbon is not banning cash in shops | Lisbon will ban cash payments in all shops",
            })
    void claimWithANot_isFound(String post, String claim) {
        assertThat(isIn(post, claim)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // It affirms.
                "This is no joke: the town hall burned down in 1971 | The town hall burned down in 1971",
                "The town hall burned down in 1971 | The town hall burned down in 1971",
                "The town hall burned down in 1971 and no newspaper writes about it | The town hall burned down in 1971",
                "Nobody tells you that the town hall burned down in 1971 | The town hall burned down in 1971",
                "They don't want you to know the town hall burned down in 1971 | The town hall burned down in 1971",
                // What to do if it is right.
                "Never swallow the stones of cherries, they stay in the stomach for a year | Stones of cherries stay in the stomach for a year",
                "Don't swallow the stones of cherries, they stay in the stomach for a year | Stones of cherries stay in the stomach for a year",
                // A number.
                "The shirt of No. 7 turns into that of No. 8 when he jumps | The shirt of No. 7 turns into another when he jumps",
                // The claim says not, too.
                "You can't enter the harbour without a permit | Nobody may enter the harbour without a permit",
                "No shop in Lisbon may take cash | Lisbon will ban cash payments in all shops",
                // The not is about something else.
                "They never told us on the news that some town hall far away had to burn | The town hall burned down in 1971",
                "No, thank you | The town hall burned down in 1971",
                "not | The town hall burned down in 1971",
            })
    void otherNegations_areNone(String post, String claim) {
        assertThat(isIn(post, claim)).isFalse();
    }

    @Test
    void onlyTheSentenceThatRepeatsTheClaim_counts() {
        assertThat(PlainNegation.isIn(
                        List.of(
                                Events.claim("I do not like 1971.", "I do not like 1971."),
                                Events.claim(
                                        "The town hall burned down in 1971.", "The town hall burned down in 1971.")),
                        "The town hall burned down in 1971"))
                .isFalse();
        assertThat(PlainNegation.isIn(List.of(), "The town hall burned down in 1971"))
                .isFalse();
    }

    private static boolean isIn(String post, String claim) {
        return PlainNegation.isIn(List.of(Events.claim(post, post)), claim);
    }
}
