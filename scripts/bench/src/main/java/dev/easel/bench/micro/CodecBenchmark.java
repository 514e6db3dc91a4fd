package dev.easel.bench.micro;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What it costs to read a frame, checks and all. */
public class CodecBenchmark extends Microbenchmark {
    /** {@code IMPORT} is 1,000 changes in one edit. */
    public enum Kind {
        MOVE,
        PUT,
        APPEND,
        IMPORT,
        PING
    }

    @Param
    Kind kind;

    private final ClientCodec codec = new ClientCodec(Edits.LIMITS);
    private byte[] frame;

    @Setup
    public void frame() {
        Random random = new Random(1);
        String id = Shape.id(random);
        frame = switch (kind) {
            case MOVE -> Edits.frame(17, Edits.move(id, 812.3046875, 93.5));
            case PUT -> Edits.frame(17, Edits.put(id, Shape.RECTANGLE.props(1)));
            case APPEND -> Edits.frame(17, Edits.append(id, 120, Shape.points(random, 8)));
            case IMPORT -> Edits.frame(17, puts());
            case PING -> "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static String[] puts() {
        List<Json> props = Board.props(1_000);
        String[] puts = new String[props.size()];
        for (int i = 0; i < puts.length; i++) {
            puts[i] = Edits.put("o" + i, props.get(i));
        }
        return puts;
    }

    @Benchmark
    public Decoded decode() {
        return codec.decode(frame);
    }
}
