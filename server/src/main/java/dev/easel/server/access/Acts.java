package dev.easel.server.access;

import static dev.easel.server.access.Need.ANYBODY;
import static dev.easel.server.access.Need.EDITOR;
import static dev.easel.server.access.Need.MEMBER;
import static dev.easel.server.access.Need.OPERATOR;
import static dev.easel.server.access.Need.OWNER;
import static dev.easel.server.access.Need.OWNER_ALSO_OF_TRASH;
import static dev.easel.server.access.Need.OWNER_OR_ONESELF;
import static dev.easel.server.access.Need.PERSON;
import static dev.easel.server.access.Need.PERSON_AT_PROJECT;
import static dev.easel.server.access.Need.PERSON_WHO_VIEWS;
import static dev.easel.server.access.Need.VIEWER;

import java.util.List;

/**
 * All calls, and what each demands. The matrix in {@code server/docs/access.md} is the same for people. A call that is
 * not here cannot be put on a router.
 */
public final class Acts {
    private static final String PROJECTS = "/api/projects";
    private static final String PROJECT = PROJECTS + "/:project";
    private static final String OBJECT = PROJECT + "/objects/:object";
    private static final String VERSION = PROJECT + "/versions/:version";

    private static final String MEMBERS = PROJECT + "/members";
    private static final String REQUESTS = PROJECT + "/access-requests";

    /** The upgrade to a WebSocket. What may be said over it is decided by the role that it has at that moment. */
    public static final Act SOCKET = new Act("GET", PROJECT + "/socket", VIEWER);

    private static final List<Act> ALL = List.of(
            new Act("GET", PROJECTS, PERSON),
            new Act("POST", PROJECTS, PERSON),
            new Act("GET", PROJECT, VIEWER),
            new Act("PATCH", PROJECT, EDITOR),
            new Act("DELETE", PROJECT, OWNER_ALSO_OF_TRASH),
            new Act("POST", PROJECT + "/undelete", OWNER_ALSO_OF_TRASH),
            new Act("PATCH", PROJECT + "/settings", EDITOR),
            SOCKET,
            new Act("GET", PROJECT + "/objects", VIEWER),
            new Act("GET", OBJECT, VIEWER),
            new Act("POST", OBJECT + "/buffer", EDITOR),
            new Act("POST", OBJECT + "/flush", EDITOR),
            new Act("GET", OBJECT + "/history", VIEWER),
            new Act("GET", OBJECT + "/blame", VIEWER),
            new Act("POST", PROJECT + "/edits", EDITOR),
            new Act("POST", PROJECT + "/flush", EDITOR),
            new Act("POST", PROJECT + "/import", EDITOR),
            new Act("GET", PROJECT + "/export", VIEWER),
            new Act("PUT", PROJECT + "/assets/:asset", EDITOR),
            new Act("GET", PROJECT + "/assets/:asset", VIEWER),
            new Act("PUT", PROJECT + "/picture", EDITOR),
            new Act("GET", PROJECT + "/picture", VIEWER),
            new Act("GET", PROJECT + "/state", VIEWER),
            new Act("GET", PROJECT + "/events", VIEWER),
            new Act("GET", PROJECT + "/events/stream", VIEWER),
            new Act("GET", PROJECT + "/history", VIEWER),
            new Act("GET", PROJECT + "/deleted", VIEWER),
            new Act("POST", PROJECT + "/versions", EDITOR),
            new Act("GET", PROJECT + "/versions", VIEWER),
            new Act("GET", VERSION, VIEWER),
            new Act("PATCH", VERSION, EDITOR),
            new Act("DELETE", VERSION, EDITOR),
            new Act("POST", VERSION + "/activate", EDITOR),
            new Act("POST", PROJECT + "/restore", EDITOR),
            new Act("POST", PROJECT + "/rollback", EDITOR),
            new Act("POST", PROJECT + "/fork", PERSON_WHO_VIEWS),
            new Act("GET", MEMBERS, MEMBER),
            new Act("PUT", MEMBERS + "/:user", OWNER),
            new Act("DELETE", MEMBERS + "/:user", OWNER_OR_ONESELF),
            new Act("GET", PROJECT + "/links", OWNER),
            new Act("POST", PROJECT + "/links", OWNER),
            new Act("DELETE", PROJECT + "/links/:link", OWNER),
            new Act("POST", PROJECT + "/links/redeem", ANYBODY),
            new Act("GET", REQUESTS, OWNER),
            new Act("POST", REQUESTS, PERSON_AT_PROJECT),
            new Act("DELETE", REQUESTS + "/:user", OWNER),
            new Act("GET", "/api/me", ANYBODY),
            new Act("GET", PROJECT + "/audit", OWNER_ALSO_OF_TRASH),
            new Act("GET", "/api/audit", OPERATOR),
            new Act("GET", "/api/dashboard", OPERATOR),
            new Act("GET", "/api/sign-in", ANYBODY),
            new Act("GET", "/api/sign-in/callback", ANYBODY),
            new Act("POST", "/api/sign-out", ANYBODY),
            new Act("GET", "/metrics", OPERATOR),
            new Act("GET", "/health/live", ANYBODY),
            new Act("GET", "/health/started", ANYBODY),
            new Act("GET", "/health/ready", ANYBODY),
            new Act("GET", "/version", ANYBODY),
            new Act("GET", "/", ANYBODY),
            new Act("GET", "/dashboard", ANYBODY),
            new Act("GET", "/p/:project", ANYBODY),
            new Act("GET", "/p/:project/objects/:object", ANYBODY));

    private Acts() {}

    public static List<Act> all() {
        return ALL;
    }

    /** @throws IllegalStateException nobody has said what it demands */
    public static Act of(String method, String path) {
        return ALL.stream()
                .filter(it -> it.method().equals(method) && it.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(method + " " + path + " has no row in Acts"));
    }
}
