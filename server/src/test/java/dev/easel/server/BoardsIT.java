package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.commandline.Boards;
import dev.easel.server.progress.Progress;
import dev.easel.server.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands import and export, over a running server. */
@Timeout(60)
class BoardsIT {
    private static TestDatabase database;
    private static TestEasel easel;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        easel = TestEasel.start(database.address());
    }

    @AfterAll
    static void stop() {
        easel.close();
        database.close();
    }

    private Boards boards(URI server) {
        return new Boards(server, "", print(out), print(err), Progress.onStandardError());
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private Path board(String name, String... ids) throws IOException {
        List<String> elements = Stream.of(ids)
                .map(id -> "{\"id\":\"" + id + "\",\"type\":\"rectangle\",\"x\":1,\"y\":2,\"width\":3,\"height\":4}")
                .toList();
        return Files.writeString(
                folder.resolve(name), "{\"type\":\"excalidraw\",\"version\":2,\"elements\":" + elements + "}");
    }

    private List<String> said() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    @DisplayName(
            "each file becomes a project of its name, comes out again as it was, and goes in again under that name")
    void there_and_back() throws Exception {
        Path one = board("Größe : one.excalidraw", "a", "b");
        Path two = board("two.json", "c");
        try (Boards boards = boards(easel.uri())) {
            assertEquals(0, boards.importFiles(List.of(one, two), null, null));
            assertTrue(said().getFirst().endsWith(one + ": 2 objects"), said()::toString);
            UUID first = UUID.fromString(said().getFirst().substring(0, 36));
            out.reset();
            Path exported = folder.resolve("new/folder");
            assertEquals(0, boards.exportProjects(List.of(), exported));
            assertTrue(said().size() >= 2, said()::toString);
            Path file = exported.resolve("Größe one " + first + ".excalidraw");
            assertTrue(Files.readString(file).contains("\"id\":\"b\""));
            try (Stream<Path> files = Files.list(exported)) {
                assertTrue(files.allMatch(it -> it.toString().endsWith(".excalidraw")));
            }
            out.reset();
            assertEquals(0, boards.importFiles(List.of(file), null, null));
            UUID again = UUID.fromString(said().getFirst().substring(0, 36));
            assertEquals(0, boards.exportProjects(List.of(again), exported));
            assertTrue(Files.exists(exported.resolve("Größe one " + again + ".excalidraw")), said()::toString);
        }
    }

    @Test
    @DisplayName("several files go into one new project, or into an existing one")
    void into_one() throws Exception {
        List<Path> files = List.of(board("1.excalidraw", "a"), board("2.excalidraw", "b"));
        try (Boards boards = boards(easel.uri())) {
            assertEquals(0, boards.importFiles(files, null, "All of them"));
            UUID project = UUID.fromString(said().getLast().substring(0, 36));
            assertEquals(project, UUID.fromString(said().getFirst().substring(0, 36)));
            assertEquals(0, boards.importFiles(List.of(board("3.excalidraw", "c", "d")), project, null));
            assertEquals(0, boards.exportProjects(List.of(project), folder));
            String exported = Files.readString(folder.resolve("All of them " + project + ".excalidraw"));
            assertEquals(4, exported.split("\"type\":\"rectangle\"", -1).length - 1);
        }
    }

    @Test
    @DisplayName("what fails is told, does not keep the others back, and leaves no empty project and no part of a file")
    void failures() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.excalidraw"), "no board");
        Path empty = Files.createFile(folder.resolve("empty.excalidraw"));
        Path good = board("good.excalidraw", "a");
        Path missing = folder.resolve("missing.excalidraw");
        UUID nowhere = UUID.randomUUID();
        try (Boards boards = boards(easel.uri())) {
            assertEquals(1, boards.importFiles(List.of(bad, missing, empty, good), null, null));
            assertEquals(1, said().size(), said()::toString);
            assertEquals(1, boards.exportProjects(List.of(nowhere), folder));
            assertEquals(1, boards.importFiles(List.of(good), nowhere, null));
            assertEquals(1, boards.importFiles(List.of(bad, empty), null, "For nothing"));
        }
        List<String> told = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(7, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith(bad + ": ") && told.getFirst().endsWith("(400)"), told::toString);
        assertTrue(told.get(3).startsWith(nowhere + ": "), told::toString);
        String projects = easel.get("/api/projects?limit=1000").body();
        assertFalse(projects.contains("\"bad\"") || projects.contains("For nothing"), projects);
    }

    @Test
    @DisplayName("a server that is not there is told with its address")
    void nobody() throws Exception {
        try (Boards boards = boards(URI.create("http://127.0.0.1:1"))) {
            assertEquals(1, boards.exportProjects(List.of(), folder));
        }
        String told = err.toString(StandardCharsets.UTF_8);
        assertTrue(told.startsWith("no answer from http://127.0.0.1:1"), told);
    }
}
