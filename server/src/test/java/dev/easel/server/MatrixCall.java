package dev.easel.server;

import dev.easel.server.access.Act;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A call of the matrix, made so that it succeeds for who may make it.
 *
 * @param query with its question mark; empty where none is needed
 * @param type of its body
 * @param body empty where it has none
 * @param statuses one of which it is answered where somebody is let in: success, or what it is about is not there
 */
record MatrixCall(String query, String type, String body, Set<Integer> statuses) {
    private static final String JSON = "application/json";
    private static final Set<Integer> OK = Set.of(200);

    /** Those that are not answered 200 to a call without a body. Versions and links of that id are nowhere. */
    private static final Map<String, MatrixCall> OTHERS = Map.ofEntries(
            Map.entry("GET /api/projects/:project/socket", answered(101)),
            Map.entry("POST /api/projects", sent("{}", 201)),
            Map.entry("PATCH /api/projects/:project", sent("{\"title\":\"T\"}", 200)),
            Map.entry("DELETE /api/projects/:project", answered(204, 404)), // the second time it is in the trash
            Map.entry("PATCH /api/projects/:project/settings", sent("{\"a\":1}", 200)),
            Map.entry("GET /api/projects/:project/objects/:object", answered(404)),
            Map.entry("POST /api/projects/:project/objects/:object/buffer", sent("{\"x\":1}", 202)),
            Map.entry("POST /api/projects/:project/objects/:object/flush", answered(404)),
            Map.entry("GET /api/projects/:project/objects/:object/blame", answered(404)),
            Map.entry(
                    "POST /api/projects/:project/edits",
                    sent("{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[]}", 200)),
            Map.entry("POST /api/projects/:project/flush", answered(200, 204)),
            Map.entry("POST /api/projects/:project/import", sent("{\"elements\":[]}", 200)),
            Map.entry("PUT /api/projects/:project/assets/:asset", image(201, 204)),
            Map.entry("GET /api/projects/:project/assets/:asset", answered(404)),
            Map.entry("PUT /api/projects/:project/picture", image(204)),
            Map.entry("GET /api/projects/:project/picture", answered(404)),
            Map.entry("GET /api/projects/:project/state", new MatrixCall("?seq=0", JSON, "", OK)),
            Map.entry("POST /api/projects/:project/versions", sent("{}", 201)),
            Map.entry("GET /api/projects/:project/versions/:version", answered(404)),
            Map.entry("PATCH /api/projects/:project/versions/:version", sent("{\"name\":\"A\"}", 404)),
            Map.entry("DELETE /api/projects/:project/versions/:version", answered(404)),
            Map.entry("POST /api/projects/:project/versions/:version/activate", sent("{}", 404)),
            Map.entry("POST /api/projects/:project/restore", sent("{\"seq\":0}", 200)),
            Map.entry(
                    "POST /api/projects/:project/rollback",
                    sent("{\"by\":\"zoe\",\"from\":1,\"to\":\"2100-01-01T00:00:00Z\"}", 200)),
            Map.entry("POST /api/projects/:project/fork", sent("{}", 201)),
            Map.entry("PUT /api/projects/:project/members/:user", sent("{\"role\":\"viewer\"}", 200)),
            Map.entry("DELETE /api/projects/:project/members/:user", answered(404)),
            Map.entry("POST /api/projects/:project/links", sent("{\"role\":\"viewer\"}", 201)),
            Map.entry("DELETE /api/projects/:project/links/:link", answered(404)),
            Map.entry("POST /api/projects/:project/links/redeem", sent("{\"key\":\":key\"}", 200)),
            Map.entry("POST /api/projects/:project/access-requests", sent("{}", 202)),
            Map.entry("DELETE /api/projects/:project/access-requests/:user", answered(404)),
            Map.entry("GET /api/sign-in", answered(404)), // there is no provider
            Map.entry("GET /api/sign-in/callback", answered(404)),
            Map.entry("POST /api/sign-out", answered(404)));

    static MatrixCall of(Act act) {
        return OTHERS.getOrDefault(act.method() + " " + act.path(), answered(200));
    }

    private static MatrixCall answered(Integer... statuses) {
        return new MatrixCall("", JSON, "", Set.of(statuses));
    }

    private static MatrixCall sent(String body, Integer... statuses) {
        return new MatrixCall("", JSON, body, Set.of(statuses));
    }

    private static MatrixCall image(Integer... statuses) {
        return new MatrixCall("", "image/png", "pixels", Set.of(statuses));
    }
}
