package dev.easel.bench.micro;

import dev.easel.protocol.EventCodec;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.Decision;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What one small patch costs on canvases of different sizes. It must not grow with the canvas. People work on a few
 * objects at a time, so the edits go round {@value #HANDS} objects that stand far apart.
 */
public class CanvasBenchmark extends Microbenchmark {
    private static final int HANDS = 64;

    @Param({"100", "1000", "10000", "100000"})
    int objects;

    private final byte[][] frames = new byte[HANDS][];
    private final AuthoredEdit[] edits = new AuthoredEdit[HANDS];
    private Canvas canvas;
    private int next;

    @Setup
    public void canvas() {
        canvas = Edits.canvas(
                IntStream.range(0, objects).mapToObj(Shape.RECTANGLE::props).toList());
        for (int i = 0; i < HANDS; i++) {
            String id = "o" + (long) i * objects / HANDS;
            frames[i] = Edits.frame(i + 1, Edits.move(id, 10.25 + i, 20.5 + i));
            edits[i] = Edits.authored(frames[i]);
        }
    }

    /** The rules alone. */
    @Benchmark
    public Canvas decideAndApply() {
        canvas.apply(Edits.accepted(canvas, edits[next++ & HANDS - 1]));
        return canvas;
    }

    /** The journey of one edit through the pure core, from the frame it came in to the one it leaves in. */
    @Benchmark
    public byte[] journey() {
        Decision.Accepted accepted = Edits.accepted(canvas, Edits.authored(frames[next++ & HANDS - 1]));
        canvas.apply(accepted);
        Json changes = EventCodec.changes(accepted.event().changes());
        Json event = EventCodec.full(accepted.event(), accepted.event().client(), changes);
        return Frames.of(event);
    }
}
