package dev.easel.server.webclient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebClientTest {
    @TempDir
    Path classes;

    @Test
    @DisplayName("without an index there is no web client")
    void none() throws IOException {
        file("assets/app.js");

        assertSame(WebClient.NONE, load());
        assertEquals(Optional.empty(), WebClient.NONE.index());
    }

    @Test
    @DisplayName("compressed files are codings of the plain one, the best first, each with its own entity tag")
    void codings() throws IOException {
        file("index.html");
        file("assets/app.js");
        file("assets/app.js.gz");
        file("assets/app.js.br");
        file("logo.svg.gz");

        WebClient client = load();
        WebFile script = client.file("/assets/app.js").orElseThrow();

        assertEquals(
                List.of("br", "gzip", WebFile.IDENTITY),
                List.copyOf(script.codings().keySet()));
        assertTrue(script.varies());
        assertNotEquals(
                script.codings().get("br").etag(), script.codings().get("gzip").etag());
        assertEquals(Optional.empty(), client.file("/assets/app.js.br"));
        assertFalse(client.file("/logo.svg.gz").orElseThrow().varies());
    }

    @Test
    @DisplayName("an entity tag is that of the content: it stays after another start, and changes with a single byte")
    void tags() throws IOException {
        file("index.html");
        file("app.js", "let a = 1");
        String before = tag("/app.js");

        assertTrue(before.matches("\"[0-9a-f]+-[0-9a-f]{16}\""), before);
        assertEquals(before, tag("/app.js"));
        file("app.js", "let a = 2");
        assertNotEquals(before, tag("/app.js"));
    }

    @Test
    @DisplayName("only the exact path of a file finds it, and no hidden file is served")
    void paths() throws IOException {
        file("index.html");
        file(".vite/manifest.json");

        WebClient client = load();

        assertTrue(client.index().orElseThrow().isPage());
        for (String path : List.of("", "/", "index.html", "/Index.html", "/./index.html", "/.vite/manifest.json")) {
            assertEquals(Optional.empty(), client.file(path), path);
        }
    }

    @Test
    @DisplayName("a file is immutable if its name contains a hash of its content")
    void immutable() throws IOException {
        file("index.html");
        file("assets/app-Bx_3.js");
        file("fonts/Font-a88b72a24fb54c9f.woff2");
        file("fonts/Font-SemiBold.woff2");

        WebClient client = load();

        assertFalse(client.index().orElseThrow().isImmutable());
        assertTrue(client.file("/assets/app-Bx_3.js").orElseThrow().isImmutable());
        assertTrue(
                client.file("/fonts/Font-a88b72a24fb54c9f.woff2").orElseThrow().isImmutable());
        assertFalse(client.file("/fonts/Font-SemiBold.woff2").orElseThrow().isImmutable());
    }

    @Test
    @DisplayName("the page tells whole paths of what it names beside itself, as it is in no other coding")
    void page() throws IOException {
        file("index.html", "<meta content=\"./\"><a href=\"./x.js\">./not</a>");
        file("index.html.br");

        for (String path : List.of("", "/boards")) {
            WebFile page = load(path).index().orElseThrow();
            String told = page.codings().get(WebFile.IDENTITY).bytes().toString();

            assertEquals("<meta content=\"" + path + "/\"><a href=\"" + path + "/x.js\">./not</a>", told);
            assertFalse(page.varies());
        }
    }

    private String tag(String path) throws IOException {
        WebFile file = load().file(path).orElseThrow();
        return file.codings().get(WebFile.IDENTITY).etag();
    }

    /** A file whose content is its name. */
    private void file(String name) throws IOException {
        file(name, name);
    }

    private void file(String name, String content) throws IOException {
        Path path = classes.resolve("webroot").resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private WebClient load() throws IOException {
        return load("");
    }

    private WebClient load(String path) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
            return WebClient.load(loader, path);
        }
    }
}
