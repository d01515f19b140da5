package dev.canard.deploy.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.source.InputFile;
import dev.canard.deploy.text.CheckText;
import dev.canard.event.Debunk;
import dev.canard.event.Stance;
import dev.canard.indexer.encoder.Encoders;
import dev.canard.indexer.encoder.TextEncoder;
import dev.canard.indexer.lucene.DebunkSnapshot;
import dev.canard.indexer.match.EncodedPost;
import dev.canard.indexer.policy.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluations from file to figure, with small models: what words a text has decides all. */
class EvaluationsTest {

    @TempDir
    private Path directory;

    /** One for all tests: it loads CoreNLP. */
    private static final Workbench BENCH = new Workbench(
            CanardSettings.DEFAULTS,
            WorkbenchProbe.quiet(),
            encoders(),
            new SimpleModels.Undecided(),
            SimpleModels.matching("words@1"),
            new SimpleModels.Undecided(),
            new SimpleModels.Lenient());

    private Path debunks = Path.of("");

    @BeforeEach
    void write() throws IOException {
        debunks = file("debunks.tsv", """
                id	claim	title	verdict
                9	Garlic cures the flu within days	Does garlic cure the flu?	False
                12	"Garlic" cures the flu within days.	Does garlic cure the flu	False
                20	Birds are drones of the government	Are birds real?	False
                30	The moon landing was filmed in a studio	Was the moon landing filmed?	False
                40	Honey never spoils in a sealed jar	Does honey spoil?	True
                """);
    }

    @AfterAll
    static void close() {
        BENCH.close();
    }

    @Test
    void retrieval_comparesAllSystems_andFoldsTwinsForAllAlike() throws IOException {
        // given
        Path posts = posts("p1	My aunt says garlic cures the flu", "p2	Wake up, birds are drones of the government");
        Path run = directory.resolve("canard.run");

        // when: the label of the first post names one twin, the one that stands for both
        SequencedMap<String, Double> figures = new RetrievalComparison(BENCH, 1)
                .evaluate(List.of(input(debunks)), input(posts), Map.of("p1", Set.of("9"), "p2", Set.of("20")), run)
                .figures();

        // then
        for (String system : List.of("bm25", "words", "rank-fusion", "canard")) {
            assertThat(figures).as(system).containsEntry(system + "/map@5", 1.0).containsEntry(system + "/mrr", 1.0);
        }
        assertThat(figures).containsEntry("bm25/map@5/minus-canard/low", 0.0);
        assertThat(figures.get("canard/cpu-ms/ranking")).isPositive();
        assertThat(Files.readAllLines(run))
                .anySatisfy(line -> assertThat(line).startsWith("p1\tQ0\t9\t1\t"))
                .noneSatisfy(line -> assertThat(line).startsWith("p1\tQ0\t12\t2\t"))
                .anySatisfy(line -> assertThat(line).startsWith("p1\tQ0\t12\t"));
    }

    @Test
    void singleText_isJudged_andShownWithoutControlCharacters() throws IOException {
        // given
        String hostile = "Garlic cures the flu within days\u001b[2J\nresult   no alert\u202e";

        try (IndexedDebunks index = BENCH.index(List.of(input(debunks)))) {
            // when
            EncodedPost post = BENCH.encode(BENCH.post("text-1", hostile).orElseThrow(), index);
            Judgement judgement = BENCH.judge(BENCH.rank(post, index));
            String shown = CheckText.of(new CheckText.Checked(post.claims(), judgement.matches(), judgement.alert()));

            // then
            assertThat(shown.lines())
                    .anySatisfy(line -> assertThat(line).startsWith("result   ALERT FALSE"))
                    .noneSatisfy(line -> assertThat(line).isEqualTo("result   no alert"))
                    .anySatisfy(line -> assertThat(line).contains("about × spreads"));
            assertThat(shown).doesNotContain("\u001b", "\u202e");
        }
    }

    @Test
    void singleText_tooLargeForThePipeline_isRefusedHereToo() {
        String large = "x".repeat(CanardSettings.DEFAULTS.ingest().maxPayloadBytes());

        assertThat(BENCH.post("text-1", large)).isEmpty();
    }

    @Test
    void index_debunksThatAreEncoded_keepTheirVectors_othersAreEncoded() throws IOException {
        // given: a debunk that carries the vectors of another, and the other without any
        Debunk other;
        Debunk encoded;
        try (IndexedDebunks index = BENCH.index(List.of(input(debunks)));
                DebunkSnapshot snapshot = index.index().acquire()) {
            other = snapshot.debunk("20").orElseThrow().debunk();
            encoded = snapshot.debunk("30").orElseThrow().debunk().withVectors(other.vectors());
        }

        // when
        try (IndexedDebunks index = BENCH.index(Set.of(encoded, other.withVectors(List.of())));
                DebunkSnapshot snapshot = index.index().acquire()) {
            // then
            for (String id : List.of("20", "30")) {
                assertThat(snapshot.debunk(id).orElseThrow().debunk().vectors())
                        .usingRecursiveFieldByFieldElementComparator()
                        .containsExactlyElementsOf(other.vectors());
            }
        }
    }

    @Test
    void retrieval_withoutQrels_measuresNothingButCost() throws IOException {
        EvaluationResult result = new RetrievalComparison(BENCH, 1)
                .evaluate(List.of(input(debunks)), input(posts("p1	garlic")), Map.of(), null);

        assertThat(result.figures().keySet()).allMatch(name -> name.startsWith("canard/cpu-ms/"));
    }

    @Test
    void strictAlerts_hiddenDebunks_takeTheirTwinsWithThem() throws IOException {
        // given: only hiding both twins leaves nothing that says so much of the post's words
        Path posts = posts("p1	Garlic cures the flu within days", "p2	The moon landing was filmed in a studio");
        Path background = file("background.tsv", "id\ttext\nb1\tNice weather at the lake today\n");

        // when
        EvaluationResult result = new StrictAlerts(BENCH, 1)
                .evaluate(
                        List.of(input(debunks)),
                        input(posts),
                        Map.of("p1", Set.of("12"), "p2", Set.of("30")),
                        List.of(input(background)));

        // then
        assertThat(result.figures())
                .containsEntry("words/auroc", 1.0)
                .containsEntry("canard/auroc", 1.0)
                .containsEntry("words/recall@precision0.95", 1.0)
                .containsEntry("background/p0.5", 0.0);
        assertThat(result.tables().getFirst().title()).contains("2 posts").contains("1 background");
    }

    @Test
    void strictAlerts_noPostWithAnIndexedDebunk_saysSo() throws IOException {
        Path posts = posts("p1	Garlic cures the flu");

        assertThatThrownBy(() -> new StrictAlerts(BENCH, 1)
                        .evaluate(List.of(input(debunks)), input(posts), Map.of("p1", Set.of("missing")), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("posts.tsv: no post is about a debunk that is indexed");
    }

    @Test
    void labelledAlerts_countAnAlertAsRight_onlyWithTheLabelledDebunk() throws IOException {
        // given
        Path posts = file("posts.jsonl", """
                {"id": "1", "text": "Garlic cures the flu within days", "lang": "en", "labels": {"debunk": "12", "stance": "spreads", "alert": true}}
                {"id": "2", "text": "Birds are drones of the government", "labels": {"debunk": "30", "stance": "spreads", "alert": true}}
                {"id": "3", "text": "The moon landing was filmed in a studio", "labels": {"debunk": "30", "stance": "refutes", "alert": false}}
                {"id": "4", "text": "Honey never spoils in a sealed jar", "labels": {"debunk": "40", "stance": "spreads", "alert": false}}
                """);
        Path background = file("background.tsv", "id\ttext\nb1\tGarlic cures the flu within days\n");

        // when
        SequencedMap<String, Double> figures = new LabelledAlerts(BENCH)
                .evaluate(List.of(input(debunks)), input(posts), List.of(input(background)))
                .figures();

        // then: the twin of the labelled debunk is right, another debunk is wrong, a true claim never alerts
        assertThat(figures)
                .containsEntry("canard/precision", 1 / 3.0)
                .containsEntry("canard/recall", 1 / 2.0)
                .containsEntry("alerted/spreads", 2.0)
                .containsEntry("alerted/refutes", 1.0)
                .containsEntry("first-debunk/all", 3 / 4.0)
                .containsEntry("first-debunk/english", 1.0)
                .containsEntry("background/alerts", 1.0);
    }

    @Test
    void loneDebunkAlerts_judgeEachPostBesideEachNamedDebunk() throws IOException {
        // given a post that says two claims, one of which it is labelled with, and one that is about a debunk in other
        // words
        Path posts = file("posts.jsonl", """
                {"id": "1", "text": "Garlic cures the flu within days, and birds are drones of the government", "labels": {"debunk": "12", "stance": "spreads", "alert": true}}
                {"id": "2", "text": "Nothing with wings is alive", "labels": {"debunk": "20", "stance": "spreads", "alert": true}}
                """);

        // when
        SequencedMap<String, Double> figures = new LoneDebunkAlerts(BENCH)
                .evaluate(List.of(input(debunks)), input(posts))
                .figures();

        // then: of 12 and 20, which labels name, the first alerts rightly and the second wrongly
        assertThat(figures).containsEntry("alone/precision", 1 / 2.0).containsEntry("alone/recall", 1 / 2.0);
    }

    @Test
    void loneDebunkAlerts_noNamedDebunk_saysSo() throws IOException {
        Path posts = file("posts.jsonl", """
                {"id": "1", "text": "Garlic cures the flu", "labels": {"debunk": "missing", "stance": "spreads", "alert": true}}
                """);

        assertThatThrownBy(() -> new LoneDebunkAlerts(BENCH).evaluate(List.of(input(debunks)), input(posts)))
                .isInstanceOf(IOException.class)
                .hasMessage(posts + ": no label names a debunk that is there");
    }

    @Test
    void evaluations_fileWithoutPosts_isNamed() throws IOException {
        Path posts = posts();

        assertThatThrownBy(() -> new LabelledAlerts(BENCH).evaluate(List.of(input(debunks)), input(posts), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessage("no post in " + posts);
    }

    @Test
    void qualityCheck_runsEachCommandOnce_andTellsWhatGotWorse() throws IOException {
        // given
        Path known = file("figures.yaml", """
                version: 1
                figures:
                  - {name: a, command: x, metric: m/one, better: higher, value: 0.5, slack: 0.1}
                  - {name: b, command: x, metric: m/two, better: lower, value: 0.5, slack: 0.1}
                """);
        int[] runs = {0};
        QualityCheck check = new QualityCheck(BENCH, directory, command -> (_, base) -> {
            assertThat(command).isEqualTo("x");
            assertThat(base).isEqualTo(directory);
            runs[0]++;
            Figures figures = new Figures();
            figures.put("m", "one", .45);
            figures.put("m", "two", .75);
            return new EvaluationResult("x", List.of(), List.of(), figures.byName());
        });

        // when
        QualityCheck.Outcome outcome = check.check(QualityFigures.read(known), LocalDate.of(2026, 3, 1));

        // then
        assertThat(runs[0]).isEqualTo(1);
        assertThat(outcome.holds()).isFalse();
        assertThat(outcome.table().rows()).extracting(List::getLast).containsExactly("holds", "worse");
        assertThat(outcome.renewed().figures())
                .extracting(QualityFigures.Figure::value)
                .containsExactly(.45, .75);
    }

    private Path posts(String... rows) throws IOException {
        return file("posts.tsv", "id\ttext\n" + String.join("\n", rows) + "\n");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static InputFile input(Path file) throws IOException {
        return InputFile.named(file.toString(), null);
    }

    @Test
    void stance_comparesTheFirstMatchWithTheLabels_andLeavesOutWhatIsUnsure() throws IOException {
        // given: the model takes each of them to spread its debunk
        Path posts = posts(
                "p1	My aunt says garlic cures the flu",
                "p2	Wake up, birds are drones of the government",
                "p3	The moon landing was filmed in a studio",
                "p4	Honey never spoils");

        // when: the last post is about no debunk
        SequencedMap<String, Double> figures = new LabelledStances(BENCH, 1)
                .evaluate(
                        List.of(input(debunks)),
                        input(posts),
                        Map.of("p1", Set.of("9"), "p2", Set.of("20"), "p3", Set.of("30")),
                        Map.of("p1", Optional.of(Stance.SPREADS), "p3", Optional.empty()))
                .figures();

        // then
        assertThat(figures).containsEntry("stance/spreads/precision", .5).containsEntry("stance/spreads/recall", 1.0);
        assertThat(figures).containsEntry("stance/surely-spreads/recall", 0.0);
    }

    @Test
    void stance_nothingLabelled_isRefused() throws IOException {
        Path posts = posts("p1	My aunt says garlic cures the flu");

        assertThatThrownBy(() -> new LabelledStances(BENCH, 1)
                        .evaluate(List.of(input(debunks)), input(posts), Map.of(), Map.of()))
                .hasMessageContaining("is about a debunk and labelled");
    }

    private static Encoders encoders() {
        return new Encoders(List.of(new BagOfWords()));
    }

    /** Each word counts in one of many places. */
    private static final class BagOfWords implements TextEncoder {

        private static final int DIMENSIONS = 512;

        @Override
        public String id() {
            return "words@1";
        }

        @Override
        public int dimensions() {
            return DIMENSIONS;
        }

        @Override
        public float[] encode(String text, Role role) {
            float[] vector = new float[DIMENSIONS];
            vector[0] = .01f;
            for (String word : text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1)) {
                vector[Math.floorMod(word.hashCode() * 31, DIMENSIONS)] = 1;
            }
            double length = 0;
            for (float value : vector) {
                length += value * value;
            }
            for (int i = 0; i < DIMENSIONS; i++) {
                vector[i] = (float) (vector[i] / Math.sqrt(length));
            }
            return vector;
        }

        @Override
        public void close() {}
    }
}
