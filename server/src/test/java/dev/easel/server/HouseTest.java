package dev.easel.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The structure of the server: which package knows which, no circles, and files that stay small. */
class HouseTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/easel/server");
    private static final String ROOT = "dev.easel.server.";

    private static final int MOST_FILES = 25;
    private static final int MOST_LINES = 300;
    private static final int AVERAGE_LINES = 90;

    /** What each package may know of the others; the root package composes them and knows all. */
    private static final Map<String, Set<String>> KNOWS = Map.ofEntries(
            Map.entry("canvas", Set.of()),
            Map.entry("loop", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("health", Set.of()),
            Map.entry("live", Set.of("canvas")),
            Map.entry("persistence", Set.of("canvas")),
            Map.entry("idempotence", Set.of("loop")),
            Map.entry("sync", Set.of("canvas", "live", "loop", "persistence")),
            Map.entry("room", Set.of("canvas", "idempotence", "live", "loop", "metrics", "persistence", "sync")),
            Map.entry("catalog", Set.of("canvas")),
            Map.entry("journal", Set.of("loop", "metrics", "persistence")),
            Map.entry("autosave", Set.of("loop", "metrics", "persistence")),
            Map.entry("store", Set.of("autosave", "canvas", "catalog", "journal", "persistence")),
            Map.entry("socket", Set.of("live")),
            Map.entry("webclient", Set.of()),
            Map.entry("excalidraw", Set.of()),
            Map.entry("bulk", Set.of("excalidraw", "live")),
            Map.entry(
                    "http",
                    Set.of("bulk", "canvas", "catalog", "excalidraw", "health", "live", "metrics", "webclient")),
            Map.entry("verify", Set.of("canvas", "store")));

    @Test
    @DisplayName("a package imports only the packages it may know")
    void arrows_point_one_way() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : serverFiles()) {
            for (String other : file.packagesImported()) {
                if (!file.room().isEmpty() && !KNOWS.get(file.room()).contains(other)) {
                    wrong.add(file.path() + " imports " + other);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("there is no circle of packages")
    void no_circle_of_packages() {
        Map<String, Set<String>> arrows = new TreeMap<>(KNOWS);
        assertEquals(List.of(), Circles.in(arrows));
    }

    @Test
    @DisplayName("there is no circle of files inside a package")
    void no_circle_of_files() throws IOException {
        Map<Path, List<SourceFile>> packages = serverFiles().stream().collect(groupingBy(SourceFile::folder));
        List<List<String>> circles = new ArrayList<>();
        packages.forEach((folder, files) -> {
            Set<String> names = files.stream().map(SourceFile::name).collect(toCollection(TreeSet::new));
            Map<String, Set<String>> arrows = new LinkedHashMap<>();
            files.forEach(file -> arrows.put(file.name(), file.uses(names)));
            circles.addAll(Circles.in(arrows));
        });
        assertEquals(List.of(), circles);
    }

    @Test
    @DisplayName("the canvas knows neither Vert.x nor time nor I/O; SQL stays in the store")
    void packages_keep_to_their_trade() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : serverFiles()) {
            for (String imported : file.imports()) {
                boolean isForeign = file.room().equals("canvas")
                        && !imported.startsWith("dev.easel.")
                        && !imported.startsWith("java.util.")
                        && !imported.startsWith("org.jspecify.");
                boolean isSql = imported.startsWith("java.sql.")
                        || imported.contains(".pgclient.")
                        || imported.contains(".sqlclient.");
                if (isForeign || (isSql && !Set.of("", "store", "verify").contains(file.room()))) {
                    wrong.add(file.path() + " imports " + imported);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("every package is in the plan, and says what it is for")
    void the_plan_is_complete() throws IOException {
        Set<String> rooms = new TreeSet<>();
        try (Stream<Path> folders = Files.list(SOURCES)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                rooms.add(folder.getFileName().toString());
                assertTrue(Files.exists(folder.resolve("package-info.java")), folder + " has a package-info");
            }
        }
        assertEquals(new TreeSet<>(KNOWS.keySet()), rooms);
    }

    @Test
    @DisplayName("NullAway checks every package: each is @NullMarked")
    void every_package_is_null_marked() throws IOException {
        Set<String> unmarked = new TreeSet<>();
        for (SourceFile file : serverFiles()) {
            Path description = file.folder().resolve("package-info.java");
            if (!Files.exists(description) || !Files.readString(description).contains("\n@NullMarked\n")) {
                unmarked.add(file.folder().getFileName().toString());
            }
        }
        assertEquals(Set.of(), unmarked);
    }

    @Test
    @DisplayName("no package is over 25 files, no file over 300 lines, the average at most 90")
    void files_stay_small() throws IOException {
        List<SourceFile> files = serverFiles();
        Map<String, Set<String>> byPackage = files.stream()
                .collect(groupingBy(
                        file -> file.folder().toString(), mapping(SourceFile::name, toCollection(TreeSet::new))));
        byPackage.values().removeIf(names -> names.size() <= MOST_FILES);
        assertEquals(Map.of(), byPackage);
        assertEquals(
                List.of(),
                files.stream()
                        .filter(file -> file.lines() > MOST_LINES)
                        .map(SourceFile::path)
                        .toList());
        double average = files.stream().mapToInt(SourceFile::lines).average().orElseThrow();
        assertTrue(average <= AVERAGE_LINES, "lines a file, on average: " + average);
    }

    private static List<SourceFile> serverFiles() throws IOException {
        List<SourceFile> files = SourceFile.below(SOURCES, ROOT);
        assertFalse(files.isEmpty(), "there are sources");
        return files;
    }
}
