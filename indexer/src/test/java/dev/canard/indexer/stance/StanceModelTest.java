package dev.canard.indexer.stance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.canard.event.Debunk;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.event.PostClaims;
import dev.canard.event.Stance;
import dev.canard.event.StanceEstimate;
import dev.canard.event.Verdict;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.match.DebunkMatcher;
import dev.canard.ingest.TextCleaner;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped weights with the shipped encoders, on a story that is none of the training data's. */
class StanceModelTest {

    private static final StanceModel MODEL = StanceModel.shipped();

    private static Encoders encoders;
    private static Debunk debunk;

    @BeforeAll
    static void load() {
        encoders = Encoders.load(EncoderSettings.DEFAULTS);
        Debunk plain = Events.debunk(
                "d1", "Meta will start reading users' private messages to train its AI on December 16.", Verdict.FALSE);
        debunk = plain.withVectors(encoders.vectorsOf(plain));
    }

    @AfterAll
    static void close() {
        encoders.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From December 16 Meta reads all your DMs to feed its AI. Every private message, every photo.",
                "Meta will use your private Messenger and Instagram messages to train its AI from December 16!",
                "Heads up everyone: starting December 16, Meta is reading your private messages to train AI.",
            })
    void estimate_spreadingPost_spreads(String text) {
        assertThat(estimate(text).likeliest()).isEqualTo(Stance.SPREADS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No, Meta is not going to read your private messages to train its AI. That post is false.",
                "Please stop sharing that hoax about Meta reading your DMs for AI on December 16, it isn't true.",
                "The claim that Meta will train its AI on private messages has been debunked. Nothing of the sort.",
            })
    void estimate_refutingPost_refutes(String text) {
        assertThat(estimate(text).likeliest()).isEqualTo(Stance.REFUTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Does anyone know if Meta is really going to read our private messages from December 16?",
                "Is it true that Meta will use our DMs to train its AI?",
            })
    void estimate_askingPost_questions(String text) {
        assertThat(estimate(text).likeliest()).isEqualTo(Stance.QUESTIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From December 16 Meta reads all your DMs to feed its AI. Every private message, every photo.",
                "No, Meta is not going to read your private messages to train its AI. That post is false.",
                "Does anyone know if Meta is really going to read our private messages from December 16?",
            })
    void estimate_sameWordsInAnotherStyle_hardlyMoves(String text) {
        double plain = estimate(text).of(Stance.SPREADS);

        for (String styled : List.of(
                text.toUpperCase(Locale.ROOT),
                text.toLowerCase(Locale.ROOT),
                "\uD83D\uDEA8\uD83D\uDEA8 " + text + " \uD83D\uDE21",
                text + "!!!",
                text + " #Meta #privacy")) {
            assertThat(estimate(styled).of(Stance.SPREADS)).as(styled).isEqualTo(plain, within(.1));
        }
    }

    @Test
    void estimate_anyPost_sumsUpToOne() {
        for (String text : List.of("", "?", "Meta", "\uD83D\uDE21".repeat(50), "not ".repeat(5_000))) {
            assertThat(estimate(text).probabilities().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void provenance_ofTheShippedModel_namesItsData() {
        assertThat(MODEL.provenance()).containsKeys("data", "command", "date", "dev");
    }

    private static StanceEstimate estimate(String text) {
        Post post = Events.post("p1", text);
        Post cleaned = new Post(
                post.id(),
                text,
                TextCleaner.clean(text).text(),
                null,
                null,
                null,
                List.of(),
                post.createdAt(),
                post.arrivedAt());
        String clean = cleaned.clean().value();
        PostClaims claims = clean.isEmpty()
                ? new PostClaims(cleaned, List.of())
                : new PostClaims(cleaned, List.of(Events.claim(clean, clean)));
        return MODEL.estimate(DebunkMatcher.encode(claims, encoders), debunk);
    }
}
