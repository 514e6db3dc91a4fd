package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
import dev.easel.server.log.TraceId;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    @DisplayName(
            "a project that cannot be used is a 404 if it does not exist, and else a 503 that says when to try again")
    void unavailable(Reason reason) {
        Problem problem = Problem.of(new ProjectUnavailable(reason, null));

        assertEquals(reason == Reason.ABSENT ? 404 : 503, problem.status());
        assertEquals(reason != Reason.ABSENT, problem.retryAfterSeconds().isPresent());
    }

    @Test
    @DisplayName("of an unexpected failure only the trace id is told, in words as well")
    void unexpected() {
        Problem problem = Problem.of(new IllegalStateException("secret"));

        assertEquals(500, problem.status());
        assertFalse(problem.body(TraceId.NONE).toString().contains("secret"));
        assertTrue(problem.body(new TraceId(1, 2)).detail().endsWith("reference 00000000000000010000000000000002"));
    }

    @Test
    @DisplayName("the body has type, title, status, detail and trace id")
    void body() {
        assertEquals(
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Not Found")
                        .put("status", 404)
                        .put("detail", "there is no object a")
                        .put("traceId", "00000000000000010000000000000002"),
                new JsonObject(JsonBodies.write(Problem.noObject("a").body(new TraceId(1, 2)))));
    }
}
