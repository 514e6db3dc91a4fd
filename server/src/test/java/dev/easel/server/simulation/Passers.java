package dev.easel.server.simulation;

import dev.easel.protocol.Change;
import dev.easel.protocol.ClientMessage.Edit;
import dev.easel.server.live.Answers;
import dev.easel.server.live.Principal;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Many who make one edit each over HTTP and do not come back: so there are more authors than numbers (B9). */
final class Passers implements Request<List<Answers>> {
    private final UUID project;
    private final List<UUID> clients = new ArrayList<>();

    private Passers(UUID project, Chance chance, int count) {
        this.project = project;
        for (int i = 0; i < count; i++) {
            clients.add(chance.uuid());
        }
    }

    static void pass(Coordination servers, UUID project, Instance to, Chance chance, int count) {
        var _ = servers.ask(to, project, new Passers(project, chance, count));
    }

    @Override
    public Future<List<Answers>> serve(Instance owner) {
        Edit edit = new Edit(1, Optional.empty(), List.of(new Change.Delete("nothing")));
        List<Future<Answers>> answers = clients.stream()
                .map(client -> owner.rooms.submit(project, Principal.GUEST, client, List.of(edit)))
                .toList();
        return Future.join(answers)
                .map(_ -> answers.stream().map(Future::result).toList());
    }

    @Override
    public boolean mayBeRepeated() {
        return false;
    }
}
