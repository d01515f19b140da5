package dev.canard.indexer.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadlineTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "No, owls are not used as drones | Owls are used as drones. | true",
                "No, Tea Doesn’t Turn Bones Blue | Tea Turns Bones Blue. | true",
                "No, the mayor didn't ban bells | The mayor did ban bells. | true",
                "No: banks won't close for a month | Banks will close for a month. | true",
                "No, parsley cannot replace insulin | Parsley can replace insulin. | true",
                "Fact check: No, magnets do not contain any gluten | Magnets contain gluten. | true",
                "Nurses never struck over soup, despite viral posts | Nurses struck over soup. | true",
                "There is no evidence that bells cause hail | Bells cause hail. | true",
                "No credible evidence that bells cause hail | Bells cause hail. | true",
                "False: Bees will be taxed by weight | Bees will be taxed by weight. | true",
                "Rice does not carry rust | Rice carries rust. | false",
                "Why the sea is not rising here: an explainer | Why the sea is rising here. | false",
            })
    void denied_oneNegation_isTakenAway(String headline, String claim, boolean explicit) {
        // when
        Headline.Denied denied = Headline.denied(headline);

        // then
        assertThat(denied).isEqualTo(new Headline.Denied(claim, explicit));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is tea turning bones blue? No, it is not",
                "No, this photo was taken in 2012",
                "No, not all owls are protected",
                "No, the law does not only apply to bees",
                "No, the bank is no longer closed",
                "No, the ministry did not deny that it never paid",
                "Fake: the queen is not alive",
                "Do not drink bleach",
                "Five things to know about owls",
                "No microchips in bread",
                "Scam: free bus tickets are not real",
                "Satire: article about a tax on owls was never news",
            })
    void denied_whatCannotBeTurnedSafely_isLeftAlone(String headline) {
        assertThat(Headline.denied(headline)).isNull();
    }
}
