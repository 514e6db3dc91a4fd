package dev.easel.bench.micro;

import dev.easel.protocol.json.Json;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.canvas.CanvasObject;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Weighs canvases: the heap they keep, after a collection, for every byte of their objects' compact JSON.
 *
 * <p>Each canvas is made as a live one is, object by object from frames, and then everything on it is moved once.
 */
public final class Weight {
    private static final int CANVASES = 100;
    private static final int OBJECTS = 1_000;

    private Weight() {}

    public static void main(String[] args) {
        System.out.printf("%-12s %12s %12s %8s%n", "objects", "JSON B", "heap B", "ratio");
        for (Shape shape : Shape.values()) {
            weigh(shape.name().toLowerCase(Locale.ROOT), shape::props);
        }
        List<Json> board = Board.props(OBJECTS);
        weigh("board", board::get);
        int many = CANVASES * OBJECTS;
        System.out.printf(
                "%-12s %12s %12d%n", "an empty canvas", "", kept(many, () -> new Canvas(Edits.LIMITS)) / many);
    }

    private static void weigh(String name, IntFunction<Json> props) {
        long objects = (long) CANVASES * OBJECTS;
        Random random = new Random(1);
        long[] json = new long[1];
        long heap = kept(CANVASES, () -> {
            Canvas canvas = moved(random, props);
            json[0] += canvas.objects().stream()
                    .mapToLong(object -> object.props().length())
                    .sum();
            return canvas;
        });
        System.out.printf("%-12s %12d %12d %8.2f%n", name, json[0] / objects, heap / objects, (double) heap / json[0]);
    }

    private static Canvas moved(Random random, IntFunction<Json> props) {
        Canvas canvas = new Canvas(Edits.LIMITS);
        for (int i = 0; i < OBJECTS; i++) {
            String put = Edits.put(Shape.id(random), props.apply(i));
            canvas.apply(
                    Edits.accepted(canvas, Edits.authored(Edits.frame(1, put))).event());
        }
        for (CanvasObject object : List.copyOf(canvas.objects())) {
            String move = Edits.move(object.id(), random.nextDouble() * 2000, random.nextDouble() * 2000);
            canvas.apply(
                    Edits.accepted(canvas, Edits.authored(Edits.frame(1, move))).event());
        }
        return canvas;
    }

    /** Heap bytes that {@code count} things keep. */
    private static <T> long kept(int count, Supplier<T> made) {
        List<T> all = new ArrayList<>(count);
        var _ = made.get(); // what is loaded and cached the first time is not counted
        long before = used();
        try {
            for (int i = 0; i < count; i++) {
                all.add(made.get());
            }
            return used() - before;
        } finally {
            Reference.reachabilityFence(all);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
