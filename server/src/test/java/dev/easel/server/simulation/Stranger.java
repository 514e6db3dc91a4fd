package dev.easel.server.simulation;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who knows a client's UUID and sends edits under its numbers over HTTP (E15). */
final class Stranger implements Request<Answers> {
    private static final Optional<String> GROUP = Optional.of("a stranger's");

    private final Client client;
    private final List<Edit> edits = new ArrayList<>();

    private Stranger(Client client, long from, int count) {
        this.client = client;
        for (long edit = from; edit < from + count; edit++) {
            edits.add(new Edit(edit, GROUP, List.of(new Change.Delete("nothing"))));
        }
    }

    static void use(Coordination servers, Client client, Instance to, long from, int count) {
        var _ = servers.ask(to, client.project, new Stranger(client, from, count));
    }

    @Override
    public Future<Answers> serve(Instance owner) {
        return owner.rooms.submit(client.project, Principal.GUEST, client.id, edits);
    }

    @Override
    public boolean mayBeRepeated() {
        return false;
    }

    static boolean made(Event event) {
        return event.group().equals(GROUP);
    }
}
