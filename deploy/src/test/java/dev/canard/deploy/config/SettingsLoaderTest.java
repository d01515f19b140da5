package dev.canard.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.canard.event.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsLoaderTest {

    @TempDir
    private Path directory;

    @Test
    void load_nothing_givesTheDefaults() {
        assertThat(SettingsLoader.load(null, List.of())).isEqualTo(CanardSettings.DEFAULTS);
    }

    @Test
    void load_emptyFile_givesTheDefaults() throws IOException {
        assertThat(SettingsLoader.load(file("# nothing\n"), List.of())).isEqualTo(CanardSettings.DEFAULTS);
    }

    @Test
    void load_whatWasWritten_givesTheSame() throws IOException {
        assertThat(SettingsLoader.load(file(SettingsLoader.write(CanardSettings.DEFAULTS)), List.of()))
                .isEqualTo(CanardSettings.DEFAULTS);
    }

    @Test
    void load_file_overridesWhatItNames() throws IOException {
        // when
        CanardSettings settings = SettingsLoader.load(file("""
                        kafka:
                          commit-interval: PT0.5S
                          properties:
                            security.protocol: SSL
                        topics:
                          partitions: 12
                        """), List.of("http.port=0"));

        // then
        assertThat(settings.kafka().commitInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.kafka().properties()).containsEntry("security.protocol", "SSL");
        assertThat(settings.kafka().threads())
                .isEqualTo(CanardSettings.DEFAULTS.kafka().threads());
        assertThat(settings.topics().partitions()).isEqualTo(12);
        assertThat(settings.http().port()).isZero();
    }

    @Test
    void load_policyInShadow_isAsThePolicyButForWhatItNames() throws IOException {
        // when
        CanardSettings settings = SettingsLoader.load(file("""
                        policy:
                          minimum-words: 7
                        shadow-policies:
                          - name: lower
                            threshold: 0.2
                        """), List.of());

        // then
        assertThat(settings.shadowPolicies()).singleElement().satisfies(shadow -> {
            assertThat(shadow.name()).isEqualTo("lower");
            assertThat(shadow.threshold()).isEqualTo(.2);
            assertThat(shadow.minimumWords()).isEqualTo(7);
            assertThat(shadow.verdicts()).isEqualTo(settings.policy().verdicts());
        });
    }

    @Test
    void load_policiesInShadowOfOneName_areRefused() throws IOException {
        Path file = file("""
                shadow-policies:
                  - {name: lower, threshold: 0.2}
                  - {name: lower, threshold: 0.3}
                """);

        assertThatThrownBy(() -> SettingsLoader.load(file, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("shadow-policies must differ in name or version");
    }

    @Test
    void load_modelsInShadow_areJudgedAsByThePolicyButForWhatTheirsNames() throws IOException {
        // when
        CanardSettings settings = SettingsLoader.load(file("""
                        policy:
                          minimum-words: 7
                        shadow-models:
                          - folder: /models/new
                            policy: {name: new, threshold: 0.4}
                          - folder: /models/old
                        """), List.of());

        // then
        assertThat(settings.shadowModels())
                .extracting(
                        ShadowModelSettings::folder,
                        shadow -> shadow.policy().name(),
                        shadow -> shadow.policy().threshold(),
                        shadow -> shadow.policy().minimumWords())
                .containsExactly(
                        tuple("/models/new", "new", .4, 7),
                        tuple("/models/old", "default", settings.policy().threshold(), 7));
        assertThat(SettingsLoader.changed(settings, List.of("policy.threshold=0.8"))
                        .shadowModels())
                .isEqualTo(settings.shadowModels());
    }

    @Test
    void load_modelsInShadowNamedLikeAnotherShadow_areRefused() throws IOException {
        Path file = file("""
                shadow-policies:
                  - {name: lower, threshold: 0.2}
                shadow-models:
                  - {folder: /models/new, policy: {name: lower}}
                """);

        assertThatThrownBy(() -> SettingsLoader.load(file, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("policies of shadow-models must differ");
    }

    @Test
    void load_webhook_isPublicUnlessToldOtherwise() throws IOException {
        // when
        CanardSettings settings = SettingsLoader.load(file("""
                        webhooks:
                          - name: case-tool
                            url: https://cases.example/hook?token=secret
                            secret-file: /run/secrets/case-tool
                            events: [alert_opened, decision]
                        """), List.of());

        // then
        assertThat(settings.webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.allowPrivate()).isFalse();
            assertThat(webhook.events())
                    .containsExactly(WebhookSettings.Event.ALERT_OPENED, WebhookSettings.Event.DECISION);
        });
        assertThat(settings.toString()).contains("case-tool").doesNotContain("token=secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: Tool, url: 'https://a.example', secret-file: f, events: [decision] | name must be",
                "name: tool, url: 'ftp://a.example', secret-file: f, events: [decision] | url of tool must begin with https:",
                "name: tool, url: 'http://a.example', secret-file: f, events: [decision] | unless allow-private",
                "name: tool, url: 'https://me:pw@a.example', secret-file: f, events: [decision] | neither a user",
                "name: tool, url: 'https:///a', secret-file: f, events: [decision] | must name a host",
                "name: tool, url: 'https://a b', secret-file: f, events: [decision] | is no address",
                "name: tool, url: 'https://a.example', secret-file: '', events: [decision] | secret-file of tool",
                "name: tool, url: 'https://a.example', secret-file: f, events: [] | events of tool must name",
                "name: tool, url: 'https://a.example', events: [decision] | secret-file",
            })
    void load_webhookThatCannotBe_namesTheCause(String webhook, String cause) {
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("webhooks=[{%s}]".formatted(webhook))))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("webhooks[0]")
                .hasMessageContaining(cause)
                .message()
                .doesNotContain("pw");
    }

    @Test
    void load_twoWebhooksOfOneName_areRefused() {
        String webhook = "{name: tool, url: 'https://a.example', secret-file: f, events: [decision]}";

        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("webhooks=[%s, %s]".formatted(webhook, webhook))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("webhooks has two of the name tool");
    }

    @Test
    void load_unknownKey_namesItAndTheKnownOnes() {
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("policy.treshold=0.7")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("unknown key policy.treshold; known here: ")
                .hasMessageContaining("threshold");
    }

    @Test
    void load_verdictsWithoutQuotes_areNoBooleans() {
        assertThat(SettingsLoader.load(null, List.of("policy.verdicts=[FALSE, scam]"))
                        .policy()
                        .verdicts())
                .containsExactlyInAnyOrder(Verdict.FALSE, Verdict.SCAM);
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("policy.verdicts=[perhaps]")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("policy.verdicts")
                .hasMessageContaining("MISLEADING");
    }

    @Test
    void load_impossibleValue_namesTheKeyAndTheCause() {
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("topics.partitions=0")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("topics: partitions must be at least 1, was 0");
    }

    @Test
    void load_valueOfWrongType_namesTheKey() {
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("kafka.commit-interval=soon")))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("kafka.commit-interval: ");
    }

    @Test
    void load_brokenFile_namesTheLine() throws IOException {
        // given
        Path broken = file("kafka:\n  threads: [1\n");

        // when, then
        assertThatThrownBy(() -> SettingsLoader.load(broken, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(broken + ", line 2: ");
    }

    @Test
    void load_missingFile_saysSo() {
        // given
        Path missing = directory.resolve("missing.yaml");

        // when, then
        assertThatThrownBy(() -> SettingsLoader.load(missing, List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessage(missing + ": no such file");
    }

    @Test
    void load_malformedOverride_saysSo() {
        assertThatThrownBy(() -> SettingsLoader.load(null, List.of("http.port")))
                .isInstanceOf(SettingsException.class)
                .hasMessage("not of the form key=value: http.port");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("canard.yaml"), yaml);
    }
}
