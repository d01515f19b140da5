package dev.canard.indexer.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Alert;
import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import dev.canard.indexer.Posts;
import dev.canard.indexer.encoder.CrossEncoder;
import dev.canard.indexer.encoder.CrossEncoderUse;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.OnnxCrossEncoder;
import dev.canard.indexer.lucene.DebunkIndex;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.indexer.match.MatchModels;
import dev.canard.indexer.stance.CalibratedStance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the shipped models and the default policy to a library that has just begun: a few debunks, of which only the claims are known. */
class YoungLibraryAlertsTest {

    private static final List<String> CLAIMS = List.of(
            "Garlic cures the flu within a day.",
            "Birds are drones that the government built.",
            "The moon landing was filmed in a studio in Nevada.",
            "Lisbon will ban cash payments in all shops from January 1.");

    private static Encoders encoders;
    private static CrossEncoder ranking;
    private static CrossEncoder stance;
    private static PostJudge judge;

    @BeforeAll
    static void load() {
        encoders = Encoders.load(EncoderSettings.DEFAULTS);
        ranking = OnnxCrossEncoder.shipped(CrossEncoderUse.RANKING);
        stance = OnnxCrossEncoder.shipped(CrossEncoderUse.STANCE);
        judge = new PostJudge(MatchPolicy.DEFAULTS, CalibratedStance.shipped(stance), MatchModels.shipped(), _ -> true);
    }

    @AfterAll
    static void close() {
        ranking.close();
        stance.close();
        encoders.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void judge_theVeryWordsOfAClaim_alert(int debunks) {
        for (String claim : CLAIMS.subList(0, debunks)) {
            Alert alert = alert(debunks, claim);

            assertThat(alert).as(claim).isNotNull();
            assertThat(alert.debunk().claim()).isEqualTo(claim);
            assertThat(alert.about()).as(claim).isGreaterThan(.9);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The price of garlic rose by a third this year.",
                "I have had the flu for a week and nothing helps.",
                "We saw a drone above the birds' colony on the cliff.",
                "Nevada's film studios are on strike again.",
                "The shops in Lisbon were closed when we arrived."
            })
    void judge_somethingElseOnTheSameTopic_doesNotAlert(String text) {
        for (int debunks = 1; debunks <= CLAIMS.size(); debunks++) {
            assertThat(alert(debunks, text)).isNull();
        }
    }

    private static @Nullable Alert alert(int debunks, String text) {
        try (DebunkIndex index = DebunkIndex.inMemory(encoders.ids())) {
            for (String claim : CLAIMS.subList(0, debunks)) {
                Debunk debunk = Debunks.falseClaim(claim, claim, null).withClaimAlone();
                index.put(debunk.withVectors(encoders.vectorsOf(debunk)), 0);
            }
            index.refresh();
            DebunkMatcher matcher = new DebunkMatcher(index::acquire, encoders, ranking, MatchModels.shipped());
            return judge.judge(matcher.rank(Posts.of("p", null, text)), Instant.EPOCH)
                    .alert();
        }
    }
}
