package dev.easel.server.webclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.easel.server.webclient.WebFile.Body;
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
 * The built web client: its files by path, as they were on the class path below {@code webroot/} when the server
 * started. All of them are in memory, so that no request reads from a file system. Immutable.
 */
public final class WebClient {
    /** No web client was built. */
    public static final WebClient NONE = new WebClient(Map.of());

    /** The most bytes that all files have together, in all content codings. */
    private static final long MAX_BYTES = 96 << 20;

    private static final String ROOT = "webroot";
    private static final String INDEX = "/index.html";

    /** Content codings that files are compressed with at build time, the best first. */
    private static final List<String> CODINGS = List.of("br", "gzip");

    /** How the file names of each coding end. */
    private static final Map<String, String> SUFFIXES = Map.of("br", ".br", "gzip", ".gz");

    /** Paths of files whose name contains a hash of their content. */
    private static final Pattern HASHED = Pattern.compile("/assets/.*|.*-[0-9a-f]{16,}\\.[a-z0-9]+");

    private final Map<String, WebFile> files;

    private WebClient(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Reads all files; {@link #NONE} when there is no {@code webroot/index.html}. Blocks.
     *
     * @param path below which the server is reached, without a slash at its end; empty for the root
     * @throws IllegalStateException the files have more than {@link #MAX_BYTES}
     * @throws UncheckedIOException a file cannot be read
     */
    public static WebClient load(ClassLoader loader, String path) {
        URL index = loader.getResource(ROOT + INDEX);
        if (index == null) {
            return NONE;
        }
        try {
            if (!(index.openConnection() instanceof JarURLConnection inJar)) {
                return read(Path.of(index.toURI()).resolveSibling(""), path);
            }
            URI jar = inJar.getJarFileURL().toURI();
            try (FileSystem files = FileSystems.newFileSystem(Path.of(jar))) {
                return read(files.getPath(ROOT), path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the web client cannot be read from " + index, failure);
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(index + " is no URI", failure);
        }
    }

    private static WebClient read(Path root, String base) throws IOException {
        Map<String, Body> bodies = new HashMap<>();
        long total = 0;
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = "/" + root.relativize(path).toString().replace('\\', '/');
                if (!name.contains("/.")) {
                    byte[] bytes = Files.readAllBytes(path);
                    total += bytes.length;
                    if (total > MAX_BYTES) {
                        throw new IllegalStateException("the web client has more than " + MAX_BYTES + " bytes");
                    }
                    bodies.put(name, Body.of(bytes));
                }
            }
        }
        bodies.keySet().removeAll(SUFFIXES.values().stream().map(INDEX::concat).toList()); // they are of another page
        bodies.computeIfPresent(INDEX, (_, page) -> at(base, page));
        return of(bodies);
    }

    /**
     * The page is the same at addresses of any depth, so what it names relative to itself, as {@code "./easel.svg"}, is
     * told by whole paths.
     */
    private static Body at(String base, Body page) {
        String relative = page.bytes().toString(UTF_8);
        return Body.of(relative.replace("\"./", "\"" + base + "/").getBytes(UTF_8));
    }

    private static WebClient of(Map<String, Body> bodies) {
        Map<String, WebFile> files = new HashMap<>();
        bodies.forEach((name, plain) -> {
            if (!isCodingOfAnother(name, bodies)) {
                SequencedMap<String, Body> codings = new LinkedHashMap<>();
                for (String coding : CODINGS) {
                    Body coded = bodies.get(name + SUFFIXES.get(coding));
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
        return SUFFIXES.values().stream()
                .anyMatch(suffix -> name.endsWith(suffix)
                        && bodies.containsKey(name.substring(0, name.length() - suffix.length())));
    }

    /** The page at every address of the app; empty when no web client was built. */
    public Optional<WebFile> index() {
        return file(INDEX);
    }

    /** @param path the absolute path of the URL; only the exact path of a file finds it */
    public Optional<WebFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
