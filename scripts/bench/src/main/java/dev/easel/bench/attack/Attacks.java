package dev.easel.bench.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** All attacks there are. */
public final class Attacks {
    private static final int LARGE_FRAME = 1_000_000;
    private static final int RATE = 120;

    private Attacks() {}

    public static List<Attack> all() {
        return List.of(
                of("pings", "one socket that sends pings and reads nothing, before any hello", 1, Attacks::pings),
                of("silent", "500 connections that send nothing", 500, Attacks::silent),
                of("trickle", "300 heads and bodies that come a byte a second", 300, Attacks::trickle),
                of("sockets", "2,000 sockets, half of them without a hello", 2_000, Attacks::sockets),
                of("hasty", "one session at fifty times its rate", 1, Attacks::hasty),
                of("deep", "frames of 1 MB of deep JSON, from four sockets", 4, Attacks::deep),
                of("foreign", "calls of a foreign page, with methods made up", 8, Attacks::foreign),
                of(
                        "unread",
                        "50 callers that ask for the board again and again, and read nothing",
                        50,
                        Attacks::unread),
                new SlowReaders());
    }

    /** Sessions that are ready and then read nothing. */
    public static Attack mute() {
        return of("mute", "100 sessions that read nothing", 100, Attacks::mute);
    }

    private static void mute(Target target, int caller) throws IOException, InterruptedException {
        try (RawConnection socket = target.upgrade(caller)) {
            socket.hello(ThreadLocalRandom.current().nextInt(1 << 30));
            while (!target.isOver()) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void pings(Target target, int caller) throws IOException {
        byte[] ping = RawConnection.frame(RawConnection.PING, new byte[0]);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            many.writeBytes(ping);
        }
        byte[] pings = many.toByteArray();
        try (RawConnection socket = target.upgrade(caller)) {
            while (!target.isOver()) {
                socket.write(pings);
            }
        }
    }

    private static void silent(Target target, int caller) throws IOException {
        try (RawConnection connection = target.connect()) {
            connection.awaitEnd();
        }
    }

    private static void trickle(Target target, int caller) throws IOException, InterruptedException {
        try (RawConnection connection = target.connect()) {
            String body = RawConnection.head(
                    "POST",
                    "/api/projects/" + target.project(caller) + "/edits",
                    "Content-Type: application/json\r\nContent-Length: 100000\r\n");
            connection.write(caller % 2 == 0 ? "GET / HTTP/1.1\r\nX-Slow: " : body);
            while (!target.isOver()) {
                connection.write("a");
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private static void sockets(Target target, int caller) throws IOException {
        try (RawConnection socket = target.upgrade(caller)) {
            if (caller % 2 == 0) {
                socket.hello(caller);
            }
            socket.awaitEnd();
        }
    }

    private static void hasty(Target target, int caller) throws IOException, InterruptedException {
        try (RawConnection socket = target.upgrade(caller)) {
            socket.hello(ThreadLocalRandom.current().nextInt(1 << 30));
            Thread.ofVirtual().start(() -> drain(socket));
            TimeUnit.MILLISECONDS.sleep(500); // until it is ready
            long begun = System.nanoTime();
            for (long edit = 1; !target.isOver(); edit++) {
                socket.write(RawConnection.frame(RawConnection.TEXT, put(edit)));
                long due = begun + edit * TimeUnit.SECONDS.toNanos(1) / (50 * RATE);
                if (edit % 60 == 0) {
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
            }
        }
    }

    private static byte[] put(long edit) {
        return "{\"type\":\"edit\",\"edit\":%d,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":%d}}]}"
                .formatted(edit, edit)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void drain(RawConnection socket) {
        try {
            socket.awaitEnd();
        } catch (IOException _) {
            // the attack is over, or the server has had enough
        }
    }

    private static void deep(Target target, int caller) throws IOException, InterruptedException {
        String open = "{\"a\":[".repeat(15);
        String close = "]}".repeat(15);
        int times = LARGE_FRAME / (open.length() + close.length() + 1);
        // Deeper than allowed in the end, so that all of it is read before it is refused; or not JSON at all.
        String value = caller % 2 == 0
                ? "[" + (open + close + ",").repeat(times) + "[[" + open + "[[[" + "]]]" + close + "]]]"
                : "[".repeat(LARGE_FRAME);
        byte[] frame = RawConnection.frame(
                RawConnection.TEXT,
                ("{\"type\":\"edit\",\"edit\":1,\"changes\":[{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":" + value
                                + "}}]}")
                        .getBytes(StandardCharsets.US_ASCII));
        try (RawConnection socket = target.upgrade(caller)) {
            socket.hello(ThreadLocalRandom.current().nextInt(1 << 30));
            Thread.ofVirtual().start(() -> drain(socket));
            TimeUnit.MILLISECONDS.sleep(200); // until it is ready
            while (!target.isOver()) {
                socket.write(frame);
            }
        }
    }

    private static void foreign(Target target, int caller) throws IOException {
        try (RawConnection connection = target.connect()) {
            byte[] answer = new byte[8 << 10];
            while (!target.isOver()) {
                String method = "M" + ThreadLocalRandom.current().nextInt(1 << 20);
                connection.write(RawConnection.head(
                        caller % 2 == 0 ? method : "GET", "/api/projects", "Origin: http://evil.example\r\n"));
                connection.read(answer);
                target.refused().increment();
            }
        }
    }

    private static void unread(Target target, int caller) throws IOException {
        byte[] request = RawConnection.head("GET", "/api/projects/" + target.project(caller) + "/objects")
                .getBytes(StandardCharsets.US_ASCII);
        try (RawConnection connection = target.connect()) {
            while (!target.isOver()) {
                connection.write(request);
            }
        }
    }

    private interface Call {
        void call(Target target, int caller) throws Exception;
    }

    private static Attack of(String name, String title, int callers, Call call) {
        return new Simple(name, title, callers, call);
    }

    private record Simple(String name, String title, int callers, Call does) implements Attack {
        @Override
        public void call(Target target, int caller) throws Exception {
            does.call(target, caller);
        }
    }
}
