package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.process.Exit;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine.ParseResult;

/** How the arguments of the commands are read. */
@ResourceLock(Resources.SYSTEM_ERR)
class CommandsTest {
    @TempDir
    private Path folder;

    private static ParseResult read(String... arguments) {
        return Commands.line().parseArgs(arguments).subcommand();
    }

    /** What is told of arguments that cannot be used. */
    private static String refused(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            assertEquals(Exit.BAD_SETTINGS, Commands.run(arguments));
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("export takes several projects, or --all, and one of both")
    void export() {
        UUID one = new UUID(0, 1);
        UUID other = new UUID(0, 2);
        assertEquals(
                List.of(one.toString(), other.toString()),
                read("export", one.toString(), other.toString()).matchedPositionalValue(0, List.of()));
        assertTrue(read("export", "--all").hasMatchedOption("--all"));
        assertTrue(refused("export").startsWith("Either ids of projects or --all is needed."));
        assertTrue(refused("export", "--all", one.toString()).startsWith("Either ids"));
        assertTrue(refused("export", "no-id").contains("'no-id' is no id of a project"));
    }

    @Test
    @DisplayName("import takes several files, also one whose name begins with @, and one target at most")
    void import_files() throws Exception {
        Path odd = Files.writeString(folder.resolve("more"), "--server http://elsewhere.example");
        assertEquals(
                List.of(Path.of("@" + odd), Path.of("b")),
                read("import", "@" + odd, "b").matchedPositionalValue(0, List.of()));
        assertTrue(refused("import", "--title", "a", "--project", "" + new UUID(0, 1), "b")
                .contains("mutually exclusive"));
    }

    @Test
    @DisplayName("an address that is none is refused before anything is asked")
    void server() {
        assertTrue(refused("import", "--server", "localhost:8080", "a").contains("an address such as"));
        assertTrue(refused("export", "--all", "--server", "board.example").contains("an address such as"));
    }

    @Test
    @DisplayName("what was given by --set is not told")
    void secret() {
        assertFalse(refused("migrate", "--set", "PGPASSWORD:hunter2").contains("hunter2"));
    }
}
