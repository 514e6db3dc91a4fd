package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Arrows between the rooms of the house point one way. */
class HouseTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/easel/server");

    /** What each room may know of the others; Main knows all. */
    private static final Map<String, Set<String>> KNOWS = Map.of(
            "canvas", Set.of(),
            "room", Set.of("canvas"),
            "socket", Set.of("room"),
            "http", Set.of("room", "canvas", "autosave", "journal"),
            "autosave", Set.of("room"),
            "journal", Set.of("room"),
            "store", Set.of("room", "canvas"),
            "verify", Set.of("store", "canvas"));

    @Test
    @DisplayName("a room imports only the rooms it may know")
    void arrows_point_one_way() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String room : KNOWS.keySet()) {
            forEachImport(room, (file, imported) -> {
                if (imported.startsWith("dev.easel.server.")) {
                    String other = imported.split("\\.")[3];
                    if (!other.equals(room) && !KNOWS.get(room).contains(other)) {
                        wrong.add(file + " imports " + imported);
                    }
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("the canvas knows neither Vert.x nor time nor I/O; SQL stays in the store")
    void rooms_keep_to_their_trade() throws IOException {
        List<String> wrong = new ArrayList<>();
        forEachImport("canvas", (file, imported) -> {
            if (!imported.startsWith("dev.easel.") && !imported.startsWith("java.util.")) {
                wrong.add(file + " imports " + imported);
            }
        });
        for (String room : List.of("room", "socket", "http", "autosave", "journal")) {
            forEachImport(room, (file, imported) -> {
                if (imported.startsWith("java.sql.")
                        || imported.contains(".pgclient.")
                        || imported.contains(".sqlclient.")) {
                    wrong.add(file + " imports " + imported);
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("every room of the house is in the plan")
    void the_plan_is_complete() throws IOException {
        try (Stream<Path> rooms = Files.list(SOURCES)) {
            assertEquals(
                    KNOWS.keySet(),
                    Set.copyOf(rooms.filter(Files::isDirectory)
                            .map(room -> room.getFileName().toString())
                            .toList()));
        }
    }

    private static void forEachImport(String room, java.util.function.BiConsumer<String, String> check)
            throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertFalse(sources.isEmpty(), room + " has sources");
            for (Path source : sources) {
                for (String line : Files.readAllLines(source)) {
                    if (line.startsWith("import ")) {
                        String imported =
                                line.replaceFirst("^import (static )?", "").replace(";", "");
                        check.accept(source.getFileName().toString(), imported);
                    }
                }
            }
        }
    }
}
