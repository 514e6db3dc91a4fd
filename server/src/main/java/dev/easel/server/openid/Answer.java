package dev.easel.server.openid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * What a provider has answered.
 *
 * @param status of HTTP
 * @param body {@link Fetches#MOST_BYTES} at most
 */
record Answer(int status, byte[] body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int OK = 200;

    boolean isGood() {
        return status == OK;
    }

    /** The JSON object that it is; empty where it is none. */
    Optional<ObjectNode> object() {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The code by which OAuth names what is wrong (RFC 6749, 5.2); empty where it names none. */
    String error() {
        return object().map(it -> it.path("error").asText("")).orElse("");
    }
}
