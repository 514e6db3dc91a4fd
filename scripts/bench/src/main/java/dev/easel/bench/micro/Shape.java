package dev.easel.bench.micro;

import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import java.util.Random;

/** Objects as Excalidraw makes them, without what its adapter leaves out of the edit stream. */
enum Shape {
    RECTANGLE,
    TEXT,
    FREEHAND,
    ARROW;

    private static final int STROKE = 200;

    /** The props of the shape that {@code seed} makes: always the same ones. */
    Json props(int seed) {
        return JsonReader.stored(text(new Random(seed)));
    }

    private String text(Random random) {
        String common = "\"x\":" + at(random) + ",\"y\":" + at(random) + ",\"width\":" + at(random) + ",\"height\":"
                + at(random) + ",\"angle\":0,\"strokeColor\":\"#1e1e1e\",\"backgroundColor\":\"#a5d8ff\","
                + "\"fillStyle\":\"solid\",\"strokeWidth\":2,\"strokeStyle\":\"solid\",\"roughness\":1,\"opacity\":100,"
                + "\"groupIds\":[\"" + id(random) + "\"],\"frameId\":null,\"index\":\"a" + random.nextInt(1000) + "\","
                + "\"seed\":" + random.nextInt(Integer.MAX_VALUE) + ",\"boundElements\":[{\"id\":\"" + id(random)
                + "\",\"type\":\"arrow\"}],\"link\":null,\"locked\":false";
        return switch (this) {
            case RECTANGLE -> "{\"type\":\"rectangle\"," + common + ",\"roundness\":{\"type\":3}}";
            case TEXT ->
                "{\"type\":\"text\"," + common + ",\"roundness\":null,\"fontSize\":20,\"fontFamily\":5,"
                        + "\"text\":\"what was agreed\\non the “first” day\",\"textAlign\":\"left\","
                        + "\"verticalAlign\":\"top\",\"containerId\":null,"
                        + "\"originalText\":\"what was agreed\\non the “first” day\","
                        + "\"autoResize\":true,\"lineHeight\":1.25}";
            case FREEHAND ->
                "{\"type\":\"freedraw\"," + common + ",\"roundness\":null,\"points\":" + points(random, STROKE)
                        + ",\"pressures\":[],\"simulatePressure\":true}";
            case ARROW ->
                "{\"type\":\"arrow\"," + common + ",\"roundness\":{\"type\":2},\"points\":" + points(random, 2)
                        + ",\"startBinding\":{\"elementId\":\"" + id(random)
                        + "\",\"focus\":-0.0316,\"gap\":1},\"endBinding\":{\"elementId\":\"" + id(random)
                        + "\",\"focus\":0.2714,\"gap\":8.5},\"startArrowhead\":null,\"endArrowhead\":\"arrow\","
                        + "\"elbowed\":false}";
        };
    }

    /** A JSON array of {@code count} points. */
    static String points(Random random, int count) {
        StringBuilder points = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            points.append(i == 0 ? "[" : ",[")
                    .append(at(random))
                    .append(',')
                    .append(at(random))
                    .append(']');
        }
        return points.append(']').toString();
    }

    /** Most coordinates come from a pointer on a zoomed page, and have all the digits of a double. */
    private static double at(Random random) {
        double at = random.nextDouble() * 2000;
        return random.nextInt(4) == 0 ? Math.rint(at) : at;
    }

    /** As long as Excalidraw's ids. */
    static String id(Random random) {
        StringBuilder id = new StringBuilder();
        while (id.length() < 21) {
            id.append(Character.forDigit(random.nextInt(36), 36));
        }
        return id.toString();
    }
}
