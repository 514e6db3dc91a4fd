package dev.easel.chaos.server;

import dev.easel.chaos.line.Line;
import dev.easel.chaos.verdict.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of several servers, and the lines that lead to it and from it. Its address stays the same. */
public final class Instance implements AutoCloseable {
    private static final Pattern HOST = Pattern.compile("(?<=[@,])([^:/,]+):(\\d+)(?=[,/])");

    private final String name;
    private final ServerUnderTest server;
    private final Line fromBalancer;
    private final Line fromFellows;
    private final List<Line> toDatabase = new ArrayList<>();

    Instance(String name, Path easel, Path home, Database database, Findings findings) throws IOException {
        this.name = name;
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        fromBalancer = Line.to(address);
        fromFellows = Line.to(address);
        Map<String, String> settings = new HashMap<>();
        settings.put("EASEL_PORT", Integer.toString(address.getPort()));
        settings.put("EASEL_ADVERTISE", advertised());
        settings.put("EASEL_CONNECTION_RATE", "0"); // all who come through the balancer are one address
        settings.put("DATABASE_URL", throughLines(database.url().orElseThrow()));
        server = new ServerUnderTest(easel, Files.createDirectories(home.resolve(name)), settings, database, findings);
    }

    /** With a line in the place of each host. */
    private String throughLines(String url) {
        return HOST.matcher(url).replaceAll(host -> {
            try {
                Line line = Line.to(new InetSocketAddress(host.group(1), Integer.parseInt(host.group(2))));
                toDatabase.add(line);
                return Matcher.quoteReplacement("127.0.0.1:" + line.port());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        });
    }

    /** For people. */
    public String name() {
        return name;
    }

    public ServerUnderTest server() {
        return server;
    }

    /** Where the others reach it, and what the table of instances says of it. */
    String advertised() {
        return "http://127.0.0.1:" + fromFellows.port();
    }

    Line fromBalancer() {
        return fromBalancer;
    }

    /** The lines of one kind. */
    public List<Line> lines(Lines which) {
        return switch (which) {
            case BALANCER -> List.of(fromBalancer);
            case FELLOWS -> List.of(fromFellows);
            case DATABASE -> toDatabase;
        };
    }

    /** Between whom a line is. */
    public enum Lines {
        /** From the balancer to an instance. */
        BALANCER,
        /** From the other instances to an instance. */
        FELLOWS,
        /** From an instance to each host of the database. */
        DATABASE
    }

    @Override
    public void close() {
        for (Lines which : Lines.values()) {
            lines(which).forEach(Line::mend);
        }
        server.close();
        for (Lines which : Lines.values()) {
            for (Line line : lines(which)) {
                try {
                    line.close();
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }
}
