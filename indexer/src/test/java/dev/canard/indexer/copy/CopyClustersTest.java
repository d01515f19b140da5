package dev.canard.indexer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.canard.event.EventJson;
import dev.canard.event.Events;
import dev.canard.event.Post;
import dev.canard.ingest.TextCleaner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyClustersTest {

    /** Posts of people about few claims, spreading and refuting them: nearly the same words often say the opposite. */
    private static final Path POSTS = Path.of("src/training/stance-posts/posts.jsonl");

    private static final int ALL = 2_000;
    private static final int COPIES = 600;
    private static final int COPIED = 100;
    private static final int CONTRADICTED = 300;

    private final Map<String, Object> memory = new HashMap<>();
    private final CopyClusters clusters = new CopyClusters(memory("c"), memory("l"), memory("b"));

    private record Labelled(String text, int family) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void of_2000PostsWith600DisguisedCopies_findsTheClusters(long seed) throws IOException {
        // given
        List<Labelled> posts = posts(new Random(seed));

        // when
        List<String> found = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            found.add(clusters.of(post("p" + i, posts.get(i).text())));
        }

        // then
        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (int i = 0; i < posts.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean linked = found.get(i).equals(found.get(j));
                boolean copies = posts.get(i).family() == posts.get(j).family();
                right += linked && copies ? 1 : 0;
                wrong += linked && !copies ? 1 : 0;
                missed += copies && !linked ? 1 : 0;
            }
        }
        double recall = right / (double) (right + missed);
        double precision = right / (double) (right + wrong);
        System.out.printf("pairs of copies, seed %d: recall %.4f, precision %.4f%n", seed, recall, precision);
        assertThat(recall).isGreaterThanOrEqualTo(.98);
        assertThat(precision).isGreaterThanOrEqualTo(.99);
    }

    /** 1,400 posts of which 300 contradict one that is copied, and 600 copies of 100 others. */
    private static List<Labelled> posts(Random random) throws IOException {
        List<String> texts = new ArrayList<>(texts());
        Collections.shuffle(texts, random);
        DisguisedCopies copies = new DisguisedCopies(random);
        List<Labelled> posts = new ArrayList<>();
        List<String> originals = texts.subList(0, ALL - COPIES - CONTRADICTED);
        for (int i = 0; i < originals.size(); i++) {
            posts.add(new Labelled(originals.get(i), i));
        }
        for (int i = 0; i < COPIES; i++) {
            posts.add(new Labelled(copies.disguise(originals.get(i % COPIED)), i % COPIED));
        }
        Set<String> contradictions = new LinkedHashSet<>();
        for (int i = 0; contradictions.size() < CONTRADICTED; i++) {
            contradictions.add(copies.contradict(originals.get(i % COPIED)));
        }
        int family = originals.size();
        for (String each : contradictions) {
            posts.add(new Labelled(each, family++));
        }
        Collections.shuffle(posts, random);
        assertThat(posts).hasSize(ALL);
        return posts;
    }

    private static Set<String> texts() throws IOException {
        JsonMapper mapper = EventJson.mapper();
        Set<String> texts = new LinkedHashSet<>();
        for (String line : Files.readAllLines(POSTS)) {
            // A signature belongs to the form in which they were published, not to what people pass on.
            texts.add(mapper.readTree(line).get("text").asText().replaceFirst(" — [^—]*\\(@\\w+\\).*$", ""));
        }
        return texts;
    }

    @Test
    void of_postWithoutWords_isNull() {
        assertThat(clusters.of(post("1", "😱 https://t.co/abc"))).isNull();
    }

    @Test
    void of_copyOfACopy_joins_butWhatIsFurtherAwayDoesNot() {
        String text = "Everybody should know that hospitals receive thousands of dollars for each patient";
        String slip = text.replace("hospitals", "hopsitals");
        String cluster = clusters.of(post("1", text));

        assertThat(clusters.of(post("2", slip))).isEqualTo(cluster);
        String slips = slip.replace("receive", "recieve")
                .replace("thousands", "tohusands")
                .replace("Everybody", "Evrybody");
        assertThat(clusters.of(post("3", slips))).isEqualTo(cluster);
        assertThat(clusters.of(post("4", slips.replace("dollars", "dolalrs").replace("patient", "paitent"))))
                .isNotEqualTo(cluster);
    }

    @Test
    void forget_leader_leavesNoText_andTheSameJoinsItsClusterYet() {
        String text = "Everybody should know that hospitals receive thousands of dollars for each patient";
        String cluster = clusters.of(post("author-1/post", text));

        clusters.forget("author-1/post");

        assertThat(memory.toString()).doesNotContain("hospitals").doesNotContain("author-1");
        assertThat(clusters.of(post("2", text + " 😱"))).isEqualTo(cluster);
    }

    private static Post post(String id, String text) {
        Post plain = Events.post(id, text);
        return new Post(
                id,
                text,
                TextCleaner.clean(text).text(),
                null,
                null,
                null,
                List.of(),
                plain.createdAt(),
                plain.arrivedAt());
    }

    private <V> CopyClusters.Memory<V> memory(String prefix) {
        return new CopyClusters.Memory<>() {
            @Override
            @SuppressWarnings("unchecked")
            public V get(String key) {
                return (V) memory.get(prefix + key);
            }

            @Override
            public void put(String key, V value) {
                memory.put(prefix + key, value);
            }

            @Override
            public void remove(String key) {
                memory.remove(prefix + key);
            }
        };
    }
}
