package dev.easel.server.http;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.DecodedEdits;
import dev.easel.protocol.DecodedEdits.Batch;
import dev.easel.protocol.JsonWriter;
import dev.easel.protocol.Limits;
import dev.easel.protocol.Refusal;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/**
 * Edits over HTTP: the same as on the socket, and answered once durable. Sending a request again is harmless: an edit
 * the project has already is answered with its seq.
 */
final class EditResource {
    /** Bytes of a body of edits. */
    static final int BODY = 16 << 20;

    /** Bytes of a body that is read right on the event loop. */
    private static final int SMALL = 32 << 10;

    private final ClientCodec codec;
    private final LiveProjects live;
    /** Before the first portion is answered. */
    private static final Answers NONE = new Answers(0, List.of());

    private final Durability durability;

    EditResource(Limits limits, LiveProjects live, Durability durability) {
        this.codec = new ClientCodec(limits);
        this.live = live;
        this.durability = durability;
    }

    Future<Reply> submit(Call call) {
        UUID project = call.project();
        boolean onceDurable = call.word("wait", "durable", "applied").equals("durable");
        return call.body(BODY)
                .compose(body -> decode(call.vertx(), body))
                .compose(batch -> submit(project, call.principal(), batch, onceDurable));
    }

    private Future<Batch> decode(Vertx vertx, Buffer body) {
        return body.length() <= SMALL
                ? Future.succeededFuture(decode(body))
                : vertx.executeBlocking(() -> decode(body), false);
    }

    private Batch decode(Buffer body) {
        return switch (codec.decodeEdits(body.getBytes())) {
            case Batch batch -> batch;
            case DecodedEdits.Malformed malformed -> throw Problem.badRequest(malformed.reason());
        };
    }

    private Future<Reply> submit(UUID project, Principal principal, Batch batch, boolean onceDurable) {
        List<Edit> edits = new ArrayList<>();
        for (Decoded decoded : batch.edits()) {
            if (decoded instanceof Decoded.Message(Edit edit)) {
                edits.add(edit);
            }
        }
        Iterator<List<Edit>> portions = Portions.cut(
                        edits, edit -> edit.changes().size(), EditResource::bytes)
                .iterator();
        return submit(project, principal, batch.client(), portions, NONE)
                .compose(answers -> (onceDurable ? durable(project, answers) : durability.now(project))
                        .map(durable -> Reply.json(results(batch, answers.list(), durable))));
    }

    private Future<Answers> submit(
            UUID project, Principal principal, UUID client, Iterator<List<Edit>> portions, Answers before) {
        if (!portions.hasNext()) {
            return Future.succeededFuture(before);
        }
        return live.submit(project, principal, client, portions.next())
                .compose(answered -> submit(project, principal, client, portions, joined(before, answered)));
    }

    /** In another life of the room, what was applied in an earlier one may be gone: the caller sends it all again. */
    private static Answers joined(Answers before, Answers answered) {
        if (before != NONE && before.epoch() != answered.epoch()) {
            throw Problem.unavailable("the project was loaded anew meanwhile; send the same edits again", 1, null);
        }
        List<Answer> all = new ArrayList<>(before.list());
        all.addAll(answered.list());
        return new Answers(answered.epoch(), all);
    }

    private Future<Long> durable(UUID project, Answers answers) {
        long highest = highest(answers.list());
        return highest == 0 ? durability.now(project) : durability.reach(project, answers.epoch(), highest);
    }

    private static long highest(List<Answer> answers) {
        long highest = 0;
        for (Answer answer : answers) {
            if (answer instanceof Answer.Applied applied) {
                highest = Math.max(highest, applied.seq());
            }
        }
        return highest;
    }

    /** Every edit in the order it was sent, those the codec would not take in their places. */
    private static JsonWriter results(Batch batch, List<Answer> answers, long durable) {
        Iterator<Answer> next = answers.iterator();
        JsonWriter out = new JsonWriter(64 + 32 * batch.edits().size())
                .open('{')
                .name("results")
                .open('[');
        for (Decoded decoded : batch.edits()) {
            switch (decoded) {
                case Decoded.Unacceptable unacceptable -> refused(out, unacceptable.edit(), unacceptable.refusal());
                case Decoded.Message _ -> answer(out, next.next());
                case Decoded.Malformed _ -> throw new IllegalStateException("a batch holds nothing malformed");
            }
        }
        return out.close(']').field("durable", durable).close('}');
    }

    private static void answer(JsonWriter out, Answer answer) {
        switch (answer) {
            case Answer.Applied applied ->
                out.open('{')
                        .field("edit", applied.edit())
                        .field("seq", applied.seq())
                        .close('}');
            case Answer.Refused refused -> refused(out, refused.edit(), refused.refusal());
        }
    }

    private static void refused(JsonWriter out, long edit, Refusal refusal) {
        out.open('{')
                .field("edit", edit)
                .name("refused")
                .open('{')
                .field("code", refusal.code().wire())
                .field("message", refusal.message())
                .close('}')
                .close('}');
    }

    private static int bytes(Edit edit) {
        int bytes = 0;
        for (Change change : edit.changes()) {
            bytes += switch (change) {
                case Change.Put put -> put.props().length();
                case Change.Patch patch ->
                    patch.set().length()
                            + patch.append().stream()
                                    .mapToInt(append -> append.values().length())
                                    .sum();
                case Change.Delete _ -> 0;
            };
        }
        return bytes;
    }
}
