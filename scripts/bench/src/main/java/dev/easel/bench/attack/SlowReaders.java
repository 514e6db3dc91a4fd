package dev.easel.bench.attack;

import dev.easel.bench.load.Shapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** 100 sessions that read 200 kB/s each, while a board of 60 MiB is imported into their project. */
final class SlowReaders implements Attack {
    private static final int READERS = 100;
    private static final int BYTES = 60 << 20;
    /** So that the board has fewer objects than a project may. */
    private static final String PAD = "x".repeat(400);

    private static final int PIECE = 20_000;
    private static final int PIECES_PER_SECOND = 10;

    private final AtomicBoolean imported = new AtomicBoolean();

    @Override
    public String name() {
        return "readers";
    }

    @Override
    public String title() {
        return "100 readers at 200 kB/s during an import of 60 MiB";
    }

    @Override
    public int callers() {
        return READERS + 1;
    }

    @Override
    public void prepare(Target target) {
        imported.set(false);
    }

    @Override
    public void call(Target target, int caller) throws Exception {
        if (caller == READERS) {
            if (!imported.getAndSet(true)) {
                load(target);
            }
            awaitOver(target);
        } else {
            read(target, caller);
        }
    }

    private static void read(Target target, int caller) throws IOException, InterruptedException {
        byte[] piece = new byte[PIECE];
        try (RawConnection socket = target.upgrade(0)) {
            socket.hello(caller);
            while (!target.isOver()) {
                socket.read(piece);
                TimeUnit.MILLISECONDS.sleep(1_000 / PIECES_PER_SECOND);
            }
        }
    }

    private static void load(Target target) throws IOException {
        try (RawConnection connection = target.connect()) {
            connection.write(RawConnection.head(
                    "POST",
                    "/api/projects/" + target.project(0) + "/import",
                    "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"));
            chunk(connection, "{\"type\":\"excalidraw\",\"elements\":[");
            StringBuilder elements = new StringBuilder();
            int sent = 0;
            for (int i = 0; sent < BYTES; i++) {
                String element = Shapes.element(i, i);
                elements.append(i == 0 ? "" : ",")
                        .append("{\"id\":\"e")
                        .append(i)
                        .append("\",\"pad\":\"")
                        .append(PAD)
                        .append("\",")
                        .append(element, 1, element.length());
                if (elements.length() > 64 << 10) {
                    chunk(connection, elements.toString());
                    sent += elements.length();
                    elements.setLength(0);
                }
            }
            chunk(connection, elements + "]}");
            connection.write("0\r\n\r\n");
            System.err.println(
                    "    import: " + connection.answerHead().lines().findFirst().orElse(""));
        }
    }

    private static void chunk(RawConnection connection, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        connection.write(Integer.toHexString(bytes.length) + "\r\n");
        connection.write(bytes);
        connection.write("\r\n");
    }

    private static void awaitOver(Target target) throws InterruptedException {
        while (!target.isOver()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
