package dev.easel.server.copying;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMembers;
import dev.easel.protocol.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Background and grid: in a file's {@code appState}, and by the same names in {@code settings.board} of a project. */
public final class Look {
    private static final Json BOARD = Json.string("board");

    private static final int LONGEST_COLOR = 64;

    /** What is read of an {@code appState}. */
    static final Set<String> MEMBERS = Set.of("viewBackgroundColor", "gridModeEnabled", "gridSize", "gridStep");

    private Look() {}

    /** The {@code appState} of a file with what a project's settings tell, as far as it can be read. */
    public static Json appState(Json settings) {
        Json board = JsonMembers.find(settings, BOARD);
        if (board == null || !board.isObject()) {
            return Json.EMPTY_OBJECT;
        }
        try (JsonParser in = JsonReader.FACTORY.createParser(board.toBytes())) {
            in.nextToken();
            return of(new Members(new LooseJson(MEMBERS.size()).scalars(in, MEMBERS)))
                    .orElse(Json.EMPTY_OBJECT);
        } catch (IOException failure) {
            throw new UncheckedIOException("settings are JSON", failure);
        }
    }

    /**
     * That of an {@code .excalidraw} file, whose JSON has been read before; empty where it tells none that can be read.
     */
    public static Optional<Json> ofFile(byte[] file) {
        try (JsonParser in = JsonReader.FACTORY.createParser(file)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                boolean isAppState = in.currentName().equals("appState");
                if (in.nextToken() == JsonToken.START_OBJECT && isAppState) {
                    return of(new Members(new LooseJson(MEMBERS.size()).scalars(in, MEMBERS)));
                }
                in.skipChildren();
            }
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException("the file is JSON", failure);
        }
    }

    /** Empty where the file tells none that can be read. */
    static Optional<Json> of(Members appState) {
        JsonWriter out = new JsonWriter(128).open('{');
        int empty = out.length();
        appState.text("viewBackgroundColor")
                .filter(color -> !color.isBlank() && color.length() <= LONGEST_COLOR)
                .ifPresent(color -> out.field("viewBackgroundColor", color));
        if (appState.isTrue("gridModeEnabled")) {
            out.name("gridModeEnabled").ascii("true");
        }
        number(out, appState, "gridSize", 1_000);
        number(out, appState, "gridStep", 100);
        return out.length() == empty
                ? Optional.empty()
                : Optional.of(out.close('}').toJson());
    }

    private static void number(JsonWriter out, Members appState, String name, int most) {
        OptionalDouble value = appState.number(name);
        if (value.isPresent()
                && value.getAsDouble() == Math.rint(value.getAsDouble())
                && value.getAsDouble() >= 1
                && value.getAsDouble() <= most) {
            out.field(name, (long) value.getAsDouble());
        }
    }
}
