package dev.easel.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The golden files. */
final class Golden {
    private static final Path HOME = Path.of("golden");

    private Golden() {}

    /** The texts of one directory, by file name without its ending. */
    static SortedMap<String, String> files(String directory) {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(HOME.resolve(directory))) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString().replace(".json", ""), Files.readString(path));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }
}
