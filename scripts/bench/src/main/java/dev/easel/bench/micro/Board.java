package dev.easel.bench.micro;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The props of a board's objects: of the {@code .excalidraw} file that the system property {@value #PROPERTY} names, or
 * a made-up mix of shapes without it.
 */
final class Board {
    static final String PROPERTY = "easel.bench.board";

    /** Of ten objects of a made-up board. */
    private static final List<Shape> MIX = List.of(
            Shape.RECTANGLE,
            Shape.RECTANGLE,
            Shape.TEXT,
            Shape.RECTANGLE,
            Shape.ARROW,
            Shape.RECTANGLE,
            Shape.TEXT,
            Shape.RECTANGLE,
            Shape.ARROW,
            Shape.FREEHAND);

    private static final Set<String> LEFT_OUT = Set.of("id", "version", "versionNonce", "updated", "isDeleted");

    private Board() {}

    /** The props of {@code count} objects; a board with fewer objects is repeated. */
    static List<Json> props(int count) {
        String path = System.getProperty(PROPERTY);
        List<Json> source = path == null ? List.of() : elements(Path.of(path));
        List<Json> props = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            props.add(source.isEmpty() ? MIX.get(i % MIX.size()).props(i) : source.get(i % source.size()));
        }
        return props;
    }

    private static List<Json> elements(Path file) {
        List<Json> elements = new ArrayList<>();
        try (JsonParser in = JsonReader.FACTORY.createParser(Files.readAllBytes(file))) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isElements = in.currentName().equals("elements");
                in.nextToken();
                while (isElements && in.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(JsonReader.props(in, LEFT_OUT));
                }
                in.skipChildren();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return elements;
    }
}
