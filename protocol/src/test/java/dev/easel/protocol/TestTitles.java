package dev.easel.protocol;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The titles of every test of the repository, in Java and in TypeScript, as they stand in its sources. */
final class TestTitles {
    private static final Path REPOSITORY = Path.of("..");
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", "dist", "data");

    private static final String JAVA_STRING = "\"(?:[^\"\\\\]|\\\\.)*+\"";
    private static final Pattern JAVA =
            Pattern.compile("@DisplayName\\(\\s*(" + JAVA_STRING + "(?:\\s*\\+\\s*" + JAVA_STRING + ")*)\\s*\\)");

    /** {@code it.skip} and {@code it.todo} run nothing, so that theirs are no titles. */
    private static final Pattern TYPESCRIPT =
            Pattern.compile("(?<![\\w.])(?:describe|it|test)(?:\\.each\\([^)]*\\))?\\(" + "\\s*('(?:[^'\\\\]|\\\\.)*+'|"
                    + JAVA_STRING + "|`(?:[^`\\\\]|\\\\.)*+`)");

    private TestTitles() {}

    /** By file, relative to the repository. */
    static SequencedMap<Path, List<String>> read() throws IOException {
        TreeMap<Path, List<String>> titles = new TreeMap<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean isHidden = name.startsWith(".") && !directory.equals(REPOSITORY);
                return isHidden || NOT_SOURCES.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String path = REPOSITORY.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(".java") && path.contains("src/test/")) {
                    titles.put(file, titles(JAVA, file));
                } else if (path.matches(".*\\.(test|spec)\\.tsx?")) {
                    titles.put(file, titles(TYPESCRIPT, file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return titles;
    }

    private static List<String> titles(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult title) -> title.group(1))
                .toList();
    }
}
