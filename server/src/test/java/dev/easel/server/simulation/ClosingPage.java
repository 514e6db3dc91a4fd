package dev.easel.server.simulation;

import dev.easel.protocol.ClientCodec;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Decoded;
import dev.easel.server.live.Answer;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import java.util.ArrayList;
import java.util.List;

/**
 * A page that closes: its socket breaks, and it sends all its unsettled edits once more over HTTP, beside what the
 * socket still carries (E3, E13). The answer tells what is durable.
 */
final class ClosingPage {
    private final Client client;
    private final Instance server;
    private final GroundTruth truth;

    ClosingPage(Client client, Instance server, GroundTruth truth) {
        this.client = client;
        this.server = server;
        this.truth = truth;
    }

    void close() {
        List<Edit> edits = new ArrayList<>();
        ClientCodec codec = new ClientCodec(Conditions.LIMITS);
        for (ClientEdit made : client.outbox.unsettled()) {
            edits.add((Edit) ((Decoded.Message) codec.decode(made.frame())).message());
        }
        client.leave();
        if (!edits.isEmpty()) {
            server.rooms
                    .submit(client.project, Principal.GUEST, client.id, edits)
                    .onSuccess(this::answered);
        }
    }

    private void answered(Answers answers) {
        List<Answer.Applied> applied = answers.list().stream()
                .filter(Answer.Applied.class::isInstance)
                .map(Answer.Applied.class::cast)
                .toList();
        long upTo = applied.stream().mapToLong(Answer.Applied::seq).max().orElse(0);
        server.rooms
                .whenDurable(client.project, answers.epoch(), upTo)
                .onSuccess(_ -> applied.forEach(answer -> truth.toldDurable(client.id, answer.edit())));
    }
}
