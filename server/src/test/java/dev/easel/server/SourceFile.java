package dev.easel.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java source file, as far as its arrows to others go. Read as text: comments and string literals do not count.
 *
 * @param root the package that all files are below, with a dot at its end
 */
record SourceFile(Path path, String root, String text) {
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern NOT_CODE =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*");

    static List<SourceFile> below(Path folder, String root) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> new SourceFile(file, root, read(file)))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    Path folder() {
        return path.getParent();
    }

    String name() {
        return path.getFileName().toString().replace(".java", "");
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** The package's name below the root; empty for the root itself. */
    String room() {
        return below(packageName() + ".");
    }

    private String packageName() {
        Matcher matcher = PACKAGE.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(path + " names no package");
        }
        return matcher.group(1);
    }

    List<String> imports() {
        return IMPORT.matcher(text).results().map(it -> it.group(1)).toList();
    }

    /** The other packages below the root that are imported. */
    Set<String> packagesImported() {
        Set<String> others = new TreeSet<>();
        for (String imported : imports()) {
            if (imported.startsWith(root)) {
                others.add(below(imported));
            }
        }
        others.remove(room());
        others.remove("");
        return others;
    }

    private String below(String name) {
        String rest = name.length() <= root.length() ? "" : name.substring(root.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : "";
    }

    /** Which files of its package it uses, of those named. */
    Set<String> uses(Set<String> names) {
        Set<String> used = new TreeSet<>();
        String code = NOT_CODE.matcher(IMPORT.matcher(text).replaceAll("")).replaceAll(" ");
        Matcher words = WORD.matcher(code);
        while (words.find()) {
            boolean isMember = words.start() > 0 && code.charAt(words.start() - 1) == '.';
            if (!isMember && names.contains(words.group())) {
                used.add(words.group());
            }
        }
        for (String imported : imports()) {
            String folder = packageName() + ".";
            if (imported.startsWith(folder)) {
                String outer = imported.substring(folder.length()).replaceFirst("\\..*", "");
                if (names.contains(outer)) {
                    used.add(outer);
                }
            }
        }
        used.remove(name());
        return used;
    }
}
