package dev.easel.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the repository as its tests see them: what is written by hand, and nothing that is built. */
final class Repository {
    /** The tests of the server run in its own directory. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> BUILT =
            Set.of(".git", "node_modules", "target", "dist", "data", "test-results", "playwright-report");

    private Repository() {}

    /** All files with one of these endings, in the order of their paths. */
    static List<Path> files(String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return BUILT.contains(directory.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (List.of(endings).stream().anyMatch(file.toString()::endsWith)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        found.sort(null);
        return found;
    }

    /** Scripts have no ending: they are the files below {@code scripts} without a dot in their name. */
    static List<Path> scripts() {
        return files("").stream()
                .filter(file -> file.startsWith(ROOT.resolve("scripts")))
                .filter(file -> !file.getFileName().toString().contains("."))
                .toList();
    }

    static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The file's path from the root of the repository. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }
}
