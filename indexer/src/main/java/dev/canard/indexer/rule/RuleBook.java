package dev.canard.indexer.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.canard.event.Verdict;
import dev.canard.indexer.lucene.SearchablePost;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * The rules of a file in YAML: a list of {@link Rule}s with keys in lower case and dashes. Nothing in it is passed over: an unknown key is an
 * error, and so is a rule that its own examples disprove.
 */
public final class RuleBook {

    /** A book without rules. */
    public static final RuleBook EMPTY = new RuleBook("none", List.of());

    private static final int MOST_RULES = 2_000;

    /** In instructions of all regular expressions together: what a post costs at most for each of its characters. */
    private static final int MOST_INSTRUCTIONS = 20_000;

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // "off" is a mode and "false" a verdict, not what YAML takes them for.
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .addModule(new SimpleModule().addDeserializer(Verdict.class, new VerdictReader()))
            .build();

    private static final class VerdictReader extends JsonDeserializer<Verdict> {
        @Override
        public Verdict deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return Verdict.valueOf(parser.getText().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw InvalidFormatException.from(parser, "no verdict", parser.getText(), Verdict.class);
            }
        }
    }

    private final String file;
    private final List<Entry> entries;

    /** A rule, the line where it begins, and what it asks for. */
    record Entry(Rule rule, int line, RuleCondition condition) {}

    private RuleBook(String file, List<Entry> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
    }

    /**
     * What became of an example.
     *
     * @param rule its rule
     * @param matches whether the text should meet the rule
     * @param text the text, as a post would have it
     * @param words the words of the clean text that meet it; null if it does not
     */
    public record Example(
            Rule rule,
            boolean matches,
            String text,
            @Nullable List<String> words) {

        /** Whether it is as it should be. */
        public boolean passed() {
            return matches == (words != null);
        }
    }

    /**
     * Reads rules and tests their examples.
     *
     * @throws RuleException if the file or a rule cannot be read, might cost too much, or an example is not as it should be
     */
    public static RuleBook load(Path file) {
        RuleBook book = read(file);
        List<Example> failed =
                book.test().stream().filter(example -> !example.passed()).toList();
        if (!failed.isEmpty()) {
            Example first = failed.getFirst();
            throw book.refused(
                    first.rule(),
                    "%s: \"%s\"%s"
                            .formatted(
                                    first.matches()
                                            ? "an example of what it matches does not meet it"
                                            : "an example of what it ignores meets it",
                                    first.text().length() <= 120
                                            ? first.text()
                                            : first.text().substring(0, 120) + "…",
                                    failed.size() == 1
                                            ? ""
                                            : "; %d examples failed in all: canard rules test %s"
                                                    .formatted(failed.size(), file)));
        }
        return book;
    }

    /**
     * Reads rules without testing their examples.
     *
     * @throws RuleException if the file or a rule cannot be read, or might cost too much
     */
    public static RuleBook read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new RuleException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new RuleException(file + ": not in UTF-8", e);
        } catch (IOException e) {
            throw new RuleException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads rules without testing their examples.
     *
     * @param file what messages call it
     * @throws RuleException if a rule cannot be read, or might cost too much
     */
    static RuleBook parse(String file, String yaml) {
        List<Entry> entries = new ArrayList<>();
        int line = 1;
        try (JsonParser parser = MAPPER.createParser(yaml)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new RuleException(file + ": not a list of rules");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                line = parser.currentTokenLocation().getLineNr();
                Rule rule = parser.readValueAs(Rule.class);
                if (rule == null) {
                    throw new IllegalArgumentException("no rule");
                }
                entries.add(new Entry(rule, line, RuleCondition.of(rule)));
                check(entries);
            }
            if (parser.nextToken() != null) {
                line = parser.currentTokenLocation().getLineNr();
                throw new IllegalArgumentException("a second document; all rules are one list");
            }
        } catch (JsonProcessingException e) {
            throw unreadable(file, line, e);
        } catch (IllegalArgumentException e) {
            throw new RuleException("%s, line %d: %s".formatted(file, line, e.getMessage()), e);
        } catch (IOException e) {
            throw new RuleException(file + ": " + e.getMessage(), e);
        }
        return new RuleBook(file, entries);
    }

    private static void check(List<Entry> entries) {
        Entry last = entries.getLast();
        for (Entry entry : entries.subList(0, entries.size() - 1)) {
            if (entry.rule().id().equals(last.rule().id())) {
                throw new IllegalArgumentException("the id %s stands at line %d already"
                        .formatted(last.rule().id(), entry.line()));
            }
        }
        if (entries.size() > MOST_RULES) {
            throw new IllegalArgumentException("more than %,d rules".formatted(MOST_RULES));
        }
        if (entries.stream().mapToInt(entry -> entry.condition().size()).sum() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException(
                    "the regular expressions up to here have more than %,d instructions together"
                            .formatted(MOST_INSTRUCTIONS));
        }
    }

    /** @param line where the rule begins: only of what is no YAML a closer place is known */
    private static RuleException unreadable(String file, int line, JsonProcessingException e) {
        if (e.getCause() instanceof MarkedYAMLException wrong && wrong.getProblemMark() != null) {
            return new RuleException(
                    "%s, line %d: no YAML: %s"
                            .formatted(file, wrong.getProblemMark().getLine() + 1, wrong.getProblem()),
                    e);
        }
        String key = e instanceof JsonMappingException within
                ? within.getPath().stream()
                        .map(JsonMappingException.Reference::getFieldName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."))
                : "";
        String cause = switch (e) {
            case UnrecognizedPropertyException unknown
            when unknown.getKnownPropertyIds() != null ->
                "unknown key; known here: "
                        + unknown.getKnownPropertyIds().stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidFormatException value
            when value.getTargetType().isEnum() ->
                "must be one of %s, was %s"
                        .formatted(List.of(value.getTargetType().getEnumConstants()), value.getValue());
            case ValueInstantiationException refused
            when refused.getCause() != null -> String.valueOf(refused.getCause().getMessage());
            default ->
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("cannot be read");
        };
        boolean named = key.isEmpty() || e instanceof ValueInstantiationException;
        return new RuleException("%s, line %d: %s%s".formatted(file, line, named ? "" : key + ": ", cause), e);
    }

    private RuleException refused(Rule rule, String cause) {
        int line = entries.stream()
                .filter(entry -> entry.rule().equals(rule))
                .findFirst()
                .orElseThrow()
                .line();
        return new RuleException("%s, line %d: rule %s: %s".formatted(file, line, rule.id(), cause));
    }

    /** All rules, in the order of the file. */
    public List<Rule> rules() {
        return entries.stream().map(Entry::rule).toList();
    }

    List<Entry> entries() {
        return entries;
    }

    /** Tests all examples, in the order of the file. They are cleaned as posts are. */
    public List<Example> test() {
        List<Example> examples = new ArrayList<>();
        for (Entry entry : entries) {
            RuleExamples of = entry.rule().examples();
            of.matches().forEach(text -> examples.add(test(entry, true, text)));
            of.ignores().forEach(text -> examples.add(test(entry, false, text)));
        }
        return examples;
    }

    private static Example test(Entry entry, boolean matches, String text) {
        String clean = RuleCondition.bounded(TextCleaner.clean(text).text().value());
        return new Example(
                entry.rule(),
                matches,
                text,
                entry.condition()
                        .find(clean, new SearchablePost(clean))
                        .map(words -> words.stream().map(span -> span.of(clean)).toList())
                        .orElse(null));
    }
}
