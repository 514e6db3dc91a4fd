package dev.easel.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

/** One client of one room: joins, edits, counts what it gets. Confined to the generator's thread. */
public final class Client implements WebSocket.Listener {
    private final int number;
    private final Room room;
    private final FrameReader reader;
    private final Edits edits;
    private final WebSocket socket;
    private final AuthorNumbers numbers = new AuthorNumbers();
    private final UndurableEdits undurable = new UndurableEdits();
    private final Join join = new Join(System.nanoTime());

    private Tally tally;
    private long seq = -1;

    Client(
            int number,
            int rectangles,
            Room room,
            FrameReader reader,
            Tally tally,
            Selector selector,
            InetSocketAddress address)
            throws IOException {
        this.number = number;
        this.room = room;
        this.reader = reader;
        this.tally = tally;
        edits = new Edits(number, rectangles);
        socket = new WebSocket(selector, address, room.path(), this);
    }

    void tally(Tally next) {
        tally = next;
    }

    public Join join() {
        return join;
    }

    public boolean isReady() {
        return join.isReady();
    }

    /** The last event it got. */
    long seq() {
        return seq;
    }

    void draw(long edit) throws IOException {
        byte[] text = edits.rectangles(edit);
        socket.send(text, text.length);
    }

    void move(long edit) throws IOException {
        byte[] text = edits.move(edit);
        socket.send(text, edits.length());
    }

    void send(byte[] text) throws IOException {
        socket.send(text, text.length);
    }

    /** Tells where its cursor is, and which part of the board it sees. */
    void point(long step) throws IOException {
        send(Pointers.state(number, step));
    }

    /** Whether every edit that it has seen become an event is durable. */
    public boolean isSettled() {
        return undurable.firstSeq() == Long.MAX_VALUE;
    }

    public void leave() throws IOException {
        socket.close();
    }

    @Override
    public void opened() throws IOException {
        byte[] hello = ("{\"type\":\"hello\",\"client\":\"00000000-0000-4000-8000-%012x\","
                        + "\"takes\":[\"author\",\"columns\",\"deflate\"]}")
                .formatted(number)
                .getBytes(StandardCharsets.US_ASCII);
        socket.send(hello, hello.length);
    }

    @Override
    public void text(byte[] in, int from, int to, long now) throws IOException {
        tally.frame(to - from);
        if (in[from + 9] == 'e' && in[from + 10] == 'v') {
            events(room.events(seq + 1, in, from, to), now);
            return;
        }
        switch (FrameReader.type(in, from)) {
            case "durable" -> durable(reader.seq(in, from), now);
            case "objects" -> join.objects(room.objects(join.frames(), in, from, to), to - from, now);
            case "ready" -> {
                room.authors(in, from).explainTo(numbers);
                ready(reader.seq(in, from), now);
            }
            case "welcome" -> reader.welcome(in, from, number);
            case "presence" -> tally.presence(to - from);
            case "persistence" -> tally.persistence();
            default ->
                throw new IOException(
                        "client " + number + " got " + new String(in, from, to - from, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void deflated(byte[] in, int from, int to, long now) throws IOException {
        tally.frame(to - from);
        join.objects(room.deflatedObjects(join.frames(), in, from, to), to - from, now);
    }

    /** A second one ends the resync of a client that could not keep up (rule R6). */
    private void ready(long newest, long now) {
        if (isReady()) {
            tally.lagged();
        }
        seq = newest;
        join.ready(now);
    }

    private void events(Frame frame, long now) throws IOException {
        frame.explainTo(numbers);
        for (int i = 0; i < frame.events(); i++) {
            if (frame.seq(i) != seq + 1) {
                throw new IOException(
                        "client " + number + " got event " + frame.seq(i) + " where " + (seq + 1) + " comes next");
            }
            seq++;
            int author = frame.author(i);
            long edit = frame.edit(i);
            if (frame.isNumbered()) {
                edit = numbers.edit(author, edit);
                author = numbers.client(author);
            }
            if (author == Frame.RECEIVER || author == number) {
                tally.echoed(number, edit, now);
                undurable.add(seq, edit);
            } else {
                tally.delivered(author, edit, now);
            }
        }
        if (frame.durable() > 0) {
            durable(frame.durable(), now);
        }
    }

    private void durable(long upTo, long now) {
        while (undurable.firstSeq() <= upTo) {
            tally.durable(number, undurable.remove(), now);
        }
    }
}
