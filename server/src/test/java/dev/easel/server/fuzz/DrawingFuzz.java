package dev.easel.server.fuzz;

import dev.easel.protocol.json.Json;
import dev.easel.server.excalidraw.Drawing;
import dev.easel.server.excalidraw.DrawingLimits;
import dev.easel.server.excalidraw.DrawingReader;
import dev.easel.server.excalidraw.DrawingWriter;
import dev.easel.server.excalidraw.DrawnElement;
import dev.easel.server.excalidraw.Fragment;
import dev.easel.server.excalidraw.InvalidDrawing;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of the {@code .excalidraw} format: read, or refused as a drawing that is not one; what was read is written. */
public final class DrawingFuzz {
    private static final DrawingReader READER = new DrawingReader(new DrawingLimits(1_000, 256 << 10));
    private static final int WARMING = 1_000;
    private static final InputWatch WATCH = new InputWatch();
    private static final byte[] SAMPLE =
            "{\"type\":\"excalidraw\",\"elements\":[{\"id\":\"a\",\"type\":\"text\",\"x\":1}],\"files\":{}}"
                    .getBytes(StandardCharsets.US_ASCII);

    private DrawingFuzz() {}

    /** The classes are loaded before the inputs are watched. */
    public static void fuzzerInitialize() {
        for (int i = 0; i < WARMING; i++) {
            judge(SAMPLE);
        }
        WATCH.start();
    }

    public static void fuzzerTestOneInput(byte[] text) {
        WATCH.run(() -> judge(text));
    }

    private static void judge(byte[] text) {
        Drawing drawing;
        try {
            drawing = READER.read(text, 1);
        } catch (InvalidDrawing _) {
            return;
        }
        List<DrawnElement> elements = drawing.elements().stream()
                .map(element -> new DrawnElement(element.id(), element.props(), 1, 1))
                .toList();
        byte[] written = written(DrawingWriter.of(elements, Json.EMPTY_OBJECT));
        int again = READER.read(written, 1).elements().size();
        if (again != elements.size()) {
            throw new IllegalStateException(elements.size() + " elements became " + again);
        }
    }

    private static byte[] written(DrawingWriter writer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(List.of()).forEach(fragment -> {
            if (fragment instanceof Fragment.Text(byte[] bytes)) {
                out.writeBytes(bytes);
            }
        });
        return out.toByteArray();
    }
}
