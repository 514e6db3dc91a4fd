package dev.easel.bench.attack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is attacked, and for how long. Used by all callers.
 *
 * @param projects of the attackers; the honest clients are in others
 * @param over set once the attack is over
 * @param refused connections that the server ended or refused, and calls that it answered with an error
 */
public record Target(InetSocketAddress address, List<String> projects, AtomicBoolean over, LongAdder refused) {
    RawConnection connect() throws IOException {
        return new RawConnection(address);
    }

    /** A socket of the project of this caller, before its hello. */
    RawConnection upgrade(int caller) throws IOException {
        RawConnection connection = connect();
        try {
            connection.upgrade("/api/projects/" + project(caller) + "/socket");
        } catch (IOException refused) {
            connection.close();
            throw refused;
        }
        return connection;
    }

    String project(int caller) {
        return projects.get(caller % projects.size());
    }

    boolean isOver() {
        return over.get();
    }
}
