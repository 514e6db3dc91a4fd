package dev.easel.server.simulation;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that closes: its socket breaks, and it sends all its unsettled edits once more over HTTP, beside what the
 * socket still carries (E3, E13). The answer tells what is durable.
 */
final class ClosingPage implements Request<Answers> {
    private final Client client;
    private final List<Edit> edits = new ArrayList<>();
    private final GroundTruth truth;

    ClosingPage(Client client, GroundTruth truth) {
        this.client = client;
        this.truth = truth;
    }

    void close(Coordination servers, Instance to) {
        ClientCodec codec = new ClientCodec(Conditions.LIMITS);
        for (ClientEdit made : client.outbox.unsettled()) {
            edits.add((Edit) ((Decoded.Message) codec.decode(made.frame())).message());
        }
        client.leave();
        if (!edits.isEmpty()) {
            servers.ask(to, client.project, this)
                    .onSuccess(
                            answers -> applied(answers).forEach(answer -> truth.toldDurable(client.id, answer.edit())));
        }
    }

    @Override
    public Future<Answers> serve(Instance owner) {
        return owner.rooms
                .submit(client.project, Principal.GUEST, client.id, edits)
                .compose(answers -> owner.rooms
                        .whenDurable(client.project, answers.epoch(), last(answers))
                        .map(answers));
    }

    @Override
    public boolean mayBeRepeated() {
        return false;
    }

    private static long last(Answers answers) {
        return applied(answers).stream().mapToLong(Answer.Applied::seq).max().orElse(0);
    }

    private static List<Answer.Applied> applied(Answers answers) {
        return answers.list().stream()
                .filter(Answer.Applied.class::isInstance)
                .map(Answer.Applied.class::cast)
                .toList();
    }
}
