package dev.easel.bench.scenario;

import dev.easel.bench.load.Shapes;
import dev.easel.bench.server.ServerUnderTest;
import java.io.IOException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One project's objects, put there and changed over HTTP. Each call returns when all of it is durable. */
final class Drawing {
    private static final int AT_ONCE = 1_000;

    private final ServerUnderTest server;
    private final String project;
    private final int objects;
    private long edit;

    Drawing(ServerUnderTest server, String project, int objects) {
        this.server = server;
        this.project = project;
        this.objects = objects;
    }

    String project() {
        return project;
    }

    static String id(int number) {
        return "element-%06d".formatted(number);
    }

    /** Puts every object, in edits of a thousand changes. */
    void put(int x) throws IOException, InterruptedException {
        for (int from = 0; from < objects; from += AT_ONCE) {
            send(edit(
                    joined(from, Math.min(objects, from + AT_ONCE), i -> """
                    {"op":"put","id":"%s","props":%s}""".formatted(id(i), Shapes.element(i, x)))));
        }
    }

    /** Sends this many edits, each of which moves one object. */
    void move(int edits) throws IOException, InterruptedException {
        for (int from = 0; from < edits; from += AT_ONCE) {
            send(joined(from, Math.min(edits, from + AT_ONCE), i -> edit("""
                    {"op":"patch","id":"%s","set":{"x":%d.75}}""".formatted(id(i % objects), i))));
        }
    }

    private String edit(String changes) {
        return "{\"edit\":%d,\"changes\":[%s]}".formatted(++edit, changes);
    }

    private static String joined(int from, int to, IntFunction<String> each) {
        return IntStream.range(from, to).mapToObj(each).collect(Collectors.joining(","));
    }

    private void send(String edits) throws IOException, InterruptedException {
        server.send(
                "POST",
                "/api/projects/" + project + "/edits",
                "{\"client\":\"00000000-0000-4000-8000-ffffffffffff\",\"edits\":[" + edits + "]}");
    }

    /** Returns when the project's rows hold all of it. */
    void flush() throws IOException, InterruptedException {
        server.send("POST", "/api/projects/" + project + "/flush", "");
    }
}
