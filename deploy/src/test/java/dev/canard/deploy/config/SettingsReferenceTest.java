package dev.canard.deploy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

    private static final Path PAGE = Path.of("CONFIGURATION.md");

    @Test
    void keys_coverEveryRecordWithDefaultAndMeaning() {
        assertThat(SettingsReference.keys())
                .extracting(SettingsReference.Key::key)
                .contains(
                        "kafka.threads",
                        "topics.partitions",
                        "policy.threshold",
                        "encoders[0].dimensions",
                        "console.users[].role",
                        "webhooks[].url")
                .doesNotHaveDuplicates();
        assertThat(SettingsReference.keys())
                .allSatisfy(key -> assertThat(key.meaning()).isNotBlank());
    }

    @Test
    void markdown_equalsThePublishedPage() throws IOException {
        if (Boolean.getBoolean("reference.update")) {
            Files.writeString(PAGE, SettingsReference.markdown());
        }
        assertThat(Files.readString(PAGE))
                .as("%s is out of date; mvn test -pl deploy -am -Dreference.update=true renews it", PAGE)
                .isEqualTo(SettingsReference.markdown());
    }
}
