package dev.easel.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.live.ProjectUnavailable;
import dev.easel.server.live.ProjectUnavailable.Reason;
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
    @DisplayName("an unexpected failure is answered with a reference only")
    void unexpected() {
        Problem problem = Problem.of(new IllegalStateException("secret"));

        assertEquals(500, problem.status());
        assertFalse(problem.body().toString().contains("secret"));
        assertTrue(problem.getMessage().contains("reference"));
    }

    @Test
    @DisplayName("the body has type, title, status and detail")
    void body() {
        assertEquals(
                new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Not Found")
                        .put("status", 404)
                        .put("detail", "there is no object a"),
                new JsonObject(JsonBodies.write(Problem.noObject("a").body())));
    }
}
