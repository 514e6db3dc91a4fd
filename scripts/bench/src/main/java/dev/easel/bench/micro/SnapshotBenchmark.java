package dev.easel.bench.micro;

import dev.easel.server.canvas.AuthoredEdit;
import dev.easel.server.canvas.Canvas;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to bring a session's copy up to date: with everything, and with the one object that changed since. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SnapshotBenchmark extends Microbenchmark {
    @Param({"5000", "50000"})
    int objects;

    private Canvas canvas;
    private AuthoredEdit edit;

    @Setup
    public void canvas() {
        canvas = Edits.canvas(Board.props(objects));
        edit = Edits.authored(Edits.frame(1, Edits.move("o7", 1.5, 2.5)));
    }

    @Benchmark
    public List<byte[]> whole() {
        return Frames.of(canvas.objects());
    }

    /** Also what an auto-save captures. */
    @Benchmark
    public List<byte[]> after_one_change() {
        long seq = canvas.seq();
        canvas.apply(Edits.accepted(canvas, edit));
        return Frames.of(canvas.changedSince(seq));
    }
}
