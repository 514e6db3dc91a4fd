package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.easel.server.store.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server tells Prometheus, and the files of {@code scripts/monitoring} against it. Judged by Debian's promtool;
 * skipped where there is none.
 */
@Timeout(60)
class MonitoringIT {
    private static final Path FILES = Path.of("../scripts/monitoring");

    /** What only a server with the embedded database tells, and what Prometheus knows by itself. */
    private static final Set<String> NOT_SCRAPED =
            Set.of("easel_disk_free_bytes", "easel_disk_size_bytes", "up", "ALERTS");

    private static final Pattern EXPRESSION = Pattern.compile("(?m)^ +expr: '?(.*?)'?$");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\S+)$");
    private static final Pattern NO_NAMES =
            Pattern.compile("\\{[^}]*}|\\b(by|without|on|ignoring) *\\([^)]*\\)|\\[[^]]*]|\\b(or|and|unless)\\b");
    private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?! *\\()");

    private static String scrape = "";

    @BeforeAll
    static void scrape() {
        assumeTrue(
                Installed.has("promtool"), "there is no promtool: scripts/monitoring/install installs it where it may");
        try (TestDatabase database = TestDatabase.create();
                TestEasel easel = TestEasel.start(database.address())) {
            String project = easel.createProject();
            try (BoardClient ada = new BoardClient().join(easel.uri(), project)) {
                ada.awaitDurable(ada.awaitApplied(ada.edit("{\"op\":\"put\",\"id\":\"a\",\"props\":{\"x\":1}}")));
                ada.edit("{\"op\":\"patch\",\"id\":\"none\"}");
                ada.await("refused", _ -> true);
                easel.post("/api/projects/" + project + "/flush", "");
                easel.get("/api/projects/" + project + "/objects");
                easel.get("/metrics");
                System.gc(); // so that there is a pause to tell of
                scrape = awaitPause(easel);
            }
        }
    }

    /** The virtual machine tells of a pause from a thread of its own, a little later. */
    private static String awaitPause(TestEasel easel) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String body = easel.get("/metrics").body();
        while (!body.contains("\njvm_gc_pause")) {
            assertTrue(System.nanoTime() < deadline, "no pause is told of");
            body = easel.get("/metrics").body();
        }
        return body;
    }

    @Test
    @DisplayName("promtool finds nothing in what a server tells, the meters of Vert.x and of Java included")
    void no_complaints() throws Exception {
        for (String family :
                List.of("easel_edits_accepted_total", "vertx_http_server", "jvm_gc_pause", "process_cpu")) {
            assertTrue(scrape.contains("\n" + family), family);
        }
        assertEquals("", promtool(scrape, "check", "metrics"));
    }

    @Test
    @DisplayName("the configuration and the alerts are sound, and each alert fires in its fault and clears after it")
    void rules() throws Exception {
        promtool("", "check", "config", FILES.resolve("prometheus.yml").toString());
        promtool("", "test", "rules", FILES.resolve("rules.test.yml").toString());
        Set<String> alerts = names(ALERT, "rules.yml");
        Set<String> tested = names(Pattern.compile("(?m)^  - name: (\\S+)$"), "rules.test.yml");
        assertEquals(alerts, tested, "each alert has a test");
        String document = Repository.text("server/docs/alerts.md");
        assertEquals(
                alerts,
                found(Pattern.compile("(?m)^## (\\S+)$"), document),
                "each alert has a section that says what to do");
    }

    @Test
    @DisplayName("every expression of the dashboard is one, and what it names is told by a server; so for every alert")
    void expressions(@TempDir Path folder) throws Exception {
        List<String> expressions = new ArrayList<>();
        JsonNode dashboard =
                new ObjectMapper().readTree(FILES.resolve("grafana.json").toFile());
        dashboard.findValues("expr").forEach(it -> expressions.add(it.asText()));
        int ofDashboard = expressions.size();
        EXPRESSION
                .matcher(Files.readString(FILES.resolve("rules.yml")))
                .results()
                .forEach(it -> expressions.add(it.group(1)));
        assertFalse(ofDashboard < 30 || expressions.size() - ofDashboard < 15, expressions.size() + " expressions");

        StringBuilder rules = new StringBuilder("groups:\n- name: all\n  rules:\n");
        Set<String> missing = new TreeSet<>();
        Set<String> told = scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        told.addAll(NOT_SCRAPED);
        for (String expression : expressions) {
            String written = expression.replace("$__rate_interval", "1m").replace("$instance", ".*");
            rules.append("  - record: r").append(rules.length()).append("\n    expr: >-\n      ");
            rules.append(written).append('\n');
            Set<String> names = found(NAME, NO_NAMES.matcher(written).replaceAll(" "));
            assertFalse(names.isEmpty(), expression);
            names.stream().filter(name -> !told.contains(name)).forEach(missing::add);
        }
        Path file = Files.writeString(folder.resolve("expressions.yml"), rules);
        promtool("", "check", "rules", file.toString());
        assertEquals(Set.of(), missing);
    }

    private static Set<String> names(Pattern pattern, String file) throws IOException {
        return found(pattern, Files.readString(FILES.resolve(file)));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult it) -> it.groupCount() == 0 ? it.group() : it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What promtool prints; it must be content. */
    private static String promtool(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = promtool.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said);
        return said;
    }
}
