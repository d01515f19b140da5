package dev.canard.deploy.http.login;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From where a request comes, to tell guessers apart. Of IPv6 only the first 64 bits count, since one subscriber has all the rest.
 *
 * <p>Anybody can send {@code X-Forwarded-For}: it is read from its end, each proxy adding whom it was asked by, and only as far as trusted
 * proxies wrote it.
 */
public final class ClientAddresses {

    private static final int NETWORK_BYTES = 8;

    private final Set<InetAddress> trusted = new HashSet<>();

    /** @param trustedProxies literal addresses */
    public ClientAddresses(List<String> trustedProxies) {
        trustedProxies.forEach(proxy -> trusted.add(InetAddress.ofLiteral(proxy)));
    }

    /**
     * The client's address in a form that is only to be compared.
     *
     * @param peer who is connected
     * @param forwardedFor the lines of {@code X-Forwarded-For} in their order
     */
    public String of(String peer, List<String> forwardedFor) {
        InetAddress client = literal(peer);
        if (client == null) {
            return peer;
        }
        List<String> path = Arrays.asList(String.join(",", forwardedFor).split(",", -1));
        for (String hop : path.reversed()) {
            InetAddress before = trusted.contains(client) ? literal(hop.strip()) : null;
            if (before == null) {
                break;
            }
            client = before;
        }
        return network(client);
    }

    private static String network(InetAddress address) {
        if (address instanceof Inet6Address) {
            return Arrays.toString(Arrays.copyOf(address.getAddress(), NETWORK_BYTES));
        }
        return address.getHostAddress();
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
