package dev.easel.server;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/** What the address or name means that a server listens on. */
final class ListenAddress {
    private ListenAddress() {}

    /** Whether it reaches this machine alone. A name may: some systems give their own name to 127.0.1.1. */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false; // nothing listens there
        }
    }

    /** Where other instances reach it. One that listens everywhere is reached by the name of its machine. */
    static URI reachedAt(String host, int port) {
        try {
            InetAddress address = InetAddress.getByName(host);
            InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLocalHost() : address;
            String name = reached.getHostAddress();
            return URI.create("http://" + (reached instanceof Inet6Address ? "[" + name + "]" : name) + ":" + port);
        } catch (UnknownHostException unknown) {
            throw new UncheckedIOException("set EASEL_ADVERTISE: the address of this machine is not known", unknown);
        }
    }
}
