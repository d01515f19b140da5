package dev.canard.classifier;

import dev.canard.classifier.checkworthiness.CheckWorthiness;
import dev.canard.classifier.checkworthiness.SentenceEncoder;
import dev.canard.classifier.corenlp.SentenceTagger;
import dev.canard.classifier.corenlp.TaggedSentence;
import dev.canard.classifier.corenlp.Token;
import dev.canard.classifier.language.PostLanguage;
import dev.canard.event.Claim;
import dev.canard.event.CleanText;
import dev.canard.event.Entity;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Quantity;
import dev.canard.event.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads the claims out of a post: its sentences, as clean text. Holds the models, so that a process should hold one. Thread-safe. */
public final class ClaimExtractor {

    private static final Set<String> NUMBERS =
            Set.of("NUMBER", "ORDINAL", "MONEY", "PERCENT", "DATE", "TIME", "DURATION");

    /** So that a post of many sentences has a bounded cost. */
    private static final int ENCODED_CLAIMS = 6;

    private final ClassifierSettings settings;
    private final SentenceTagger tagger;
    private final CheckWorthiness checkWorthiness;
    private final CheckWorthiness cheapCheckWorthiness;
    private final PostLanguage language;

    /**
     * Loads the models, which takes seconds.
     *
     * @param encoders for check-worthiness; without one that its model knows it is told by words, tags and names only
     */
    public ClaimExtractor(ClassifierSettings settings, List<? extends SentenceEncoder> encoders) {
        this.settings = settings;
        tagger = new SentenceTagger(settings.maxSentenceTokens());
        cheapCheckWorthiness = CheckWorthiness.withoutEncoder();
        checkWorthiness = encoders.isEmpty() ? cheapCheckWorthiness : CheckWorthiness.shipped(encoders);
        language = new PostLanguage();
    }

    /** The post with its claims, of which it may have none. */
    public PostClaims extract(Post post) {
        CleanText clean = post.clean();
        Quotations quotations = Quotations.of(clean.value());
        List<Claim> claims = new ArrayList<>();
        for (TaggedSentence sentence : Continuations.joined(tagger.tag(cut(clean.value())), quotations)) {
            if (claims.size() == settings.maxClaims()) {
                break;
            }
            if (hasWord(sentence)) {
                claims.add(claim(
                        sentence,
                        clean,
                        quotations,
                        claims.size() < ENCODED_CLAIMS ? checkWorthiness : cheapCheckWorthiness));
            }
        }
        return new PostClaims(post, claims, language.of(clean.value(), post.language()));
    }

    /** Whether a post is longer than what is read of one. */
    public boolean cuts(Post post) {
        return post.clean().value().length() > settings.maxTextLength();
    }

    private String cut(String text) {
        if (text.length() <= settings.maxTextLength()) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(settings.maxTextLength() - 1));
        return text.substring(0, splits ? settings.maxTextLength() - 1 : settings.maxTextLength());
    }

    private static boolean hasWord(TaggedSentence sentence) {
        return sentence.tokens().stream().anyMatch(token -> token.word().chars().anyMatch(Character::isLetter));
    }

    private static Claim claim(
            TaggedSentence sentence, CleanText clean, Quotations quotations, CheckWorthiness checkWorthiness) {
        Span span = new Span(sentence.start(), sentence.end());
        return new Claim(
                span.of(clean.value()),
                clean.toOriginal(span),
                checkWorthiness.score(List.of(sentence), span.of(clean.value())),
                Cues.of(sentence, quotations.hold(span)),
                entities(sentence, clean),
                quantities(sentence, clean));
    }

    private static List<Entity> entities(TaggedSentence sentence, CleanText clean) {
        List<Entity> entities = new ArrayList<>();
        for (List<Token> name : named(sentence)) {
            Entity.Kind kind = switch (name.getFirst().name()) {
                case "PERSON" -> Entity.Kind.PERSON;
                case "ORGANIZATION" -> Entity.Kind.ORGANIZATION;
                case "LOCATION" -> Entity.Kind.LOCATION;
                default -> null;
            };
            if (kind != null) {
                Span span = span(name);
                entities.add(new Entity(span.of(clean.value()), kind, clean.toOriginal(span)));
            }
        }
        return entities;
    }

    private static List<Quantity> quantities(TaggedSentence sentence, CleanText clean) {
        List<Quantity> quantities = new ArrayList<>();
        for (List<Token> number : named(sentence)) {
            String value = number.getFirst().value();
            if (NUMBERS.contains(number.getFirst().name())) {
                Span span = span(number);
                String text = span.of(clean.value());
                quantities.add(new Quantity(text, Objects.requireNonNullElse(value, text), clean.toOriginal(span)));
            }
        }
        return quantities;
    }

    /** Neighbouring tokens of the same class, and of the same value where they have one, are one name or number. */
    private static List<List<Token>> named(TaggedSentence sentence) {
        List<List<Token>> names = new ArrayList<>();
        Token previous = null;
        for (Token token : sentence.tokens()) {
            if (!token.nameless()) {
                boolean goesOn = previous != null
                        && previous.name().equals(token.name())
                        && Objects.equals(previous.value(), token.value());
                if (!goesOn) {
                    names.add(new ArrayList<>());
                }
                names.getLast().add(token);
            }
            previous = token;
        }
        return names;
    }

    private static Span span(List<Token> tokens) {
        return new Span(tokens.getFirst().start(), tokens.getLast().end());
    }
}
