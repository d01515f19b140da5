package dev.canard.indexer.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostQueryTest {

    private static final String POST =
            "Mexico's vaccines: they’re putting a Microchip in the COVID-19 jab! Don't trust the 5G café. 天安门";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "vaccines | vaccines",
                "mexico | Mexico's",
                "cafe | café",
                "they're | they’re",
                "+jab -flu | jab",
                "vaccines jab unseen | vaccines;jab",
                "vaccines AND NOT flu | vaccines",
                "+(flu OR jab) +5g | jab;5G",
                "\"in the covid 19 jab\" | in the COVID-19 jab",
                "\"microchip jab\"~4 | Microchip in the COVID-19 jab",
                "covid-19 | COVID-19",
                "天安 | 天安",
                "micro* | Microchip",
                "mic?och* | Microchip",
                "microchap~ | Microchip",
                "microchap~1 | Microchip",
            })
    void words_ofAPostThatMeetsIt(String query, String words) {
        SearchablePost post = new SearchablePost(POST);
        PostQuery parsed = PostQuery.parse(query);

        assertThat(post.meets(parsed)).isTrue();
        assertThat(post.words(parsed)).extracting(span -> span.of(POST)).containsExactly(words.split(";"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vaccine",
                "+vaccines +flu",
                "+vaccines -jab",
                "\"covid microchip\"",
                "\"microchip jab\"~3",
                "covid-20",
                "天门",
                "microdot*",
                "micronote~",
                "+vaccines +(flu measles)",
            })
    void meets_postThatDoesNot_isFalse(String query) {
        SearchablePost post = new SearchablePost(POST);

        assertThat(post.meets(PostQuery.parse(query))).isFalse();
        assertThat(post.words(PostQuery.parse(query))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "§§ | Cannot parse '': Encountered \"<EOF>\"",
                "vaccines AND | Cannot parse 'vaccines AND': Encountered \"<EOF>\" at line 1, column 12",
                "\"open | Cannot parse",
                "(open | Cannot parse",
                "-flu | -flu only forbids",
                "+jab +(-flu) | -flu only forbids",
                "title:jab | a post has no field \"title\"",
                "\"-\" | it holds no word",
                "*:* | cannot be searched for: MatchAllDocsQuery",
                "*chip | '*' or '?' not allowed as first character",
                "mi* | a word needs 3 letters before its first wildcard, mi has 2",
                "mi?ro* | a word needs 3 letters before its first wildcard",
                "/micro.*/ | cannot be searched for: RegexpQuery",
                "[a TO b] | cannot be searched for: TermRangeQuery",
                "jab^2 | cannot be searched for: BoostQuery",
                "microchip~2 | in a word one letter may differ",
                "jab~ | in a word one letter may differ",
                "\"microchip jab\"~21 | words of a phrase lie at most 20 apart",
            })
    void parse_whatIsNoneOrMightCostMuch_saysWhy(String query, String cause) {
        assertThatThrownBy(() -> PostQuery.parse(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(cause);
    }

    @Test
    void parse_tooLong_isRefused() {
        assertThatThrownBy(() -> PostQuery.parse("vaccine ".repeat(126))).hasMessageContaining("1,000 characters");
        assertThatThrownBy(() -> PostQuery.parse("five ".repeat(101))).hasMessageContaining("100 words");
        assertThatThrownBy(() -> PostQuery.parse("abc*d" + "?".repeat(60) + "e"))
                .hasMessageContaining("too many wildcards");
    }

    @Test
    @Timeout(10)
    void meets_hostilePostAndQuery_isQuick() {
        PostQuery nested = PostQuery.parse("(".repeat(490) + "jab" + ")".repeat(490));
        PostQuery distant = PostQuery.parse("\"" + "a ".repeat(90) + "b\"~20");
        SearchablePost post = new SearchablePost("a ".repeat(2_000));

        assertThat(post.meets(nested)).isFalse();
        assertThat(post.meets(distant)).isFalse();
    }

    @Test
    void mayMeet_postWithoutANeededTerm_isFalse() {
        Set<String> terms = Set.of("vaccines", "jab");

        assertThat(PostQuery.parse("+vaccines +(flu measles)").mayMeet(terms)).isTrue();
        assertThat(PostQuery.parse("+microchip vaccines jab").mayMeet(terms)).isFalse();
        assertThat(PostQuery.parse("flu \"the microchip\"").mayMeet(terms)).isFalse();
        assertThat(PostQuery.parse("flu microchip*").mayMeet(terms)).isTrue();
        assertThat(PostQuery.parse("+flu* +microchip").mayMeet(terms)).isFalse();
    }

    @Test
    void words_emptyPost_areNone() {
        SearchablePost post = new SearchablePost("");

        assertThat(post.words(PostQuery.parse("jab micro*"))).isEqualTo(List.of());
    }
}
