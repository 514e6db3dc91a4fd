package dev.easel.server.http;

import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;
import dev.easel.server.fuzz.BufferLeaks;
import dev.easel.server.fuzz.InputWatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Bytes to the HTTP port of a server with a project, rooms and a store in memory. The first byte chooses: bytes as they
 * are, or the body, path or header of a call that is well formed besides. A call is answered, and never with a 500:
 * that is a fault of ours.
 */
public final class HttpFuzz {
    private static final int WARMING = 30;

    private static final HttpWorld WORLD = new HttpWorld(new HttpSettings(
            unhurried(Limits.DEFAULTS),
            64 << 20,
            100_000,
            2,
            1 << 20,
            2,
            256 << 20,
            64 << 20,
            500,
            30,
            FrameAncestors.OWN));
    private static final KeptConnection CONNECTION = new KeptConnection(WORLD.port);
    private static final BufferLeaks LEAKS = BufferLeaks.watched();
    private static final InputWatch WATCH = new InputWatch(HttpFuzz::startAgain);

    private static String project = WORLD.project("fuzz");

    /** Calls with a body; with {@code %s}, a place for the input; the empty string is for bytes as they are. */
    private static final String[] CALLS = {
        "",
        "POST /api/projects",
        "PATCH PROJECT",
        "POST PROJECT/edits?wait=applied",
        "POST PROJECT/import",
        "PUT PROJECT/assets/a",
        "POST PROJECT/flush",
        "GET /%s",
        "GET /api/projects?%s",
        "GET /api/projects/%s/objects",
        "GET PROJECT/objects/%s",
        "GET PROJECT/objects?view=%s",
        "POST PROJECT/objects/a/buffer?base=0",
    };

    private HttpFuzz() {}

    /** The classes are loaded before the inputs are watched. */
    public static void fuzzerInitialize() throws IOException {
        for (int i = 0; i < WARMING; i++) {
            for (byte call = 0; call < CALLS.length; call++) {
                judge(new byte[] {call, '{', '}'});
            }
        }
        WATCH.start();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        WATCH.run(() -> judge(input));
        LEAKS.check();
    }

    private static void judge(byte[] input) throws IOException {
        if (input.length < 2) {
            return;
        }
        String call = CALLS[(input[0] & 0xff) % CALLS.length];
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        boolean isCall = !call.isEmpty();
        int status = isCall ? CONNECTION.call(request(call, rest)) : KeptConnection.send(WORLD.port, rest);
        if (status == 500 || (status == 0 && isCall)) {
            throw new IllegalStateException("answered " + status + " to " + call);
        }
    }

    private static byte[] request(String call, byte[] input) {
        boolean isInPath = call.contains("%s");
        String text = new String(input, StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x20\\x7f]", "");
        String line = call.replace("PROJECT", project).replace("%s", text);
        byte[] body = isInPath ? new byte[0] : input;
        byte[] head = (line + " HTTP/1.1\r\nHost: 127.0.0.1:" + WORLD.port + "\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Deletes all projects with what is in them, and makes a new one. */
    private static void startAgain() {
        for (UUID id : WORLD.all()) {
            WORLD.send("DELETE", "/api/projects/" + id + "?permanently=true", "");
        }
        WORLD.onLoop(WORLD.store::forget);
        project = WORLD.project("fuzz");
    }

    /** The same limits without a rate. */
    private static Limits unhurried(Limits limits) {
        return new Limits(
                limits.frame(),
                limits.changes(),
                limits.object(),
                limits.objects(),
                1_000_000,
                1_000_000,
                limits.presence(),
                limits.presences(),
                limits.sessions(),
                limits.backlog(),
                limits.hello(),
                limits.ping());
    }
}
