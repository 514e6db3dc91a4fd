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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The structure of the server: which package knows which, no circles, and files that stay small. */
class HouseTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/easel/server");
    private static final String ROOT = "dev.easel.server.";

    private static final List<String> OTHER_MODULES =
            List.of("protocol", "embedded-postgres", "scripts/bench", "scripts/chaos");

    private static final int MOST_FILES = 25;
    private static final int MOST_LINES = 300;
    private static final int AVERAGE_LINES = 90;

    /** A row of the table of packages in the architecture: its name, what it is for, and what it knows. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|[^|\\n]+\\|([a-z, ]*)\\|$");

    /** What each package may know of the others; the root package composes them and knows all. */
    private static final Map<String, Set<String>> KNOWS = arrows();

    @Test
    @DisplayName("a package imports only the packages it may know")
    void arrows_point_one_way() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : serverFiles()) {
            for (String other : file.packagesImported()) {
                if (!file.room().isEmpty()
                        && !KNOWS.getOrDefault(file.room(), Set.of()).contains(other)) {
                    wrong.add(file.path() + " imports " + other);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("there is no circle of packages")
    void no_circle_of_packages() {
        assertEquals(List.of(), Circles.in(KNOWS));
    }

    @Test
    @DisplayName("there is no circle of files inside a package")
    void no_circle_of_files() throws IOException {
        Map<Path, List<SourceFile>> packages = allFiles().stream().collect(groupingBy(SourceFile::folder));
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
    @DisplayName("the canvas knows neither Vert.x nor time nor I/O; SQL stays in adoption, backup, database, derived,"
            + " driver, forms, history, horizon, members, ownership, retention, signin, store and upkeep")
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
                if (isForeign
                        || (isSql
                                && !Set.of(
                                                "",
                                                "audit",
                                                "adoption",
                                                "backup",
                                                "database",
                                                "derived",
                                                "driver",
                                                "erasure",
                                                "forms",
                                                "history",
                                                "horizon",
                                                "members",
                                                "log", // leaves values out of what PostgreSQL says
                                                "ownership",
                                                "retention",
                                                "signin",
                                                "store",
                                                "trash",
                                                "upkeep",
                                                "verify",
                                                "versions")
                                        .contains(file.room()))) {
                    wrong.add(file.path() + " imports " + imported);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("the architecture lists every package, and each says what it is for")
    void every_package_is_listed() throws IOException {
        Set<String> packages = new TreeSet<>();
        try (Stream<Path> folders = Files.list(SOURCES)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                packages.add(folder.getFileName().toString());
                assertTrue(Files.exists(folder.resolve("package-info.java")), folder + " has a package-info");
            }
        }
        assertEquals(new TreeSet<>(KNOWS.keySet()), packages);
    }

    @Test
    @DisplayName("NullAway checks every package: each is @NullMarked")
    void every_package_is_null_marked() throws IOException {
        Set<String> unmarked = new TreeSet<>();
        for (SourceFile file : allFiles()) {
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
        List<SourceFile> files = allFiles();
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

    /** The table of packages is the only place where the arrows are written down. */
    private static Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        ROW.matcher(Repository.text("server/docs/architecture.md")).results().forEach(row -> {
            Set<String> known = Stream.of(row.group(2).strip().split(", "))
                    .filter(name -> !name.isEmpty())
                    .collect(toCollection(TreeSet::new));
            arrows.put(row.group(1), known);
        });
        return arrows;
    }

    /** Of all modules. */
    private static List<SourceFile> allFiles() throws IOException {
        List<SourceFile> files = new ArrayList<>(serverFiles());
        for (String module : OTHER_MODULES) {
            List<SourceFile> more = SourceFile.below(Path.of("..", module, "src/main/java"), ROOT);
            assertFalse(more.isEmpty(), module + " has sources");
            files.addAll(more);
        }
        return files;
    }

    private static List<SourceFile> serverFiles() throws IOException {
        List<SourceFile> files = SourceFile.below(SOURCES, ROOT);
        assertFalse(files.isEmpty(), "there are sources");
        return files;
    }
}
