package dev.canard.deploy.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public Internet from all others: those of a machine itself, of private networks, of groups, and those that
 * stand for an address of IPv4 behind a translator.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA: special addresses of IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA: special addresses of IPv6</a>
 */
public final class PublicAddress {

    /** What is not public in IPv4. */
    private static final List<Block> SPECIAL_4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by the customers of a provider
            "127.0.0.0/8", // this machine
            "169.254.0.0/16", // this link; clouds tell secrets at 169.254.169.254
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // examples
            "192.88.99.0/24", // relays to IPv6
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // examples
            "203.0.113.0/24", // examples
            "224.0.0.0/4", // groups
            "240.0.0.0/4"); // reserved, and all of this network

    /** In IPv6 only this is public at all... */
    private static final Block GLOBAL_6 = Block.of("2000::/3");

    /** ...but for these. */
    private static final List<Block> SPECIAL_6 = blocks(
            "2001::/23", // protocols, Teredo among them, which stands for an address of IPv4
            "2001:db8::/32", // examples
            "2002::/16", // 6to4, which stands for an address of IPv4
            "3fff::/20"); // examples

    private PublicAddress() {}

    /** Whether an address is one of the public Internet. */
    public static boolean is(InetAddress address) {
        // Java makes an IPv4 address of one that is mapped into IPv6.
        byte[] bytes = address.getAddress();
        return bytes.length == 4
                ? SPECIAL_4.stream().noneMatch(block -> block.holds(bytes))
                : GLOBAL_6.holds(bytes) && SPECIAL_6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static List<Block> blocks(String... blocks) {
        return Arrays.stream(blocks).map(Block::of).toList();
    }

    /** Addresses that begin with the same bits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(byte[] first, int bits) {

        static Block of(String text) {
            String[] parts = text.split("/", 2);
            return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            int whole = bits / Byte.SIZE;
            if (!Arrays.equals(first, 0, whole, address, 0, whole)) {
                return false;
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((first[whole] ^ address[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
        }
    }
}
