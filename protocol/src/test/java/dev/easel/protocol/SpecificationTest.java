package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The numbered rules of the specification, and the tests that name them in their titles. */
class SpecificationTest {
    private static final Pattern RULE = Pattern.compile("^\\*\\*([A-Z])(\\d+)\\*\\* ", Pattern.MULTILINE);

    /** A rule as a title names it, or a range of them: {@code E4}, {@code E4–E7}. */
    private static final Pattern NAMED = Pattern.compile("\\b([A-Z])(\\d{1,2})\\b(?:–\\1(\\d{1,2})\\b)?");

    @Test
    @DisplayName("The rules of each family are numbered 1, 2, 3…, each once and in order")
    void numbered() throws IOException {
        Map<String, List<Integer>> families = new TreeMap<>();
        RULE.matcher(specification())
                .results()
                .forEach(rule -> families.computeIfAbsent(rule.group(1), _ -> new ArrayList<>())
                        .add(Integer.valueOf(rule.group(2))));
        families.forEach((family, numbers) ->
                assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers, "family " + family));
        assertEquals("[A, B, D, E, H, J, L, O, R, S, V]", families.keySet().toString());
    }

    @Test
    @DisplayName("Every bad frame names a rule that there is")
    void bad_frames() throws IOException {
        Set<String> rules = rules();
        Golden.files("bad").forEach((file, text) -> {
            String rule = ByValue.tree(text).path("rule").asText();
            assertTrue(rules.contains(rule), file + " names " + rule);
        });
    }

    @Test
    @DisplayName("Every rule is named by the title of a test, in Java or in TypeScript")
    void tested() throws IOException {
        Set<String> untested = rules();
        TestTitles.read().values().forEach(titles -> titles.forEach(title -> untested.removeAll(named(title))));
        assertEquals(Set.of(), untested);
    }

    @Test
    @DisplayName("No title of a test names a rule that there is not")
    void named() throws IOException {
        Set<String> rules = rules();
        List<String> wrong = new ArrayList<>();
        TestTitles.read()
                .forEach((file, titles) -> titles.stream()
                        .filter(title -> !rules.containsAll(named(title)))
                        .forEach(title -> wrong.add(file + ": " + title)));
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("Titles are found in the tests of every module")
    void modules() throws IOException {
        Set<String> modules = TestTitles.read().entrySet().stream()
                .filter(file -> !file.getValue().isEmpty())
                .map(file -> file.getKey().subpath(1, 3).toString().replace('\\', '/'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(
                modules.containsAll(
                        Set.of("protocol/src", "server/src", "web-client/sdk", "web-client/app", "scripts/chaos")),
                modules.toString());
    }

    private static Set<String> rules() throws IOException {
        return RULE.matcher(specification())
                .results()
                .map(rule -> rule.group(1) + rule.group(2))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> named(String title) {
        return NAMED.matcher(title).results().flatMap(SpecificationTest::range).collect(Collectors.toSet());
    }

    private static Stream<String> range(MatchResult rules) {
        int first = Integer.parseInt(rules.group(2));
        int last = rules.group(3) == null ? first : Integer.parseInt(rules.group(3));
        return IntStream.rangeClosed(first, last).mapToObj(number -> rules.group(1) + number);
    }

    private static String specification() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
