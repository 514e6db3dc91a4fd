package dev.easel.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SpecificationTest {
    private static final Pattern RULE = Pattern.compile("^\\*\\*([A-Z])(\\d+)\\*\\* ", Pattern.MULTILINE);

    @Test
    @DisplayName("The rules of each family are numbered 1, 2, 3…, each once and in order")
    void numbered() throws IOException {
        rules().forEach((family, numbers) -> {
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(i + 1, numbers.get(i), "family " + family);
            }
        });
        assertEquals("[B, D, E, J, L, O, R, S]", rules().keySet().toString());
    }

    @Test
    @DisplayName("Every bad frame names a rule that there is")
    void named() throws IOException {
        Map<String, List<Integer>> rules = rules();
        Golden.files("bad").forEach((file, text) -> {
            String rule = ByValue.tree(text).path("rule").asText();
            List<Integer> family = rules.getOrDefault(rule.substring(0, 1), List.of());
            assertTrue(family.contains(Integer.valueOf(rule.substring(1))), file + " names " + rule);
        });
    }

    private static Map<String, List<Integer>> rules() throws IOException {
        Map<String, List<Integer>> rules = new TreeMap<>();
        RULE.matcher(Files.readString(Path.of("README.md")))
                .results()
                .forEach(rule -> rules.computeIfAbsent(rule.group(1), _ -> new ArrayList<>())
                        .add(Integer.valueOf(rule.group(2))));
        return rules;
    }
}
