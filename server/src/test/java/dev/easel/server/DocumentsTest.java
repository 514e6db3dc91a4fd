package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.configuration.SettingsTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what is so, where a test can tell. */
class DocumentsTest {
    private static final int LONGEST_LINE = 120;

    @Test
    @DisplayName("the table of settings lists every variable that the server reads, and no other")
    void settings() {
        Set<String> read = Repository.files(".java").stream()
                .filter(file -> Repository.name(file).startsWith("server/src/main/"))
                .flatMap(file -> matches("\"((?:EASEL_|DATABASE_|PG)[A-Z_]+)\"", Repository.text(file)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = SettingsTable.load().settings().stream()
                .flatMap(setting -> setting.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(read.isEmpty());
        assertEquals(read, listed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pitfalls", "bounds"})
    @DisplayName("each test that the pitfalls and the bounds name is there")
    void named_tests(String document) {
        Set<String> names = Repository.files("Test.java", "IT.java", "Contract.java", ".test.ts", ".spec.ts").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> missing = matches(
                        "`(\\w+(?:Test|IT|Contract|\\.test\\.ts|\\.spec\\.ts))`",
                        Repository.text("server/docs/" + document + ".md"))
                .filter(name -> !names.contains(name))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    @DisplayName("each setting and each constant that the bounds name is there")
    void named_bounds() {
        String settings = Repository.text("server/README.md");
        String bounds = Repository.text("server/docs/bounds.md");
        List<String> missing = new ArrayList<>(matches("`(EASEL_[A-Z_]+)`", bounds)
                .filter(name -> !settings.contains("`" + name + "`"))
                .toList());
        Map<String, String> classes = new HashMap<>();
        Repository.files(".java")
                .forEach(
                        file -> classes.put(file.getFileName().toString().replace(".java", ""), Repository.text(file)));
        Matcher constants = Pattern.compile("`(\\w+)\\.([A-Z][A-Z_]+)`").matcher(bounds);
        while (constants.find()) {
            if (!classes.getOrDefault(constants.group(1), "").contains(" " + constants.group(2) + " =")) {
                missing.add(constants.group());
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    @DisplayName("each setting that the files to take away name is there, or a file of one")
    void named_in_deployments() {
        Set<String> known = SettingsTable.load().settings().stream()
                .flatMap(setting -> setting.names().stream())
                .flatMap(name -> Stream.of(name, name + "_FILE"))
                .collect(Collectors.toCollection(TreeSet::new));
        known.add("EASEL_SITE"); // of Caddy
        Set<String> named = Repository.files("").stream()
                .filter(file -> Repository.name(file).startsWith("deploy/"))
                .flatMap(file -> matches("\\b((?:EASEL_|DATABASE_|PG)[A-Z_]+)\\b", Repository.text(file)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertFalse(named.isEmpty());
        named.removeAll(known);
        assertEquals(Set.of(), named);
    }

    @Test
    @DisplayName("no line of a source, a script or a document is longer than 120 characters, outside tables")
    void lines() {
        List<Path> files = new ArrayList<>(
                Repository.files(".java", ".ts", ".tsx", ".css", ".html", ".xml", ".yaml", ".yml", ".md"));
        files.addAll(Repository.scripts());
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Repository.text(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                boolean isTable =
                        Repository.name(file).endsWith(".md") && line.strip().startsWith("|");
                if (!isTable && line.codePointCount(0, line.length()) > LONGEST_LINE) {
                    tooLong.add(Repository.name(file) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    @DisplayName("the script and the README start a server that ends when it is out of memory, with a heap of its own")
    void memory() {
        for (String file : new String[] {"scripts/package/launch", "server/README.md"}) {
            String text = Repository.text(file);
            assertTrue(text.contains("-XX:+ExitOnOutOfMemoryError"), file);
            assertTrue(text.contains("-XX:MaxRAMPercentage=50"), file);
        }
    }

    private static Stream<String> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
    }
}
