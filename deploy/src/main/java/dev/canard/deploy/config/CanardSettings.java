package dev.canard.deploy.config;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.canard.classifier.ClassifierSettings;
import dev.canard.indexer.debunk.DebunkSettings;
import dev.canard.indexer.encoder.EncoderSettings;
import dev.canard.indexer.lookback.LookBackSettings;
import dev.canard.indexer.policy.MatchPolicy;
import dev.canard.ingest.IngestSettings;
import dev.canard.topic.TopicSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that can be configured.
 *
 * @param kafka how to talk to Kafka
 * @param topics names and sizes of the topics
 * @param ingest what counts as a post
 * @param sources how sources of posts are read
 * @param classifier bounds of reading claims
 * @param debunks bounds of fact-checks
 * @param encoders the sentence encoders; a change makes every index be built anew
 * @param models trained models other than those that Canard ships
 * @param policy what becomes an alert
 * @param shadowPolicies what is tried beside the policy, without alerts; no two of the same name and version
 * @param shadowModels models that are tried beside those in force, without alerts; named by their policies, which differ from all others in
 *     shadow
 * @param promotion what a replay must be like for its policy to come into force
 * @param rules what moderators add to the policy
 * @param lookBack which posts are judged again when a debunk changes
 * @param http where metrics and health are served, and whether fact-checks and posts are taken
 * @param console how moderators work
 * @param webhooks addresses that are told of events
 */
public record CanardSettings(
        @JsonPropertyDescription("How to talk to Kafka") KafkaSettings kafka,

        @JsonPropertyDescription("Names and sizes of the topics")
        TopicSettings topics,

        @JsonPropertyDescription("What counts as a post") IngestSettings ingest,

        @JsonPropertyDescription("How sources of posts are read")
        SourceSettings sources,

        @JsonPropertyDescription("Bounds of reading claims") ClassifierSettings classifier,

        @JsonPropertyDescription("Bounds of fact-checks") DebunkSettings debunks,

        @JsonPropertyDescription("The sentence encoders; a change makes every index be built anew")
        List<EncoderSettings> encoders,

        @JsonPropertyDescription("Trained models other than those that Canard ships")
        ModelSettings models,

        @JsonPropertyDescription("What becomes an alert") MatchPolicy policy,

        @JsonPropertyDescription(
                "What is tried beside the policy, without alerts; what one leaves out is as in the policy")
        List<MatchPolicy> shadowPolicies,

        @JsonPropertyDescription(
                "Models that are tried beside those in force, without alerts; what the policy of one leaves out is as in the policy")
        List<ShadowModelSettings> shadowModels,

        @JsonPropertyDescription("What a replay must be like for its policy to come into force")
        PromotionSettings promotion,

        @JsonPropertyDescription("What moderators add to the policy")
        RuleSettings rules,

        @JsonPropertyDescription("Which posts are judged again when a debunk changes")
        LookBackSettings lookBack,

        @JsonPropertyDescription("Where metrics and health are served, and whether fact-checks and posts are taken")
        HttpSettings http,

        @JsonPropertyDescription("How moderators work") ConsoleSettings console,

        @JsonPropertyDescription("Addresses that are told of events; needs a role with the console")
        List<WebhookSettings> webhooks) {

    public static final CanardSettings DEFAULTS = new CanardSettings(
            KafkaSettings.DEFAULTS,
            TopicSettings.DEFAULTS,
            IngestSettings.DEFAULTS,
            SourceSettings.DEFAULTS,
            ClassifierSettings.DEFAULTS,
            DebunkSettings.DEFAULTS,
            EncoderSettings.DEFAULTS,
            ModelSettings.DEFAULTS,
            MatchPolicy.DEFAULTS,
            List.of(),
            List.of(),
            PromotionSettings.DEFAULTS,
            RuleSettings.DEFAULTS,
            LookBackSettings.DEFAULTS,
            HttpSettings.DEFAULTS,
            ConsoleSettings.DEFAULTS,
            List.of());

    public CanardSettings {
        encoders = List.copyOf(encoders);
        shadowPolicies = List.copyOf(shadowPolicies);
        shadowModels = List.copyOf(shadowModels);
        Set<String> shadows = new HashSet<>();
        for (MatchPolicy shadow : shadowPolicies) {
            if (!shadows.add(shadow.id())) {
                throw new IllegalArgumentException("shadow-policies must differ in name or version");
            }
        }
        for (ShadowModelSettings shadow : shadowModels) {
            if (!shadows.add(shadow.policy().id())) {
                throw new IllegalArgumentException(
                        "policies of shadow-models must differ in name or version from each other and from shadow-policies");
            }
        }
        if (encoders.isEmpty()) {
            throw new IllegalArgumentException("encoders must name at least one");
        }
        webhooks = List.copyOf(webhooks);
        Set<String> names = new HashSet<>();
        for (WebhookSettings webhook : webhooks) {
            if (!names.add(webhook.name())) {
                throw new IllegalArgumentException("webhooks has two of the name " + webhook.name());
            }
        }
    }

    /** The same with another way to Kafka. */
    public CanardSettings withKafka(KafkaSettings other) {
        return new CanardSettings(
                other,
                topics,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                policy,
                shadowPolicies,
                shadowModels,
                promotion,
                rules,
                lookBack,
                http,
                console,
                webhooks);
    }

    /** The same with other names and sizes of topics. */
    public CanardSettings withTopics(TopicSettings other) {
        return new CanardSettings(
                kafka,
                other,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                policy,
                shadowPolicies,
                shadowModels,
                promotion,
                rules,
                lookBack,
                http,
                console,
                webhooks);
    }

    /** The same with another policy. */
    public CanardSettings withPolicy(MatchPolicy other) {
        return new CanardSettings(
                kafka,
                topics,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                other,
                shadowPolicies,
                shadowModels,
                promotion,
                rules,
                lookBack,
                http,
                console,
                webhooks);
    }

    /** The same with another console. */
    public CanardSettings withConsole(ConsoleSettings other) {
        return new CanardSettings(
                kafka,
                topics,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                policy,
                shadowPolicies,
                shadowModels,
                promotion,
                rules,
                lookBack,
                http,
                other,
                webhooks);
    }

    /** The same with other webhooks. */
    public CanardSettings withWebhooks(List<WebhookSettings> other) {
        return new CanardSettings(
                kafka,
                topics,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                policy,
                shadowPolicies,
                shadowModels,
                promotion,
                rules,
                lookBack,
                http,
                console,
                other);
    }

    /** The same with other rules. */
    public CanardSettings withRules(RuleSettings other) {
        return new CanardSettings(
                kafka,
                topics,
                ingest,
                sources,
                classifier,
                debunks,
                encoders,
                models,
                policy,
                shadowPolicies,
                shadowModels,
                promotion,
                other,
                lookBack,
                http,
                console,
                webhooks);
    }

    /**
     * Whether all encoders know a language.
     *
     * @param language a BCP 47 tag
     */
    public boolean encodersKnow(String language) {
        return encoders.stream().allMatch(encoder -> encoder.knows(language));
    }
}
