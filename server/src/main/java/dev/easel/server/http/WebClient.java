package dev.easel.server.http;

import dev.easel.server.http.WebFile.Body;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built web client: its files, by path, as they stood on the class path below {@code webroot/} at the start. All of
 * them are in memory, so that no request reaches a file system. Immutable.
 */
public final class WebClient {
    /** Nothing was built. */
    static final WebClient NONE = new WebClient(Map.of());

    /** Bytes of all files together, in all codings. */
    private static final long LIMIT = 96 << 20;

    private static final String ROOT = "webroot";
    private static final String INDEX = "/index.html";

    /** Endings of what was compressed at build time, the best first. */
    private static final Map<String, String> ENDINGS = Map.of("br", ".br", "gzip", ".gz");

    private static final List<String> CODINGS = List.of("br", "gzip");

    /** What is there carries a hash of its content in its name, as the build puts it. */
    private static final Pattern HASHED = Pattern.compile("/assets/.*|.*-[0-9a-f]{16,}\\.[a-z0-9]+");

    private final Map<String, WebFile> files;

    private WebClient(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Reads all of it; none where there is no {@code webroot/index.html}. Blocks.
     *
     * @throws IllegalStateException there is more than {@link #LIMIT}
     * @throws UncheckedIOException it cannot be read
     */
    public static WebClient load(ClassLoader loader) {
        URL index = loader.getResource(ROOT + INDEX);
        if (index == null) {
            return NONE;
        }
        try {
            if (!(index.openConnection() instanceof JarURLConnection inJar)) {
                return read(Path.of(index.toURI()).getParent());
            }
            URI jar = inJar.getJarFileURL().toURI();
            try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
                return read(files.getPath(ROOT));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the web client cannot be read from " + index, unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(index + " is no URI", impossible);
        }
    }

    private static WebClient read(Path root) throws IOException {
        Map<String, Body> bodies = new HashMap<>();
        long total = 0;
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = "/" + root.relativize(path).toString().replace('\\', '/');
                if (!name.contains("/.")) {
                    byte[] bytes = Files.readAllBytes(path);
                    total += bytes.length;
                    if (total > LIMIT) {
                        throw new IllegalStateException("the web client has more than " + LIMIT + " bytes");
                    }
                    bodies.put(name, Body.of(bytes));
                }
            }
        }
        return of(bodies);
    }

    private static WebClient of(Map<String, Body> bodies) {
        Map<String, WebFile> files = new HashMap<>();
        bodies.forEach((name, plain) -> {
            if (!isCodingOfAnother(name, bodies)) {
                SequencedMap<String, Body> codings = new LinkedHashMap<>();
                for (String coding : CODINGS) {
                    Body coded = bodies.get(name + ENDINGS.get(coding));
                    if (coded != null) {
                        codings.put(coding, coded);
                    }
                }
                codings.put(WebFile.IDENTITY, plain);
                files.put(
                        name,
                        new WebFile(WebFile.type(name), HASHED.matcher(name).matches(), codings));
            }
        });
        return new WebClient(files);
    }

    private static boolean isCodingOfAnother(String name, Map<String, Body> bodies) {
        return ENDINGS.values().stream()
                .anyMatch(ending -> name.endsWith(ending)
                        && bodies.containsKey(name.substring(0, name.length() - ending.length())));
    }

    /** The page that every address of the app opens; empty when no web client was built. */
    Optional<WebFile> index() {
        return file(INDEX);
    }

    /** @param path absolute, as it stands in the address; nothing but a file's exact path finds one */
    Optional<WebFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
