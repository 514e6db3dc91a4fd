package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What sources and documents cite is there: rules, sections, pitfalls, decisions, and files that are linked to. */
class CitationTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    @Test
    @DisplayName("every citation of a rule, a section, a pitfall or a decision has its target")
    void every_citation_has_its_target() {
        Set<String> targets = new HashSet<>(Citation.targets());
        List<String> dangling = new ArrayList<>();
        Set<String> cited = new HashSet<>();
        for (Path file : sources()) {
            for (Citation citation : Citation.in(Repository.text(file))) {
                cited.add(citation.target());
                if (!targets.contains(citation.target())) {
                    dangling.add(Repository.name(file) + " cites " + citation.target());
                }
            }
        }
        assertEquals(List.of(), dangling);
        for (String kind : List.of("architecture rule ", "section ", "pitfall ", "decision ", "rule ")) {
            assertTrue(cited.stream().anyMatch(it -> it.startsWith(kind)), "nothing cites a " + kind);
        }
    }

    @Test
    @DisplayName("a citation is found in each of its forms, in lists and over line ends")
    void forms() {
        assertEquals(List.of("architecture rule 5"), found("(architecture" + "\n     * rule 5)"));
        assertEquals(List.of("pitfall 3", "pitfall 15"), found("Pitfalls" + " 3 and 15 say so"));
        assertEquals(List.of("decision 0007"), found("// see decision" + "\n// 0007"));
        assertEquals(List.of("rule R4", "rule R5"), found("(rules" + " R4, R5)"));
        assertEquals(List.of("section The fence"), found("(architecture," + " \"The fence\")"));
        assertEquals(List.of(), found("the decision to have 12 rules"));
    }

    @Test
    @DisplayName("rules, pitfalls and decisions are numbered from 1 on, each once and in order")
    void numbers() {
        for (String kind : List.of("architecture rule ", "pitfall ", "decision ")) {
            List<Integer> numbers = Citation.targets().stream()
                    .filter(target -> target.startsWith(kind))
                    .map(target -> Integer.valueOf(target.substring(kind.length())))
                    .toList();
            assertTrue(numbers.size() > 8, kind + "is numbered in a form that is not read any more");
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(i + 1, numbers.get(i), kind);
            }
        }
    }

    @Test
    @DisplayName("relative links in Markdown lead to files")
    void links() {
        List<String> broken = new ArrayList<>();
        for (Path page : Repository.files(".md")) {
            LINK.matcher(Repository.text(page)).results().forEach(link -> {
                String to = link.group(1).replaceFirst("#.*", "");
                boolean isElsewhere = to.isEmpty() || to.contains(":");
                if (!isElsewhere && Files.notExists(page.resolveSibling(to))) {
                    broken.add(Repository.name(page) + " links to " + to);
                }
            });
        }
        assertEquals(List.of(), broken);
    }

    private static List<String> found(String text) {
        return Citation.in(text).stream().map(Citation::target).toList();
    }

    private static List<Path> sources() {
        return Stream.concat(
                        Repository.files(".java", ".ts", ".tsx", ".sql", ".md", ".yaml", ".xml").stream(),
                        Repository.scripts().stream())
                .toList();
    }
}
