package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Debunk;
import dev.canard.indexer.Debunks;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearClaimsTest {

    private static final Debunk OWN = claim("own", "Garlic water cures the coronavirus within a day.");
    private static final Debunk SAME = claim("same", "The coronavirus is cured by garlic water within a day.");
    private static final Debunk NEAR = claim("near", "Garlic keeps mosquitoes away from your bed.");
    private static final Debunk FAR = claim("far", "A shark swam along a flooded motorway in Houston.");
    private static final NearClaims CLAIMS = new NearClaims(List.of(OWN, SAME, NEAR, FAR));

    @Test
    void near_claims_areOthersThatShareWords() {
        assertThat(CLAIMS.near("My aunt swears that garlic water helps", OWN, 5))
                .containsExactly(NEAR);
    }

    @Test
    void near_number_boundsHowMany() {
        Debunk another = claim("another", "Drinking hot water is forbidden in Houston.");
        NearClaims more = new NearClaims(List.of(OWN, NEAR, FAR, another));

        assertThat(more.near("garlic water in Houston", OWN, 5)).hasSize(3);
        assertThat(more.near("garlic water in Houston", OWN, 1)).hasSize(1);
    }

    @Test
    void near_textWithoutSharedWords_hasNone() {
        assertThat(CLAIMS.near("quite unlike", OWN, 5)).isEmpty();
    }

    private static Debunk claim(String id, String claim) {
        return Debunks.falseClaim(id, claim, "");
    }
}
