package dev.easel.server.http;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.protocol.DecodedEdits;
import dev.easel.protocol.DecodedEdits.Batch;
import dev.easel.server.bulk.BulkEdits;
import dev.easel.server.bulk.Durability;
import dev.easel.server.bulk.EditRate;
import dev.easel.server.call.Call;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.LiveProjects;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Edits over HTTP: the same as on the socket, and answered once durable. Sending a request again is harmless: an edit
 * that the project has already is answered with its seq.
 */
final class EditResource {
    /** The most bytes of a body that is decoded on the event loop. */
    private static final int SMALL = 32 << 10;

    /** What edits take of memory once they are decoded, in bytes of their body, which is there as well. */
    private static final int DECODED = 4;

    private final ClientCodec codec;
    private final LiveProjects live;
    private final BulkEdits edits;
    private final EditRates rates;
    private final Durability durability;

    EditResource(LiveProjects live, EditRates rates, Durability durability, HttpSettings settings) {
        this.codec = new ClientCodec(settings.limits());
        this.live = live;
        this.edits = new BulkEdits(live, settings.timeoutMs());
        this.rates = rates;
        this.durability = durability;
    }

    Future<Reply> submit(Call call) {
        UUID project = call.project();
        boolean onceDurable = call.word("wait", "durable", "applied").equals("durable");
        return call.json(HttpSettings.EDITS_BYTES, DECODED)
                .compose(body -> decode(call.vertx(), body))
                .compose(batch -> submit(call, project, batch)
                        .compose(answers -> durable(project, answers, onceDurable)
                                .map(durable -> EditResults.of(batch, answers.list(), durable)
                                        .reply())));
    }

    private Future<Answers> submit(Call call, UUID project, Batch batch) {
        EditRate rate = rates.of(call.connection(), call::now);
        return call.work(work -> edits.submit(project, call.principal(), batch.client(), accepted(batch), rate, work));
    }

    private Future<Batch> decode(Vertx vertx, byte[] body) {
        return body.length <= SMALL
                ? Future.succeededFuture(decode(body))
                : vertx.executeBlocking(() -> decode(body), false);
    }

    private Batch decode(byte[] body) {
        return switch (codec.decodeEdits(body)) {
            case Batch batch -> batch;
            case DecodedEdits.Malformed malformed -> throw Problem.badRequest(malformed.reason());
        };
    }

    /** The edits that the codec accepts. */
    private static List<Edit> accepted(Batch batch) {
        List<Edit> edits = new ArrayList<>();
        for (Decoded decoded : batch.edits()) {
            if (decoded instanceof Decoded.Message(Edit edit)) {
                edits.add(edit);
            }
        }
        return edits;
    }

    private Future<Long> durable(UUID project, Answers answers, boolean onceDurable) {
        long highest = highest(answers.list());
        return onceDurable && highest > 0 ? durability.reach(project, answers.epoch(), highest) : live.durable(project);
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
}
