package dev.easel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.idempotence.AuthorId;
import dev.easel.server.store.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One project of a server, its versions and its past, as a client of the HTTP calls has them. */
final class VersionBoard {
    final TestEasel easel;
    final String project;
    final String path;

    VersionBoard(TestEasel easel) {
        this(easel, easel.createProject());
    }

    VersionBoard(TestEasel easel, String project) {
        this.easel = easel;
        this.project = project;
        this.path = "/api/projects/" + project;
    }

    /** One edit of these changes, by a client of its own; its seq. Apostrophes stand for quotation marks. */
    long edit(String... changes) {
        String body = "{\"client\":\"" + UUID.randomUUID() + "\",\"edits\":[{\"edit\":1,\"changes\":["
                + String.join(",", changes).replace('\'', '"') + "]}]}";
        return ok(200, easel.post(path + "/edits", body)).at("/results/0/seq").asLong();
    }

    static String put(String id, int x) {
        return "{'op':'put','id':'" + id + "','props':{'x':" + x + "}}";
    }

    static String patch(String id, String set) {
        return "{'op':'patch','id':'" + id + "','set':{" + set + "}}";
    }

    static String delete(String id) {
        return "{'op':'delete','id':'" + id + "'}";
    }

    /** The board as it is; what the rows hold after a flush is the same. */
    BoardModel board() {
        return easel.board(project, "live");
    }

    /** The content mirror: the rows hold what the journal comes to, at the head of the active version. */
    void assertMirrored(TestDatabase database) {
        easel.post(path + "/flush", "");
        assertEquals(board(), easel.board(project, "saved"));
        assertEquals(board(), past(seq()));
        assertEquals(1, database.number("""
                        select count(*) from project join version on version.project_id = project.id
                           and version.id = active_version and head_seq = checkpoint_seq and head_seq = seq
                         where project.id = $1""", UUID.fromString(project)));
    }

    /** The board as it was. */
    BoardModel past(long seq) {
        return BoardModel.EMPTY.with(ok(200, easel.get(path + "/state?seq=" + seq)));
    }

    long seq() {
        return ok(200, easel.get(path)).get("seq").asLong();
    }

    List<JsonNode> versions() {
        List<JsonNode> versions = new ArrayList<>();
        ok(200, easel.get(path + "/versions")).get("versions").forEach(versions::add);
        return versions;
    }

    JsonNode version(String id) {
        return ok(200, easel.get(path + "/versions/" + id));
    }

    /** The board as a version holds it. */
    BoardModel content(String version) {
        return past(version(version).get("headSeq").asLong());
    }

    String active() {
        return ok(200, easel.get(path)).get("version").asText();
    }

    String save(String name) {
        return ok(201, easel.post(path + "/versions", "{\"name\":\"" + name + "\"}"))
                .get("id")
                .asText();
    }

    JsonNode activate(String version) {
        return ok(200, easel.post(path + "/versions/" + version + "/activate", ""));
    }

    JsonNode restore(String body) {
        return ok(200, easel.post(path + "/restore", body.replace('\'', '"')));
    }

    JsonNode rollBack(String body) {
        return ok(200, easel.post(path + "/rollback", body.replace('\'', '"')));
    }

    String authorId(BoardClient client) {
        return AuthorId.of(UUID.fromString(project), client.client()).toString();
    }

    static JsonNode ok(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
        return response.body().isEmpty() ? null : TestEasel.json(response);
    }
}
