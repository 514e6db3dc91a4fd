package dev.easel.server.simulation;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.protocol.Event;
import dev.easel.server.live.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who knows a client's UUID and sends edits under its numbers over HTTP (E15). */
final class Stranger {
    private static final Optional<String> GROUP = Optional.of("a stranger's");

    private Stranger() {}

    static void use(Client client, Instance server, long from, int count) {
        List<Edit> edits = new ArrayList<>();
        for (long edit = from; edit < from + count; edit++) {
            edits.add(new Edit(edit, GROUP, List.of(new Change.Delete("nothing"))));
        }
        var _ = server.rooms.submit(client.project, Principal.GUEST, client.id, edits);
    }

    static boolean made(Event event) {
        return event.group().equals(GROUP);
    }
}
