package dev.canard.deploy.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSocketsTest {

    private final SocketFactory sockets = new PublicSockets();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "2130706433", "::1", "::ffff:127.0.0.1", "0.0.0.0"})
    void connect_thisMachineByAnyName_isRefused(String host) throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                Socket socket = sockets.createSocket()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), server.getLocalPort());

            assertThatThrownBy(() -> socket.connect(address, 1000))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("not a public address");
            assertThatThrownBy(() -> sockets.createSocket(host, server.getLocalPort()))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("not a public address");
        }
    }

    @Test
    void connect_addressThatIsNotResolved_isRefused() throws Exception {
        try (Socket socket = sockets.createSocket()) {
            assertThatThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("localhost", 1)))
                    .isInstanceOf(SocketException.class);
        }
    }
}
