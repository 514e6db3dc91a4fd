package dev.easel.server.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** How often clients received each kind of message: shows whether the worlds reach every situation. */
public final class MessageCounts {
    private final Map<String, Integer> received = new TreeMap<>();

    public void count(JsonNode message) {
        count(message.get("type").asText());
        for (String what : new String[] {"reason", "state", "code"}) {
            if (message.path(what).isTextual()) {
                count(message.get(what).asText());
            }
        }
    }

    public void count(String what) {
        received.merge(what, 1, Integer::sum);
    }

    public int of(String what) {
        return received.getOrDefault(what, 0);
    }

    @Override
    public String toString() {
        return received.toString();
    }
}
