package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** How often clients heard what, so that it can be told whether the worlds reach everything there is. */
final class Tally {
    private final Map<String, Integer> heard = new TreeMap<>();

    void count(JsonNode message) {
        count(message.get("type").asText());
        for (String what : new String[] {"reason", "state", "code"}) {
            if (message.path(what).isTextual()) {
                count(message.get(what).asText());
            }
        }
    }

    void count(String what) {
        heard.merge(what, 1, Integer::sum);
    }

    int of(String what) {
        return heard.getOrDefault(what, 0);
    }

    @Override
    public String toString() {
        return heard.toString();
    }
}
