package dev.easel.server.forwarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedPathTest {
    private static final UUID PROJECT = UUID.fromString("8c7a1f3e-2b1d-4c3e-9f10-1a2b3c4d5e6f");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/socket",
                "/edits",
                "/objects",
                "/objects/assets",
                "/objects/a",
                "/objects/a/flush",
                "/objects/history",
                "/history-of",
                "/assetsx",
                "/pictures",
                "/import",
                "/anything/new"
            })
    @DisplayName("all of one project is the owner's")
    void owned(String rest) {
        assertEquals(Optional.of(PROJECT), OwnedPath.project("/api/projects/" + PROJECT + rest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets",
                "/assets/",
                "/assets/photo",
                "/picture",
                "/state",
                "/events",
                "/events/stream",
                "/history",
                "/deleted/",
                "/objects/a/history",
                "/objects/a/blame"
            })
    @DisplayName("images and the past are answered by anybody")
    void anybodys(String rest) {
        assertEquals(Optional.empty(), OwnedPath.project("/api/projects/" + PROJECT + rest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/projects", "/api/projects/", "/api/projects/x/edits", "/health/ready", "/p/a"})
    @DisplayName("lists, new projects, health and pages are answered by anybody")
    void others(String path) {
        assertEquals(Optional.empty(), OwnedPath.project(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket", "/socket/", "/objects/socket", "/socket/x", "/socketx", ""})
    @DisplayName("sockets are asked for at one path of a project")
    void socket(String rest) {
        assertEquals(
                rest.equals("/socket") || rest.equals("/socket/"),
                OwnedPath.isSocket("/api/projects/" + PROJECT + rest));
    }
}
