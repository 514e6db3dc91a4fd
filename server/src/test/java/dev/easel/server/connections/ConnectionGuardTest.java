package dev.easel.server.connections;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.loop.SharedBytes;
import dev.easel.server.metrics.ConnectionMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection, byte by byte and second by second. What Vert.x would take is read from its end. */
class ConnectionGuardTest {
    private static final ConnectionSettings SETTINGS =
            new ConnectionSettings(10, 10, 10, 10_000, 75_000, 30_000, 1 << 20);
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private long nanos = -5; // a monotonic clock may stand anywhere
    private final ConnectionMetrics metrics = new ConnectionMetrics(registry);
    private final ConnectionGuard guard = new ConnectionGuard(SETTINGS, metrics, () -> nanos);
    private final SharedBytes allUnread = new SharedBytes(SETTINGS.unread(), 4 << 10);
    private final ReplyWatch replies = new ReplyWatch(SETTINGS.replyMs(), allUnread, metrics, () -> nanos);
    private final Network channel = new Network();
    private final List<String> taken = new ArrayList<>();

    ConnectionGuardTest() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        replies,
                        guard,
                        new RequestDecoder(),
                        new HttpResponseEncoder(),
                        new MessageWatch(guard, replies));
    }

    /** A channel whose network takes no more bytes than it has room for. */
    private static final class Network extends EmbeddedChannel {
        private long room = Long.MAX_VALUE;

        @Override
        protected void doWrite(ChannelOutboundBuffer out) {
            while (room > 0 && out.current() instanceof ByteBuf bytes) {
                int size = (int) Math.min(room, bytes.readableBytes());
                outboundMessages().add(bytes.readRetainedSlice(size));
                bytes.readerIndex(bytes.readerIndex() - size); // where removeBytes begins
                out.removeBytes(size);
                room -= size;
            }
        }

        /** The network has room for so many bytes more, and takes them. */
        void take(long bytes) {
            room += bytes;
            unsafe().flush();
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void seconds(double seconds) {
        for (double left = seconds; left > 0; left -= 0.5) {
            nanos += TimeUnit.MILLISECONDS.toNanos(500);
            channel.advanceTimeBy(500, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    private void comes(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
        for (Object message; (message = channel.readInbound()) != null; ReferenceCountUtil.release(message)) {
            if (message instanceof HttpRequest request) {
                taken.add(request.uri());
            }
        }
    }

    private void answer() {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        channel.writeOutbound(response);
    }

    /** Everything that was written since it was last asked. */
    private String written() {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes; (bytes = channel.readOutbound()) != null; bytes.release()) {
            text.append(bytes.toString(US_ASCII));
        }
        return text.toString();
    }

    private void assertProblem(int status) {
        String text = written();
        assertTrue(text.startsWith("HTTP/1.1 " + status + " "), text);
        assertTrue(text.contains("Content-Type: application/problem+json\r\n"), text);
        assertTrue(text.contains("X-Content-Type-Options: nosniff\r\n"), text);
        String body = text.split("\r\n\r\n", 2)[1];
        assertTrue(text.contains("Content-Length: " + body.length() + "\r\n"), text);
        assertTrue(body.contains("\"status\":" + status + ","), body);
    }

    @Test
    @DisplayName("a connection that says nothing is closed after the time for a head")
    void silent() {
        seconds(9.5);
        assertTrue(channel.isOpen());
        seconds(1);
        assertFalse(channel.isOpen());
        assertEquals("", written());
    }

    @Test
    @DisplayName("a head that comes byte by byte is told 408 and closed when its time is over")
    void slow_loris() {
        for (int i = 0; i < 10; i++) {
            comes(GET.substring(i, i + 1));
            assertTrue(channel.isOpen());
            seconds(1);
        }
        assertProblem(408);
        seconds(2);
        assertFalse(channel.isOpen());
        assertEquals(List.of(), taken);
        assertEquals(1, registry.counter("easel.connections.late").count());
    }

    @Test
    @DisplayName("line ends before a request do not make its time longer")
    void blank_lines() {
        for (int i = 0; i < 12; i++) {
            comes("\r\n");
            seconds(1);
        }
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("between two requests a connection may rest for longer, and a second head has its own time")
    void idle() {
        comes(GET);
        answer();
        seconds(70);
        comes("G");
        seconds(9.5);
        assertTrue(channel.isOpen());
        comes(GET.substring(1));
        answer();
        assertEquals(List.of("/", "/"), taken);
        seconds(74.5);
        assertTrue(channel.isOpen());
        seconds(1);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("a slow second head is told 408, too")
    void slow_second() {
        comes(GET);
        answer();
        assertTrue(written().startsWith("HTTP/1.1 200"));
        comes("GET / HT");
        seconds(10.5);
        assertProblem(408);
    }

    @Test
    @DisplayName("an answer may take as long as it takes")
    void answering() {
        comes(GET);
        seconds(600);
        assertTrue(channel.isOpen());
        answer();
        assertTrue(written().startsWith("HTTP/1.1 200"));
        seconds(74);
        assertTrue(channel.isOpen());
    }

    @Test
    @DisplayName("a body that nobody waits for any more ends the connection")
    void body_left() {
        comes("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nabc");
        answer();
        for (int i = 0; i < 9; i++) {
            comes("x");
            seconds(1);
            assertTrue(channel.isOpen());
        }
        seconds(1.5);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("100 Continue is no answer")
    void informational() {
        comes("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n");
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        seconds(60);
        assertTrue(channel.isOpen());
        comes("abc");
        answer();
        comes(GET);
        assertEquals(2, taken.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {9_000, 32_000})
    @DisplayName("a head of up to 32 KiB is taken: cookies of other applications on the domain")
    void large_head(int bytes) {
        comes("GET / HTTP/1.1\r\nHost: h\r\nCookie: " + "x".repeat(bytes) + "\r\n\r\n");
        assertEquals(List.of("/"), taken);
    }

    @Test
    @DisplayName("a larger head is told so; what else comes is dropped, so that the answer can be read")
    void too_large_head() {
        comes("GET / HTTP/1.1\r\nHost: h\r\nCookie: " + "x".repeat(33_000));
        assertProblem(431);
        comes("x".repeat(100_000));
        comes("\r\n\r\n" + GET);
        assertEquals(List.of(), taken);
        assertTrue(channel.isOpen());
        seconds(2);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("a head of more than 200 headers is refused, however short they are")
    void many_headers() {
        comes("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(200) + "\r\n");
        assertEquals(List.of("/"), taken);
        answer();
        written();
        comes("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(201));
        assertProblem(431);
    }

    @Test
    @DisplayName("a first line of over 8 KiB is told so")
    void long_line() {
        comes("GET /" + "x".repeat(8_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
        assertEquals(1, taken.size());
        answer();
        written();
        comes("GET /" + "x".repeat(9_000));
        assertProblem(414);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\r\n\r\n",
                "GET / HTTP/1.1 \r\n\r\n",
                "GET / HTTP/1.1\nHost: h\n\n",
                "GET / HTTP/x\r\n\r\n",
                "GET / HTTP/1.1\r\nno colon\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : h\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\na: \u0000\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding:\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "\u0016\u0003\u0001x\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    @DisplayName("what is no request is told so and never reaches Vert.x")
    void malformed(String text) {
        comes(text);
        assertProblem(400);
        assertEquals(List.of(), taken);
        seconds(2);
        assertFalse(channel.isOpen());
    }

    private static final String BROKEN = "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n";

    @Test
    @DisplayName("a body that cannot be read is answered as such, although who serves the request closes at once")
    void broken_body() {
        comes(BROKEN);
        channel.pipeline().close();
        assertProblem(400);
        seconds(2.5);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("where a request before it has no answer yet nothing is said of a broken body")
    void broken_body_behind_others() {
        comes(GET + BROKEN);
        channel.pipeline().close();
        assertEquals("", written());
    }

    @Test
    @DisplayName("where an answer was begun nothing is said of a broken body")
    void broken_body_answered() {
        comes(BROKEN.substring(0, BROKEN.length() - 4));
        DefaultHttpResponse begun = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        begun.headers().set(HttpHeaderNames.CONTENT_LENGTH, 9);
        channel.writeOutbound(begun);
        comes(BROKEN.substring(BROKEN.length() - 4));
        written();
        channel.pipeline().close();
        assertEquals("", written());
    }

    @Test
    @DisplayName("a body in chunks is taken, in whichever case that is said; what follows it is another request")
    void chunked() {
        comes("POST /a HTTP/1.1\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + GET);
        assertEquals(List.of("/a", "/"), taken);
    }

    @Test
    @DisplayName("what stands behind a head whose body has no clear end never becomes a request")
    void smuggled() {
        comes("POST /a HTTP/1.1\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET);
        assertProblem(400);
        assertEquals(List.of(), taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET / HTTP/3.0\r\n\r\n", "GET / HTTP/0.9\r\n\r\n"})
    @DisplayName("another version of HTTP is told 505")
    void version(String text) {
        comes(text);
        assertProblem(505);
        assertEquals(List.of(), taken);
    }

    @Test
    @DisplayName("requests before a malformed one are answered first")
    void order() {
        comes(GET + GET + "nonsense\r\n\r\n" + GET);
        assertEquals(2, taken.size());
        assertEquals("", written());
        answer();
        assertTrue(written().startsWith("HTTP/1.1 200"));
        answer();
        String rest = written();
        assertTrue(rest.startsWith("HTTP/1.1 200") && rest.contains("HTTP/1.1 400"), rest);
    }

    @Test
    @DisplayName("of requests sent ahead of their answers 16 are taken; the connection ends behind them")
    void pipelining() {
        comes(GET.repeat(5_000));
        assertEquals(ConnectionGuard.MOST_PIPELINED, taken.size());
        for (int i = 0; i < ConnectionGuard.MOST_PIPELINED; i++) {
            assertTrue(channel.isOpen());
            answer();
        }
        comes(GET);
        seconds(2);
        assertFalse(channel.isOpen());
        assertEquals(ConnectionGuard.MOST_PIPELINED, taken.size());
    }

    @Test
    @DisplayName("an answer of which nothing is taken ends the connection")
    void unread() {
        comes(GET);
        writeUnread(100_000);
        seconds(29.5);
        assertTrue(channel.isOpen());
        seconds(1);
        assertFalse(channel.isOpen());
        assertEquals(1, registry.counter("easel.connections.unread").count());
    }

    @Test
    @DisplayName("an answer that is taken slowly goes on as long as something is taken")
    void slowly_read() {
        comes(GET);
        for (int i = 0; i < 20; i++) {
            writeUnread(ReplyWatch.LEAST_TAKEN);
            seconds(20);
            assertTrue(channel.isOpen());
            channel.flushOutbound();
        }
        writeUnread(10);
        seconds(29.5);
        assertTrue(channel.isOpen(), "the time begins with what is not taken");
        seconds(1);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("an answer that drips is not read")
    void dripping() {
        comes(GET);
        writeUnread(100_000);
        for (int i = 0; i < 30; i++) {
            writeUnread(1);
            seconds(1);
        }
        seconds(1);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("what the network's own buffers take at first is not read: the time runs from then")
    void buffered() {
        comes(GET);
        channel.room = 20_000;
        writeUnread(100_000);
        channel.flush();
        seconds(29.5);
        assertTrue(channel.isOpen());
        seconds(1);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("of a large buffer that is taken bit by bit it is seen that it is")
    void partly_taken() {
        comes(GET);
        channel.room = 0;
        writeUnread(100_000);
        channel.flush();
        for (int i = 0; i < 10; i++) {
            seconds(20);
            assertTrue(channel.isOpen());
            channel.take(ReplyWatch.LEAST_TAKEN);
        }
        seconds(29.5);
        assertTrue(channel.isOpen());
        seconds(8.5);
        assertFalse(channel.isOpen());
    }

    @Test
    @DisplayName("over what all connections may leave unread, the one that has done so for the longest is closed")
    void unread_in_all() {
        comes(GET);
        writeUnread(100_000);
        SharedBytes.Share other = allUnread.share(() -> assertEquals("", "the other one is evicted"));
        other.add(SETTINGS.unread() - 100_000);
        assertTrue(channel.isOpen());
        other.add(1);
        assertFalse(channel.isOpen());
        assertEquals(SETTINGS.unread() - 99_999, allUnread.held());
        assertEquals(1, registry.counter("easel.connections.unread").count());
    }

    private void writeUnread(int bytes) {
        channel.pipeline().context(HttpResponseEncoder.class).write(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @Test
    @DisplayName("a connection that becomes a WebSocket is left alone")
    void upgraded() {
        comes("GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n");
        channel.writeOutbound(new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER));
        assertNull(channel.pipeline().get(ConnectionGuard.class));
        assertNull(channel.pipeline().get(MessageWatch.class));
        assertNull(channel.pipeline().get(ReplyWatch.class));
        seconds(600);
        assertTrue(channel.isOpen());
    }
}
