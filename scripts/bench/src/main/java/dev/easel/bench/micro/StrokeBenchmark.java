package dev.easel.bench.micro;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to append eight points to a long freehand line. */
public class StrokeBenchmark extends Microbenchmark {
    private static final int MORE = 8;

    @Param({"100", "1000", "6000"})
    int points;

    private final Random random = new Random(1);
    private Canvas canvas;
    private AuthoredEdit put;
    private AuthoredEdit append;
    private int length;

    @Setup(Level.Trial)
    public void stroke() {
        Json props = JsonReader.stored("{\"type\":\"freedraw\",\"points\":" + Shape.points(random, points) + "}");
        canvas = Edits.canvas(List.of(props));
        put = Edits.authored(Edits.frame(1, Edits.put("o0", props)));
        append = Edits.authored(Edits.frame(2, Edits.append("o0", points, Shape.points(random, MORE))));
        length = points;
    }

    /** Each time starts with the same line, which costs next to nothing compared with the append. */
    @Benchmark
    public Canvas append() {
        if (length != points) {
            canvas.apply(Edits.accepted(canvas, put));
        }
        canvas.apply(Edits.accepted(canvas, append));
        length = points + MORE;
        return canvas;
    }
}
