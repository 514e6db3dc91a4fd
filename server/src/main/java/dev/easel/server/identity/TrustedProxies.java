package dev.easel.server.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of proxies whose word is taken. Immutable. */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final String NUMBERS = "[0-9A-Fa-f:.]+";

    /** An IPv4 address in four parts, or one of IPv6. */
    private static final String WHOLE = "[0-9]+([.][0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";

    private final List<Range> ranges;

    private TrustedProxies(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    /**
     * Reads addresses and ranges in CIDR notation, with commas between them.
     *
     * @throws IllegalArgumentException telling which of them is none
     */
    public static TrustedProxies parse(String list) {
        List<Range> ranges = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            ranges.add(range(item.strip()));
        }
        return new TrustedProxies(ranges);
    }

    private static Range range(String item) {
        String[] parts = item.split("/", 2);
        byte[] address = address(parts[0], item);
        int bits = parts.length == 1 ? address.length * Byte.SIZE : bits(parts[1], item);
        if (bits < 0 || bits > address.length * Byte.SIZE) {
            throw none(item);
        }
        return new Range(address, bits);
    }

    private static int bits(String text, String item) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw none(item);
        }
    }

    private static byte[] address(String text, String item) {
        if (!text.matches(WHOLE)) {
            throw none(item); // nobody is asked for a name; and 10.1 would be 10.0.0.1, which nobody means by it
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException _) {
            throw none(item);
        }
    }

    private static IllegalArgumentException none(String item) {
        return new IllegalArgumentException(
                item + " is no address; write addresses or ranges, as in 10.0.0.0/8,127.0.0.1,fd00::/8");
    }

    /** @param address of a peer, in numbers; anything else is not trusted */
    public boolean trusts(String address) {
        int zone = address.indexOf('%');
        String numbers = zone < 0 ? address : address.substring(0, zone);
        if (ranges.isEmpty() || !numbers.matches(NUMBERS)) {
            return false;
        }
        try {
            byte[] bytes = InetAddress.getByName(numbers).getAddress();
            return ranges.stream().anyMatch(it -> it.has(bytes));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    private record Range(byte[] address, int bits) {
        boolean has(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            int mask = 0xff << (Byte.SIZE - rest) & 0xff;
            return rest == 0 || (address[whole] & mask) == (other[whole] & mask);
        }
    }
}
