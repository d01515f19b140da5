package dev.canard.indexer.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.event.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleBookTest {

    private static final String TWO = """
            # The first adds to a debunk, the second stands alone.
            - id: meta-chain
              description: The chain letter
              author: jane
              mode: live
              debunk: d1
              query: +meta +"private messages"
              examples:
                matches:
                  - "Meta reads your PRIVATE messages!!"
                ignores:
                  - Meta reads public messages

            - id: chip
              mode: shadow
              claim:
                text: The vaccine holds a microchip.
                verdict: false
                link: https://facts.example/chip
              query: vaccin*
              regex: '\\b(micro)?chips?\\b'
              policy:
                threshold: .7
                languages: [en, de]
                minimum-words: 3
              examples:
                matches: [There are chips in the vaccine]
            """;

    @TempDir
    private Path directory;

    @Test
    void parse_rules_areAsWritten() {
        List<Rule> rules = RuleBook.parse("rules.yaml", TWO).rules();

        assertThat(rules).hasSize(2);
        assertThat(rules.getFirst()).satisfies(rule -> {
            assertThat(rule.id()).isEqualTo("meta-chain");
            assertThat(rule.mode()).isEqualTo(Rule.Mode.LIVE);
            assertThat(rule.debunk()).isEqualTo("d1");
            assertThat(rule.policy()).isEqualTo(RulePolicy.GENERAL);
            assertThat(rule.ownDebunk()).isEmpty();
        });
        assertThat(rules.getLast()).satisfies(rule -> {
            assertThat(rule.mode()).isEqualTo(Rule.Mode.SHADOW);
            assertThat(rule.policy()).isEqualTo(new RulePolicy(.7, List.of("en", "de"), 3));
            assertThat(rule.ownDebunk()).hasValueSatisfying(debunk -> {
                assertThat(debunk.id()).isEqualTo("rule:chip");
                assertThat(debunk.claim()).isEqualTo("The vaccine holds a microchip.");
                assertThat(debunk.rating().verdict()).isEqualTo(Verdict.FALSE);
                assertThat(debunk.url()).isEqualTo("https://facts.example/chip");
            });
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode: live | mode: shadow | true",
                "The chain letter | Another text | true",
                "Meta reads public | Meta deletes public | true",
                "private messages\"\\n | private messages\" -satire\\n | false",
                "debunk: d1 | debunk: d2 | false"
            })
    void version_changesWithWhatChangesAJudgement(String before, String after, boolean same) {
        String changed = TWO.replace(before.replace("\\n", "\n"), after.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(TWO);

        String version = RuleBook.parse("f", TWO).rules().getFirst().version();

        assertThat(version).matches("[0-9a-f]{8}");
        assertThat(RuleBook.parse("f", changed).rules().getFirst().version().equals(version))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "author: jane | autor: jane | line 2: autor: unknown key; known here: author, claim, debunk",
                "languages: | language: | line 14: policy.language: unknown key; known here: languages, minimum-words, threshold",
                "mode: live | mode: on air | line 2: mode: must be one of [LIVE, SHADOW, OFF], was on air",
                "mode: live | mode: | line 2: mode is missing",
                "debunk: d1 | claim: | line 2: needs either debunk, the id of one, or a claim of its own",
                "id: chip | id: meta-chain | line 14: the id meta-chain stands at line 2 already",
                "id: chip | id: Chip! | line 14: id must be of lower-case letters, digits and dashes",
                "+meta +\"private | -meta -\"private | line 2: query: -meta -\"private messages\" only forbids",
                "query: vaccin* | query: v* | line 14: query: a word needs 3 letters",
                "verdict: false | verdict: true | line 14: claim.verdict must be one of",
                "verdict: false | verdict: untrue | line 14: claim.verdict: must be one of [TRUE, MOSTLY_TRUE, MIXED",
                "verdict: false | verdict: | line 14: claim.verdict must be one of",
                "link: https | link: javascript | line 14: claim.link must be an address of the web",
                "threshold: .7 | threshold: 0 | line 14: policy.threshold must lie above 0",
                "(micro)? | (micro | line 14: regex: missing closing ): \\b(microchips?\\b",
                "(micro)? | (?=micro) | line 14: regex: invalid or unsupported Perl syntax: (?=",
                "matches: [There are chips in the vaccine] | ignores: [Nothing] | line 14: examples.matches must hold at least one text",
                "query: vaccin* | query: \"a b\" -c | line 20: no YAML: expected <block end>",
                "author: jane | id: other | line 2: Duplicate field 'id'",
                "mode: shadow | mode: ] | line 15: no YAML: ",
            })
    void parse_mistake_namesFileLineAndCause(String right, String wrong, String message) {
        assertThat(TWO).contains(right);

        assertThatThrownBy(() -> RuleBook.parse("rules.yaml", TWO.replace(right, wrong == null ? "" : wrong)))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("rules.yaml, ")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "rules: []", "text"})
    void parse_noList_isRefused(String yaml) {
        assertThatThrownBy(() -> RuleBook.parse("rules.yaml", yaml)).hasMessage("rules.yaml: not a list of rules");
    }

    @Test
    void parse_secondDocument_isNotPassedOver() {
        assertThatThrownBy(() -> RuleBook.parse("rules.yaml", TWO + "---\n" + TWO))
                .hasMessageContaining("a second document");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{100}){100}){100}",
                "(((((((((a?){2}){2}){2}){2}){2}){2}){2}){2}){2}",
                "(a{30}){30}",
                "(\\p{L}{1,20}x){20}",
                "a{1001}",
                "x*",
                "(|jab)",
                "(a)\\1"
            })
    @Timeout(10)
    void parse_regexThatMightCostMuchOrMeetsAll_isRefused(String regex) {
        assertThatThrownBy(() -> RuleBook.parse("f", rule("r", "regex: '" + regex + "'", "jab")))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("line 1: regex: ");
    }

    @Test
    void parse_manyLargeRegexes_areRefusedTogether() {
        String yaml = IntStream.range(0, 60)
                .mapToObj(i -> rule("r" + i, "regex: '5g.{0,240}jab'", "5g jab"))
                .collect(Collectors.joining());

        assertThatThrownBy(() -> RuleBook.parse("f", yaml))
                .hasMessageContaining("have more than 20,000 instructions together");
    }

    @Test
    @Timeout(30)
    void test_regexThatBacktrackingCannotDo_isQuick() {
        RuleBook book = RuleBook.parse("f", rule("r", "regex: '(a+)+(a+)+(a|a)*b$'", "b"));
        RuleCondition condition = book.entries().getFirst().condition();
        String text = "a".repeat(RuleCondition.LONGEST_TEXT);

        assertThat(condition.find(text, new dev.canard.indexer.lucene.SearchablePost(text)))
                .isEmpty();
    }

    @Test
    void load_rulesThatTheirExamplesProve() throws IOException {
        RuleBook book = RuleBook.load(file(TWO));

        assertThat(book.rules()).hasSize(2);
        assertThat(book.test())
                .allSatisfy(example -> assertThat(example.passed()).isTrue())
                .extracting(RuleBook.Example::words)
                .containsExactly(List.of("Meta", "PRIVATE messages"), null, List.of("chips", "vaccine"));
    }

    @Test
    void load_exampleThatDoesNotMeetItsRule_isRefused() throws IOException {
        Path file = file(TWO.replace("There are chips", "There are ships"));

        assertThatThrownBy(() -> RuleBook.load(file))
                .isInstanceOf(RuleException.class)
                .hasMessage(file + ", line 14: rule chip: an example of what it matches does not meet it:"
                        + " \"There are ships in the vaccine\"");
    }

    @Test
    void load_exampleThatShouldNotMeetItsRule_isRefused() throws IOException {
        Path file = file(TWO.replace("public messages", "private messages").replace("are chips", "are ships"));

        assertThatThrownBy(() -> RuleBook.load(file))
                .hasMessageContaining(
                        "line 2: rule meta-chain: an example of what it ignores meets it: \"Meta reads private messages\"")
                .hasMessageEndingWith("; 2 examples failed in all: canard rules test " + file);
    }

    @Test
    void load_exampleInDisguise_isReadAsPostsAre() throws IOException {
        RuleBook book = RuleBook.load(file(TWO.replace("There are chips", "There are m1crochips")));

        assertThat(book.test().getLast().words()).contains("microchips");
    }

    @Test
    void load_fileThatCannotBeRead_namesIt() throws IOException {
        Path missing = directory.resolve("missing.yaml");
        Path binary = directory.resolve("binary.yaml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> RuleBook.load(missing)).hasMessage(missing + ": no such file");
        assertThatThrownBy(() -> RuleBook.load(binary)).hasMessage(binary + ": not in UTF-8");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("rules.yaml"), yaml, StandardCharsets.UTF_8);
    }

    /** A live rule on a debunk with one example. */
    private static String rule(String id, String condition, String example) {
        return """
                - id: %s
                  mode: live
                  debunk: d1
                  %s
                  examples: {matches: [%s]}
                """.formatted(id, condition, example);
    }
}
