package dev.easel.server;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A place in a text that names a rule, a section or a page of the documents.
 *
 * @param target as {@link #targets()} names it, for instance {@code pitfall 12}
 */
record Citation(String target) {
    private static final String LIST = "((?:%1$s)(?:(?:, | and |, and | to |–)(?:%1$s))*)";

    /** Where a comment or a paragraph goes on in the next line. */
    private static final Pattern LINE_END = Pattern.compile("\\s*\\R\\s*(?:\\*(?!/)|//+|--|#)?\\s*");

    private static final List<Form> FORMS = List.of(
            new Form("architecture rule ", numbers("architecture rules?", "\\d+")),
            new Form("pitfall ", numbers("[Pp]itfalls?", "\\d+")),
            new Form("decision ", numbers("[Dd]ecisions?", "\\d{4}")),
            new Form("rule ", numbers("\\b[Rr]ules?", "[BDEJLORS]\\d+")),
            new Form("section ", Pattern.compile("architecture, \\\\?\"([^\"\\\\]+)\\\\?\"")),
            new Form("section ", Pattern.compile("\"([^\"]+)\" in \\[architecture]")));

    private static final String ALL = "(?s).*";
    private static final String RULES = "(?ms)^## Rules that hold everywhere$.*?(?=^## )";

    private static final List<Heading> HEADINGS = List.of(
            new Heading("architecture rule ", "server/docs/architecture.md", "(?m)^(\\d+)\\. \\*\\*", RULES),
            new Heading("section ", "server/docs/architecture.md", "(?m)^#+ (.+)$", ALL),
            new Heading("pitfall ", "server/docs/pitfalls.md", "(?m)^\\| (\\d+) \\|", ALL),
            new Heading("rule ", "protocol/README.md", "(?m)^\\*\\*([A-Z]\\d+)\\*\\* ", ALL));

    private static final Pattern PAGE = Pattern.compile("docs/decisions/(\\d{4})-[^/]+\\.md$");

    /** All citations of a text, in comments over line ends, too. */
    static List<Citation> in(String text) {
        String joined = LINE_END.matcher(text).replaceAll(" ");
        List<Citation> found = new ArrayList<>();
        for (Form form : FORMS) {
            for (MatchResult match : form.pattern.matcher(joined).results().toList()) {
                for (String each : form.isSection()
                        ? new String[] {match.group(1)}
                        : match.group(1).split("[^A-Z0-9]+")) {
                    found.add(new Citation(form.name + each));
                }
            }
        }
        return found;
    }

    /** Everything that can be cited, each as often as it is there and in the order of its document. */
    static List<String> targets() {
        List<String> found = new ArrayList<>();
        for (Heading heading : HEADINGS) {
            heading.texts().forEach(text -> found.add(heading.name + text));
        }
        for (var page : Repository.files(".md")) {
            PAGE.matcher(page.toString()).results().forEach(match -> found.add("decision " + match.group(1)));
        }
        return found;
    }

    private static Pattern numbers(String word, String number) {
        return Pattern.compile(word + " " + LIST.formatted(number));
    }

    private record Form(String name, Pattern pattern) {
        boolean isSection() {
            return name.equals("section ");
        }
    }

    /** @param part of the document in which the pattern counts */
    private record Heading(String name, String document, String pattern, String part) {
        Stream<String> texts() {
            return Pattern.compile(part)
                    .matcher(Repository.text(document))
                    .results()
                    .flatMap(found ->
                            Pattern.compile(pattern).matcher(found.group()).results())
                    .map(match -> match.group(1));
        }
    }
}
