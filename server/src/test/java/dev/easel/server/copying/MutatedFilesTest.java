package dev.easel.server.copying;

import dev.easel.server.excalidraw.InvalidDrawing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file, its copy is sound ({@link SoundBoard}), or there is none. */
class MutatedFilesTest {
    private static final int MUTANTS = 500;

    /** What stands where something else should. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1e7",
            "-1e308",
            "1e999",
            "NaN",
            "\"\"",
            "\"a\"",
            "\"f\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "[]",
            "{}",
            "[[0,0],[1,1]]",
            "[null,[0],[-2e6,3],[4,5,6]]",
            "{\"id\":\"a\",\"type\":\"text\"}",
            "{\"elementId\":\"f\",\"focus\":0}",
            "{\"type\":\"ellipse\",\"label\":{\"text\":\"x\"}}",
            "{\"text\":\"word word word\",\"fontSize\":900}");

    /** One of each kind that names others. */
    private static final String DRAWING = """
            {"elements":[
            {"id":"f","type":"frame","x":0,"y":0,"width":400,"height":300,"children":["a","b"],"name":"F"},
            {"id":"a","type":"rectangle","x":10,"y":20,"width":100,"height":50,"angle":0.5,"groupIds":["g","h"],
             "frameId":"f","boundElements":[{"id":"t","type":"text"},{"id":"r","type":"arrow"}],"index":"a1"},
            {"id":"t","type":"text","x":12,"y":22,"width":80,"height":25,"text":"words","originalText":"words",
             "fontSize":20,"lineHeight":1.25,"containerId":"a","frameId":"f","groupIds":["g","h"]},
            {"id":"b","type":"diamond","label":{"text":"a longer label"},"frameId":"f"},
            {"id":"r","type":"arrow","x":110,"y":45,"width":90,"height":10,"points":[[0,0],[50,5],[90,10]],
             "startBinding":{"elementId":"a","focus":0,"gap":1},"endBinding":{"elementId":"b","focus":0,"gap":1},
             "label":{"text":"on the arrow"}},
            {"id":"s","type":"arrow","x":0,"y":0,"start":{"id":"a"},"end":{"type":"ellipse","id":"e"}},
            {"id":"p","type":"freedraw","x":5,"y":6,"points":[[0,0],[3,4],[8,9]],"pressures":[0.1,0.5,0.9]},
            {"id":"i","type":"image","x":1,"y":1,"width":9,"height":9,"fileId":"p","scale":[1,1]}],
            "files":{"p":{"id":"p","mimeType":"image/png","dataURL":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUg=="}},
            "appState":{"viewBackgroundColor":"#fff","gridSize":20}}""";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    @DisplayName("a file in which values are others, and parts are missing, or there twice")
    void mutants(int seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTANTS; i++) {
            StringBuilder text = new StringBuilder(DRAWING);
            for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
                mutate(text, random);
            }
            check(text.toString(), seed);
        }
    }

    private static void check(String text, int seed) {
        try {
            Copies.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidDrawing _) {
            return; // and told so
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + text, failure);
        }
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length());
        int length = Math.min(text.length() - at, 1 + random.nextInt(40));
        switch (random.nextInt(8)) {
            case 0 -> text.delete(at, at + length);
            case 1 -> text.insert(at, text.substring(at, at + length));
            case 2 -> text.insert(random.nextInt(text.length()), text.substring(at, at + length));
            default -> replaceValue(text, at, ODD.get(random.nextInt(ODD.size())));
        }
    }

    /** Puts another value in place of the one that begins, or stands, behind this place. */
    private static void replaceValue(StringBuilder text, int from, String value) {
        int colon = text.indexOf(":", from);
        if (colon < 0) {
            return;
        }
        int end = colon + 1;
        int depth = 0;
        boolean isQuoted = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            isQuoted ^= c == '"';
            if (!isQuoted && depth == 0 && (c == ',' || c == '}' || c == ']')) {
                break;
            }
            depth += isQuoted ? 0 : c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            end++;
        }
        text.replace(colon + 1, end, value);
    }
}
