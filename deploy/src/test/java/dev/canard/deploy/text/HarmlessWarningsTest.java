package dev.canard.deploy.text;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HarmlessWarningsTest {

    private final HarmlessWarnings filter = new HarmlessWarnings();

    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.clients.producer.internals.Sender, Got error {}, CONCURRENT_TRANSACTIONS, DENY",
        "org.apache.kafka.clients.producer.internals.Sender, Got error {}, NOT_ENOUGH_REPLICAS, NEUTRAL",
        "org.apache.kafka.clients.NetworkClient, Connection to {} could not be established, node, NEUTRAL",
        "org.apache.kafka.clients.NetworkClient, Closing a {} that has already been closed, client, DENY",
        "dev.canard.deploy.Canard, Got error {}, CONCURRENT_TRANSACTIONS, NEUTRAL",
    })
    void decide_message_hidesOnlyWhatIsHarmless(String name, String format, String parameter, FilterReply expected) {
        // given
        Logger logger = new LoggerContext().getLogger(name);

        // when
        FilterReply reply = filter.decide(null, logger, Level.WARN, format, new Object[] {parameter}, null);

        // then
        assertThat(reply).isEqualTo(expected);
    }
}
