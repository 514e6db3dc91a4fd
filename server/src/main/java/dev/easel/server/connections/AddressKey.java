package dev.easel.server.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * By which number an address is counted: one of IPv6 by its first 64 bits, which is the least that one subscriber has.
 */
public final class AddressKey {
    private AddressKey() {}

    /** An IPv4 address as a number of 32 bits, or the first 64 bits of an IPv6 address, which are never as small. */
    public static long of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }
}
