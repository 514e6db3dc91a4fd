package dev.easel.server.database;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server of a database, as its address names it.
 *
 * @param name a name or an address, IPv6 without brackets; never a directory of Unix sockets
 */
public record DatabaseHost(String name, int port) {
    private static final int USUAL_PORT = 5_432;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    public DatabaseHost {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the database's host is empty");
        }
        if (name.startsWith("/")) {
            throw new IllegalArgumentException("a Unix socket (" + name + ") cannot be used: name a host");
        }
        if (port < 1 || port > 65_535) {
            throw wrongPort();
        }
    }

    /**
     * Reads lists as libpq has them, with commas: one port for each name, where it may be left out, or one for all.
     *
     * @throws IllegalArgumentException they cannot be used
     */
    static List<DatabaseHost> listed(String names, String ports) {
        String[] name = names.split(",", -1);
        String[] port = ports.split(",", -1);
        if (port.length != 1 && port.length != name.length) {
            throw new IllegalArgumentException(
                    "the database has " + name.length + " hosts and " + port.length + " ports: one for each, or one");
        }
        List<DatabaseHost> hosts = new ArrayList<>();
        for (int i = 0; i < name.length; i++) {
            hosts.add(new DatabaseHost(name[i].strip(), number(port[port.length == 1 ? 0 : i])));
        }
        return hosts;
    }

    private static int number(String port) {
        if (port.isBlank()) {
            return USUAL_PORT;
        }
        if (!NUMBER.matcher(port.strip()).matches()) {
            throw wrongPort();
        }
        return Integer.parseInt(port.strip());
    }

    private static IllegalArgumentException wrongPort() {
        return new IllegalArgumentException("the database's port (in DATABASE_URL, or PGPORT) is 1 to 65535");
    }

    @Override
    public String toString() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
