package dev.canard.classifier.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostLanguageTest {

    private static final PostLanguage LANGUAGE = new PostLanguage();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | The vaccines have killed more people than the virus, and nobody talks about it.
                    en | IT IS ALL A LIE AND THE MEDIA WILL NEVER TELL YOU THE TRUTH!
                    en | lol they r puttin chips in the shots n u still believe them
                    es | Si te asaltan en el cajero, mete tu PIN al revés y la policía llega al momento.
                    pt | O ministro disse que as vacinas não foram testadas em ninguém.
                    fr | Une centrale nucléaire explose en Turquie après le séisme, personne n'en parle.
                    de | Das Erdbeben war kein Zufall, das wurde mit Strahlen aus Alaska ausgelöst.
                    hi | कमरे में कटा हुआ कच्चा प्याज रख दो, वह फ्लू का वायरस सोख लेता है।
                    ru | Вакцины содержат чипы, и правительство следит за всеми нами каждый день.
                    el | Η γη είναι επίπεδη.
                    ja | 地球は平らだ。
                    zh | 地球是平的。
                    ko | 백신에는 마이크로칩이 들어 있다.
                    """)
    void of_clearText_isItsLanguage(String language, String text) {
        assertThat(LANGUAGE.of(text, null)).isEqualTo(language);
    }

    /** Of ten languages, twenty posts each, written for this test. */
    @Test
    void of_shortPosts_isTheirLanguageMostly_andSeldomAnother(TestReporter reporter) throws IOException {
        // given
        List<String[]> posts = shortPosts();

        // when
        long right = posts.stream()
                .filter(post -> post[0].equals(LANGUAGE.of(post[1], null)))
                .count();
        long wrong = posts.stream()
                .map(post -> Map.entry(post[0], Objects.requireNonNullElse(LANGUAGE.of(post[1], null), post[0])))
                .filter(told -> !told.getKey().equals(told.getValue()))
                .count();
        long rightWithHint = posts.stream()
                .filter(post -> post[0].equals(LANGUAGE.of(post[1], post[0])))
                .count();

        // then
        reporter.publishEntry(
                "right, wrong, right with the source's hint, of",
                "%d, %d, %d, %d".formatted(right, wrong, rightWithHint, posts.size()));
        assertThat(posts).hasSize(200);
        assertThat((double) rightWithHint / posts.size()).isGreaterThanOrEqualTo(.93);
        assertThat((double) right / posts.size()).isGreaterThanOrEqualTo(.93);
        assertThat((double) wrong / posts.size()).isLessThanOrEqualTo(.02);
    }

    private static List<String[]> shortPosts() throws IOException {
        try (InputStream stream = PostLanguageTest.class.getResourceAsStream("short-posts.tsv")) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!!! 12", "Wow.", "No way", "漢", "что the hell is это and what говорят they here"})
    void of_shortOrMixedText_isUndetermined(String text) {
        assertThat(LANGUAGE.of(text, null)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"pt-BR, pt", "en_GB, en", "sw, sw", "und, ", "'', ", "?!, "})
    void of_unclearText_isWhatTheSourceSays(String hint, String language) {
        assertThat(LANGUAGE.of("Wow, no", hint)).isEqualTo(language);
    }

    @Test
    void of_clearText_isNotWhatTheSourceSays() {
        assertThat(LANGUAGE.of("The vaccines have killed more people than the virus did.", "de"))
                .isEqualTo("en");
        assertThat(LANGUAGE.of("🦆🦆 !!!", "en")).isNull();
    }

    @Test
    void of_noise_isNone() {
        Random random = new Random(3);
        String noise = random.ints(100_000, 0, 0x3000)
                .mapToObj(character -> String.valueOf((char) character))
                .collect(Collectors.joining());

        for (String text : List.of(noise, "@a".repeat(50_000), "\uD800".repeat(1_000), "http://".repeat(1_000))) {
            assertThat(LANGUAGE.of(text, null)).isNull();
        }
    }

    @Test
    void of_longText_isWhatItsBeginningIs() {
        String english = "The vaccines have killed more people than the virus did. ".repeat(20);

        assertThat(LANGUAGE.of(english + "Вакцины содержат чипы. ".repeat(5_000), null))
                .isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"en, en", "hi, hi", ", undetermined", "sw, other", "attack, other"})
    void meterTag_isOneOfFew(String language, String tag) {
        assertThat(PostLanguage.meterTag(language)).isEqualTo(tag);
    }
}
