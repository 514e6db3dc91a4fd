package dev.easel.bench.micro;

import dev.easel.protocol.Event;
import dev.easel.protocol.EventCodec;
import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.Canvas;
import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to write an event, and a frame of several events that have been written already. */
public class BroadcastBenchmark extends Microbenchmark {
    private Event event;

    @Setup
    public void event() {
        Canvas canvas = Edits.canvas(List.of(Shape.RECTANGLE.props(1)));
        byte[] frame = Edits.frame(17, Edits.move("o0", 812.3046875, 93.5));
        event = Edits.accepted(canvas, Edits.authored(frame)).event();
    }

    @Benchmark
    public Json event_once() {
        return EventCodec.full(event, event.client(), EventCodec.changes(event.changes()));
    }

    @Benchmark
    public byte[] frame(Batch batch) {
        return Frames.of(batch.events);
    }

    /** Events that are applied in one turn of the loop. */
    @State(Scope.Thread)
    public static class Batch {
        @Param({"1", "4", "16"})
        int size;

        private Json[] events;

        @Setup
        public void events(BroadcastBenchmark benchmark) {
            events = new Json[size];
            Arrays.fill(events, benchmark.event_once());
        }
    }
}
