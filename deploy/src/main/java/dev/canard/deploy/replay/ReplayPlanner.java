package dev.canard.deploy.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.canard.deploy.config.CanardSettings;
import dev.canard.deploy.config.SettingsLoader;
import dev.canard.deploy.pipeline.ClientProperties;
import dev.canard.event.Replay;
import dev.canard.topic.Topic;
import dev.canard.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Finds out what a replay would read, before anything is run. */
public final class ReplayPlanner {

    /** Part of names of topics, which are short. */
    private static final String ID = "[a-z0-9][a-z0-9-]{0,39}";

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private final CanardSettings settings;
    private final Topics topics;
    private final InstantSource clock;

    /** @param settings those of production, with which the posts were judged */
    public ReplayPlanner(CanardSettings settings, InstantSource clock) {
        this.settings = settings;
        this.topics = new Topics(settings.topics());
        this.clock = clock;
    }

    /**
     * A plan.
     *
     * @throws IllegalArgumentException if the name is none, or the range is empty or not there
     * @throws dev.canard.deploy.config.SettingsException if what is changed is unknown, or cannot be
     */
    public ReplayPlan plan(ReplayRequest request) throws InterruptedException, ExecutionException {
        if (!request.id().matches(ID)) {
            throw new IllegalArgumentException(
                    "a replay is named by at most 40 small letters, digits and hyphens, not \"" + request.id() + "\"");
        }
        CanardSettings changed = SettingsLoader.changed(settings, request.overrides());
        if (!changed.topics().equals(settings.topics())) {
            throw new IllegalArgumentException("a replay has topics of its own: leave topics.* as they are");
        }
        Instant now = clock.instant();
        try (Admin admin = Admin.create(ClientProperties.ofAdmin(settings.kafka()))) {
            Topic<String, ?> topic = topicOf(request.input(), topics);
            return switch (request.range()) {
                case TimeRange times -> {
                    Instant end = times.to() == null ? now : times.to();
                    if (!times.from().isBefore(end)) {
                        throw new IllegalArgumentException(
                                "nothing lies between %s and %s".formatted(times.from(), end));
                    }
                    List<Long> ends = offsets(admin, topic, OffsetSpec.latest());
                    List<Long> starts = offsets(
                            admin, topic, OffsetSpec.forTimestamp(times.from().toEpochMilli()));
                    yield plan(replay(request, fingerprint(changed), times.from(), end, null, ends, now), starts);
                }
                case OffsetRange offsets -> {
                    OffsetRange.Bounds bounds = offsets.of(
                            topic.name(),
                            offsets(admin, topic, OffsetSpec.earliest()),
                            offsets(admin, topic, OffsetSpec.latest()));
                    yield plan(
                            replay(
                                    request,
                                    fingerprint(changed),
                                    Instant.EPOCH,
                                    now,
                                    bounds.starts(),
                                    bounds.ends(),
                                    now),
                            bounds.starts());
                }
            };
        }
    }

    private static Replay replay(
            ReplayRequest request,
            String fingerprint,
            Instant from,
            Instant to,
            @Nullable List<Long> starts,
            List<Long> ends,
            Instant now) {
        return new Replay(
                request.id(),
                Replay.State.RUNNING,
                request.input(),
                from,
                to,
                request.debunksAsOf(),
                request.overrides(),
                fingerprint,
                starts,
                ends,
                0,
                0,
                0,
                now,
                now,
                request.by(),
                request.by(),
                null);
    }

    /** @param starts for each partition, the first offset that is read; -1 where no record is that late */
    private ReplayPlan plan(Replay replay, List<Long> starts) {
        List<Long> ends = replay.ends();
        long records = IntStream.range(0, ends.size())
                .mapToLong(p -> starts.get(p) < 0 ? 0 : Math.max(0, ends.get(p) - starts.get(p)))
                .sum();
        return new ReplayPlan(replay, records, expected(replay.input(), records));
    }

    /** The topic that an input is. */
    static Topic<String, ?> topicOf(Replay.Input input, Topics topics) {
        return switch (input) {
            case POSTS -> topics.posts();
            case CLAIMS -> topics.claims();
        };
    }

    private static List<Long> offsets(Admin admin, Topic<String, ?> topic, OffsetSpec spec)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = IntStream.range(
                        0, topic.partitioning().partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toMap(partition -> partition, _ -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(asked).all().get();
        return found.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().partition()))
                .map(entry -> entry.getValue().offset())
                .toList();
    }

    private @Nullable Duration expected(Replay.Input input, long records) {
        return new Replays(settings)
                .all().stream()
                        .filter(replay -> replay.state() == Replay.State.FINISHED
                                && replay.input() == input
                                && replay.posts() > 0)
                        .max(Comparator.comparing(Replay::changedAt))
                        .map(last -> Duration.ofMillis(last.judgingMillis() * records / last.posts()))
                        .orElse(null);
    }

    /** Of all settings that decide what is judged how, so not of those that say where. */
    static String fingerprint(CanardSettings settings) {
        try {
            MessageDigest digest = DigestUtils.getSha256Digest();
            for (Object part : List.of(
                    settings.classifier(),
                    settings.encoders(),
                    settings.models().folder(),
                    settings.policy(),
                    settings.rules())) {
                digest.update(JSON.writeValueAsString(part).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings that cannot be written", e);
        }
    }
}
