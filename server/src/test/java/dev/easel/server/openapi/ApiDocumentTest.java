package dev.easel.server.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the document finds what is not as it says. */
class ApiDocumentTest {
    private static final String PROJECT = "/api/projects/00000000-0000-4000-8000-00000000000a";
    private static final String JSON = "application/json";

    private static ApiDocument document;

    @BeforeAll
    static void read() {
        document = ApiDocument.read();
    }

    @Test
    @DisplayName("an exchange as documented passes, and shows its part of the document")
    void passes() {
        String flushed = "POST /api/projects/{project}/flush: 200";
        assertTrue(document.unseen().contains(flushed));
        document.check(exchange("POST", PROJECT + "/flush", "", 200, JSON, "{\"seq\":7}"));
        assertFalse(document.unseen().contains(flushed));
    }

    @Test
    @DisplayName("a path, a method, a status or a parameter that the document does not name is found")
    void unknown() {
        fails("does not name this call", exchange("GET", "/api/other", "", 200, JSON, "{}"));
        fails("does not name this call", exchange("PUT", PROJECT, "", 200, JSON, "{}"));
        fails("does not name this status", exchange("DELETE", PROJECT, "", 200, JSON, "{}"));
        fails("[deep]", exchange("POST", PROJECT + "/flush?deep=1", "", 204, "", ""));
    }

    @Test
    @DisplayName("a body, a header or a parameter that is not as its schema says is found")
    void invalid() {
        String flush = PROJECT + "/flush";
        fails("body", exchange("POST", flush, "", 200, JSON, "{\"seq\":\"7\"}"));
        fails("body", exchange("POST", flush, "", 200, JSON, "{}"));
        fails("body", exchange("POST", flush, "", 200, JSON, "{\"seq\":7,\"more\":1}"));
        fails("text/plain", exchange("POST", flush, "", 200, "text/plain", "{\"seq\":7}"));
        fails("does not name a body", exchange("POST", flush, "", 204, JSON, "{}"));
        String unavailable = "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":503,\"detail\":\"d\"}";
        fails("Retry-After", exchange("POST", flush, "", 503, "application/problem+json", unavailable));
        fails("limit", exchange("GET", "/api/projects?limit=0", "", 200, JSON, "{\"projects\":[],\"next\":null}"));
        fails("project", exchange("POST", "/api/projects/7/flush", "", 204, "", ""));
        String edit = "{\"client\":\"no\",\"edits\":[]}";
        fails("body", exchange("POST", PROJECT + "/edits", edit, 200, JSON, "{\"results\":[],\"durable\":0}"));
    }

    @Test
    @DisplayName("a request that is answered with its own fault may be at fault")
    void refused() {
        String problem = "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":400,\"detail\":\"d\"}";
        document.check(exchange("GET", "/api/projects?limit=0", "", 400, "application/problem+json", problem));
    }

    private static void fails(String why, Exchange exchange) {
        AssertionError failure = assertThrows(AssertionError.class, () -> document.check(exchange));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
        assertEquals(0, failure.getMessage().indexOf(exchange.toString()));
    }

    private static Exchange exchange(String method, String uri, String sent, int status, String type, String body) {
        return new Exchange(
                method,
                URI.create(uri),
                headers(sent.isEmpty() ? "" : JSON),
                sent.getBytes(StandardCharsets.UTF_8),
                status,
                headers(type),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpHeaders headers(String type) {
        return HttpHeaders.of(type.isEmpty() ? Map.of() : Map.of("Content-Type", List.of(type)), (_, _) -> true);
    }
}
