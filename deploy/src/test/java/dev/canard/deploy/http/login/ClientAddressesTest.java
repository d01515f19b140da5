package dev.canard.deploy.http.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressesTest {

    private final ClientAddresses addresses = new ClientAddresses(List.of("10.0.0.1", "10.0.0.2", "fd00::1"));

    @Test
    void of_peerThatIsNoProxy_isThePeer_whateverItSays() {
        assertThat(addresses.of("192.0.2.1", List.of())).isEqualTo("192.0.2.1");
        assertThat(addresses.of("192.0.2.1", List.of("198.51.100.1, 10.0.0.1"))).isEqualTo("192.0.2.1");
    }

    @Test
    void of_proxies_isTheLastThatTheyDoNotTrust() {
        assertThat(addresses.of("10.0.0.1", List.of("192.0.2.1"))).isEqualTo("192.0.2.1");
        assertThat(addresses.of("10.0.0.1", List.of("198.51.100.1", "192.0.2.1 , 10.0.0.2")))
                .isEqualTo("192.0.2.1");
        assertThat(addresses.of("fd00::1", List.of("192.0.2.1"))).isEqualTo("192.0.2.1");
    }

    @Test
    void of_proxyThatTellsNoAddress_isTheProxy() {
        assertThat(addresses.of("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
        assertThat(addresses.of("10.0.0.1", List.of("198.51.100.1, unknown"))).isEqualTo("10.0.0.1");
        assertThat(addresses.of("10.0.0.1", List.of("localhost"))).isEqualTo("10.0.0.1");
    }

    @Test
    void of_addressesOfOneIpv6Network_areTheSame() {
        assertThat(addresses.of("2001:db8:0:1::1", List.of()))
                .isEqualTo(addresses.of("2001:db8:0:1:ffff::2", List.of()))
                .isEqualTo(addresses.of("[2001:db8:0:1::3]", List.of()))
                .isNotEqualTo(addresses.of("2001:db8:0:2::1", List.of()));
        assertThat(addresses.of("::ffff:192.0.2.1", List.of())).isEqualTo("192.0.2.1");
    }
}
