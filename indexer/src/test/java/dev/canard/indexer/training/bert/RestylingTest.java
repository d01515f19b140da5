package dev.canard.indexer.training.bert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestylingTest {

    private static final String TEXT = "The bridge fell down. Everybody saw it happen on television.";

    @Test
    void restyled_text_keepsItsWordsOrNearlyThem() {
        Restyling restyling = new Restyling(new Random(3));
        List<String> words = words(TEXT);

        for (int i = 0; i < 200; i++) {
            List<String> styled = words(restyling.restyled(TEXT));

            assertThat(styled).hasSameSizeAs(words);
            for (int w = 0; w < words.size(); w++) {
                assertThat(styled.get(w).charAt(0)).isEqualTo(words.get(w).charAt(0));
                assertThat(Math.abs(styled.get(w).length() - words.get(w).length()))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void restyled_often_variesMarksAndSpelling() {
        Restyling restyling = new Restyling(new Random(3));
        Set<String> styled = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            styled.add(restyling.restyled(TEXT));
        }

        assertThat(styled).anyMatch(text -> text.endsWith("television!")).anyMatch(text -> text.endsWith("television"));
        assertThat(styled).anyMatch(text -> !words(text).containsAll(words(TEXT)));
    }

    @Test
    void restyledAfter_claim_beginsWithItAndKeepsTheText() {
        Restyling restyling = new Restyling(new Random(3));

        for (int i = 0; i < 100; i++) {
            String styled = restyling.restyledAfter("The bridge fell down.", "Did it?");

            assertThat(styled).startsWith("The bridge fell down").contains(" D").endsWith("?");
        }
    }

    @Test
    void restyled_question_staysOne() {
        Restyling restyling = new Restyling(new Random(3));

        for (int i = 0; i < 100; i++) {
            assertThat(restyling.restyled("Is it true?")).endsWith("?");
        }
    }

    @Test
    void restyled_anyText_isHandled() {
        Restyling restyling = new Restyling(new Random(3));

        for (String text : List.of("", ".", "!", "a", "....", "\uD83D\uDE21")) {
            for (int i = 0; i < 50; i++) {
                assertThat(restyling.restyled(text)).hasSizeLessThanOrEqualTo(text.length() + 3);
            }
        }
    }

    private static List<String> words(String text) {
        return List.of(text.replaceAll("[.!]", "").split(" ", -1));
    }
}
