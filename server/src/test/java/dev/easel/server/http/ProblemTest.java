package dev.easel.server.http;

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
            "a room that cannot be entered is a 404 where there is none, and else a 503 that says when to try again")
    void rooms(Reason reason) {
        Problem problem = Problem.of(new ProjectUnavailable(reason, null));

        assertEquals(reason == Reason.ABSENT ? 404 : 503, problem.status());
        assertEquals(reason != Reason.ABSENT, problem.retryAfterSeconds().isPresent());
    }

    @Test
    @DisplayName("what nobody expected tells a reference and nothing of the inside")
    void unexpected() {
        Problem problem = Problem.of(new IllegalStateException("secret"));

        assertEquals(500, problem.status());
        assertFalse(new String(problem.toBytes()).contains("secret"));
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
                        .put("detail", "there is no object a?b"),
                new JsonObject(new String(Problem.noObject("a\u0000b").toBytes())));
    }

    @Test
    @DisplayName("a board is saved under its title, without what a file name cannot have")
    void file_names() {
        assertEquals(
                "attachment; filename=\"My board.excalidraw\"; filename*=UTF-8''My%20board.excalidraw",
                ExportResource.disposition("My board"));
        assertEquals(
                "attachment; filename=\"_ _ x.excalidraw\"; filename*=UTF-8''%C3%A9%20%F0%9F%91%8B%20x.excalidraw",
                ExportResource.disposition("é/👋\"\r\n\\x"));
        assertEquals(
                "attachment; filename=\"board...excalidraw\"; filename*=UTF-8''board...excalidraw",
                ExportResource.disposition(".."));
    }
}
