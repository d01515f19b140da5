package dev.canard.indexer.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.canard.event.Claim;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleMatcherTest {

    @Test
    void match_post_namesRuleAndWordsInTheOriginalText() {
        String text = "@bob look 👉 https://t.example/1 M1CROCHIPS are in the jabs &amp; nobody says so";

        List<RuleMatcher.Hit> hits =
                matcher(rule("chip", "live", "+microchips +\"the jabs\"")).match(post(text, "en"));

        assertThat(hits).singleElement().satisfies(hit -> {
            assertThat(hit.rule().id()).isEqualTo("chip");
            assertThat(hit.met().id()).isEqualTo("chip");
            assertThat(hit.met().version()).isEqualTo(hit.rule().version());
            assertThat(hit.met().shadow()).isFalse();
            assertThat(hit.met().words()).extracting(span -> span.of(text)).containsExactly("M1CROCHIPS", "the jabs");
        });
    }

    @Test
    void match_queryAndRegex_needsBoth() {
        RuleMatcher matcher = matcher("""
                - id: both
                  mode: live
                  debunk: d1
                  query: microchip
                  regex: '5g.{0,9}jab'
                  examples: {matches: [5G jab microchip]}
                """);

        assertThat(matcher.match(post("A microchip in the 5G jab", "en"))).hasSize(1);
        assertThat(matcher.match(post("A microchip in the jab", "en"))).isEmpty();
        assertThat(matcher.match(post("A chip in the 5G jab", "en"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"en, true", "en-GB, true", "none, true", "de, false"})
    void match_ruleForALanguage_isMetByItsPostsOnly(@Nullable String language, boolean met) {
        RuleMatcher matcher = matcher(rule("chip", "live", "microchip\n  policy: {languages: [en, fr]}"));

        assertThat(matcher.match(post("Microchip!", language)).isEmpty()).isNotEqualTo(met);
    }

    @Test
    void match_modes_liveOnesComeFirstAndThoseThatAreOffNever() {
        RuleMatcher matcher =
                matcher(rule("tried", "shadow", "jab") + rule("no", "off", "jab") + rule("yes", "live", "jab"));

        assertThat(matcher.match(post("The jab", "en")))
                .extracting(hit -> hit.rule().id())
                .containsExactly("yes", "tried");
    }

    @Test
    void match_postThatMeetsManyRules_givesTheFirstOnes() {
        RuleMatcher matcher = matcher(IntStream.range(0, 30)
                .mapToObj(i -> rule("r" + i, "live", "jab"))
                .collect(Collectors.joining()));

        assertThat(matcher.match(post("The jab", "en")))
                .extracting(hit -> hit.rule().id())
                .containsExactly("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7");
    }

    @Test
    void match_endOfAVeryLongPost_isNotRead() {
        RuleMatcher matcher = matcher(rule("chip", "live", "microchip"));

        assertThat(matcher.match(post("word ".repeat(700) + "microchip", "en"))).hasSize(1);
        assertThat(matcher.match(post("word ".repeat(900) + "microchip", "en"))).isEmpty();
    }

    @Test
    @Timeout(60)
    void match_hostilePosts_areAnswered() {
        RuleMatcher matcher = matcher(
                rule("near", "live", "aaa* OR abcdef~ OR \"a b c d\"~20")
                        + "- {id: regex, mode: live, debunk: d1, regex: '(a|b|ab)*c.{0,200}(x+x+)+y', examples: {matches: [cxxy]}}\n");
        Random random = new Random(7);

        for (int i = 0; i < 200; i++) {
            StringBuilder text = new StringBuilder();
            String letters = List.of("ab ", "acx", "abcd  ", "\u0000\ud83e\u202ea\u0301", "天a\n")
                    .get(i % 5);
            while (text.length() < 20_000) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            for (RuleMatcher.Hit hit : matcher.match(post(text.toString(), null))) {
                assertThat(hit.met().words()).isNotEmpty();
            }
        }
    }

    @Test
    void match_aThousandRules_takesMilliseconds() throws IOException {
        // given
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        try (Stream<String> lines = Files.lines(Path.of("src/training/stance-posts/posts.jsonl"))) {
            for (String line : lines.toList()) {
                texts.add(EventJson.mapper().readTree(line).get("text").asText());
            }
        }
        Collections.shuffle(texts, random);
        List<String> words = texts.stream()
                .flatMap(text -> Stream.of(text.split("[^a-z]+")))
                .filter(word -> word.length() > 3 && !word.equals("that"))
                .toList();
        Supplier<String> word = () -> words.get(random.nextInt(words.size()));
        RuleMatcher matcher = matcher(IntStream.range(0, 1_000)
                .mapToObj(i -> switch (i % 10) {
                    case 0 -> "query: +%s +%s*".formatted(word.get(), word.get());
                    case 1 -> "query: +%s +%s~".formatted(word.get(), word.get());
                    case 2 -> "regex: '\\b%s\\b.{0,30}\\b%s'".formatted(word.get(), word.get());
                    case 3, 4 -> "query: '\"%s %s\"~3'".formatted(word.get(), word.get());
                    default -> "query: +%s +(%s %s) -%s".formatted(word.get(), word.get(), word.get(), word.get());
                })
                .map(condition -> "- {id: r%d, mode: live, debunk: d, %s, examples: {matches: [x]}}\n"
                        .formatted(random.nextInt(1 << 30), condition))
                .collect(Collectors.joining()));
        List<PostClaims> posts =
                texts.stream().limit(400).map(text -> post(text, "en")).toList();

        // then
        assertThat(posts.stream().mapToInt(post -> matcher.match(post).size()).sum())
                .isPositive();
        assertThat(millis("1,000 rules, CPU a post in ms", matcher, posts)).isLessThan(50);
    }

    @Test
    void match_asMuchAsAFileMayHoldOnAPostMadeForIt_isBounded() {
        RuleMatcher matcher = matcher(IntStream.range(0, 41)
                .mapToObj(
                        i -> "- {id: r%d, mode: live, debunk: d, regex: '(?:.*a){160}Z%d', examples: {matches: [x]}}\n"
                                .formatted(i, i))
                .collect(Collectors.joining()));
        PostClaims post = post("banana ".repeat(600), "en");

        assertThat(matcher.match(post)).isEmpty();
        assertThat(millis("20,000 instructions, CPU a post in ms", matcher, List.of(post)))
                .isLessThan(20_000);
    }

    /** CPU time a post in milliseconds, of the last of some rounds. */
    private static double millis(String what, RuleMatcher matcher, List<PostClaims> posts) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = 0;
        for (int round = 0; round < 4; round++) {
            start = threads.getCurrentThreadCpuTime();
            posts.forEach(matcher::match);
        }
        double millis = (threads.getCurrentThreadCpuTime() - start) / 1e6 / posts.size();
        System.out.println("%s: %.2f".formatted(what, millis));
        return millis;
    }

    @Test
    void match_noRules_isNothing() {
        assertThat(RuleMatcher.NONE.match(post("The jab", "en"))).isEmpty();
    }

    private static RuleMatcher matcher(String yaml) {
        return new RuleMatcher(RuleBook.parse("rules.yaml", yaml));
    }

    private static String rule(String id, String mode, String query) {
        return """
                - id: %s
                  mode: %s
                  debunk: d1
                  query: %s
                  examples: {matches: [any]}
                """.formatted(id, mode, query);
    }

    private static PostClaims post(String text, @Nullable String language) {
        Post post = Events.post("p1", text);
        return new PostClaims(
                new Post(
                        post.id(),
                        text,
                        TextCleaner.clean(text).text(),
                        null,
                        null,
                        null,
                        List.of(),
                        post.createdAt(),
                        post.arrivedAt()),
                List.<Claim>of(),
                language);
    }
}
