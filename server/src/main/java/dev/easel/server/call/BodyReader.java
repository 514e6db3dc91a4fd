package dev.easel.server.call;

import dev.easel.server.loop.IdleWatch;
import dev.easel.server.loop.Loop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.GZIPInputStream;

/**
 * Reads the body of one request, of any content type, with a bound on its bytes, on those of all bodies, and on
 * silence. It may come as slowly as it has to, as long as something comes. What arrives after a failure is dropped.
 * Confined to the request's event loop.
 */
final class BodyReader {
    /** The most time in which nothing of a body arrives, in milliseconds. */
    static final long SILENCE_MS = 15_000;

    /** The most bytes that are joined on the event loop; more would hold it for too long. */
    private static final int JOINED_HERE = 1 << 20;

    /** Bytes that are inflated at once, and counted. */
    private static final int INFLATED = 64 << 10;

    private static final int RETRY_AFTER_S = 5;

    private final Loop loop;
    private final HttpServerRequest request;
    private final int limit;
    private final int times;
    private final BodyBytes.Body held;
    private final IdleWatch silence;
    private final Promise<Queue<Buffer>> read = Promise.promise();
    /** Joined once at the end: a buffer that grows would hold up to twice as much. */
    private Queue<Buffer> chunks = new ArrayDeque<>();

    private int length;

    /** @param bodies where the bytes are counted, until {@link #release} */
    BodyReader(Loop loop, HttpServerRequest request, int limit, BodyBytes bodies) {
        this(loop, request, limit, 1, bodies);
    }

    /** @param times how often each byte counts: what is made of it may take more memory */
    BodyReader(Loop loop, HttpServerRequest request, int limit, int times, BodyBytes bodies) {
        this.loop = loop;
        this.request = request;
        this.limit = limit;
        this.times = times;
        this.held = bodies.begin(loop.now(), () -> loop.execute(() -> fail(tooSlow())));
        this.silence = new IdleWatch(loop, SILENCE_MS, () -> fail(tooSilent()));
    }

    /** The whole body. */
    Future<byte[]> read() {
        return chunks().compose(this::whole);
    }

    /** The whole body, in the pieces in which it came. */
    Future<Queue<Buffer>> chunks() {
        if (isDeclaredTooLarge()) {
            held.end();
            return Future.failedFuture(Problem.tooLarge(limit));
        }
        silence.touch();
        silence.start();
        request.handler(this::append)
                .endHandler(_ -> complete())
                .exceptionHandler(_ -> fail(Problem.badRequest("the body ended early")));
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            request.response().writeContinue();
        }
        return read.future().andThen((_, _) -> silence.stop());
    }

    /** The body is no longer in memory. */
    void release() {
        held.end();
    }

    private boolean isDeclaredTooLarge() {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared != null && Long.parseLong(declared) > limit;
        } catch (NumberFormatException failure) {
            held.end();
            throw Problem.badRequest("Content-Length is not a number");
        }
    }

    private void append(Buffer chunk) {
        if (read.future().isComplete()) {
            return;
        }
        if (chunk.length() > limit - length) {
            fail(Problem.tooLarge(limit));
        } else if (!held.add(chunk.length(), times, loop.now())) {
            fail(tooMany());
        } else {
            silence.touch();
            chunks.add(chunk);
            length += chunk.length();
        }
    }

    private void complete() {
        if (read.future().isComplete()) {
            return;
        }
        held.arrived();
        silence.stop();
        Queue<Buffer> whole = chunks;
        chunks = new ArrayDeque<>();
        read.complete(whole);
    }

    private Future<byte[]> whole(Queue<Buffer> body) {
        int bytes = length;
        return bytes <= JOINED_HERE
                ? Future.succeededFuture(join(body, bytes))
                : loop.bring(loop.offload(() -> join(body, bytes)));
    }

    /** Takes the chunks out: whoever holds their queue would hold the body twice. */
    private static byte[] join(Queue<Buffer> chunks, int length) {
        byte[] body = new byte[length];
        int at = 0;
        for (Buffer chunk = chunks.poll(); chunk != null; chunk = chunks.poll()) {
            chunk.getBytes(body, at);
            at += chunk.length();
        }
        return body;
    }

    /**
     * The body as it was before its caller put it into gzip, if it is. Then it is held to the same bound, and counts
     * with what of it is in memory: what is inflated is let go. Takes a worker's time.
     *
     * @param body of {@link #chunks}
     */
    Future<byte[]> inflated(Queue<Buffer> body) {
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding == null || coding.isBlank() || coding.equalsIgnoreCase("identity")) {
            return whole(body);
        }
        return coding.equalsIgnoreCase("gzip")
                ? loop.bring(loop.offload(() -> inflate(body)))
                : Future.failedFuture(Problem.of(415, "the Content-Encoding of a body is gzip, or none"));
    }

    private byte[] inflate(Queue<Buffer> body) {
        Queue<Buffer> parts = new ArrayDeque<>();
        int bytes = 0;
        try (InputStream in = new GZIPInputStream(new Draining(body, held), INFLATED)) {
            for (byte[] part = in.readNBytes(INFLATED); part.length > 0; part = in.readNBytes(INFLATED)) {
                if (part.length > limit - bytes) {
                    throw Problem.tooLarge(limit);
                }
                if (held.isTooLargeWith(part.length)) {
                    throw Problem.of(413, "the body takes more memory, unpacked, than there is for bodies");
                }
                if (!held.add(part.length, loop.now())) {
                    throw tooMany();
                }
                parts.add(Buffer.buffer(part));
                bytes += part.length;
            }
        } catch (IOException | StackOverflowError damaged) { // of very many members it overflows the stack
            throw Problem.badRequest("the body is no gzip, or ends too soon");
        }
        return join(parts, bytes);
    }

    private void fail(Problem problem) {
        held.end();
        chunks = new ArrayDeque<>();
        read.tryFail(problem);
    }

    private static Problem tooMany() {
        return Problem.unavailable(
                "the bodies of too many requests are in memory; send it again later", RETRY_AFTER_S, null);
    }

    private static Problem tooSlow() {
        return Problem.unavailable(
                "the body came more slowly than all others, and there was no room for them; send it again later",
                RETRY_AFTER_S,
                null);
    }

    private static Problem tooSilent() {
        return Problem.of(408, "nothing of the body came for " + SILENCE_MS + " ms");
    }

    /** Reads buffers one after the other, each of which is let go before it is read from. */
    private static final class Draining extends InputStream {
        private final Queue<Buffer> buffers;
        private final BodyBytes.Body held;
        private byte[] now = new byte[0];
        private int at;

        Draining(Queue<Buffer> buffers, BodyBytes.Body held) {
            this.buffers = buffers;
            this.held = held;
        }

        @Override
        public int read() {
            return available() == 0 ? -1 : now[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int count = Math.min(available(), most);
            System.arraycopy(now, at, into, from, count);
            at += count;
            return count == 0 && most > 0 ? -1 : count;
        }

        /** 0 at the end alone: by that it is told whether another member of gzip follows. */
        @Override
        public int available() {
            while (at == now.length && !buffers.isEmpty()) {
                now = buffers.remove().getBytes();
                at = 0;
                held.remove(now.length);
            }
            return now.length - at;
        }
    }
}
