package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CueTest {

    @ParameterizedTest
    @CsvSource({
        "that is a hoax,REFUTATION",
        "please don't share this,CORRECTION",
        "is it true,QUESTION",
        "according to a study,REPORT",
        "plot twist,IRONY",
        "wake up before it is deleted,URGENCY",
        "look at your phone,SECOND_PERSON",
        "i saw it,FIRST_PERSON",
        "they call it “news”,QUOTATION",
        "nice but late,CONTRAST",
        "confirmed,AFFIRMATION",
        "it isn't so,NEGATION",
    })
    void in_exampleOfItsKind_isFound(String text, Cue cue) {
        assertThat(cue.in(text)).isTrue();
    }

    @Test
    void in_plainStatement_findsNone() {
        Set<Cue> found = EnumSet.noneOf(Cue.class);
        for (Cue cue : Cue.values()) {
            if (cue.in("meta reads private messages")) {
                found.add(cue);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void count_manyOfThem_endsAtTwo() {
        assertThat(Cue.NEGATION.count("no no no no")).isEqualTo(2);
    }

    @Test
    void count_hostileText_isCheap() {
        for (String unit : new String[] {"'", "' ", "ha", "a'", "debunk", "\"", "is it "}) {
            String text = unit.repeat(2_000 / unit.length());
            for (Cue cue : Cue.values()) {
                long start = System.nanoTime();
                assertThatCode(() -> cue.count(text)).doesNotThrowAnyException();
                assertThat(System.nanoTime() - start).as("%s on %s", cue, unit).isLessThan(200_000_000L);
            }
        }
    }
}
