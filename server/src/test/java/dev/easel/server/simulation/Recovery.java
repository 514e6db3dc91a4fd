package dev.easel.server.simulation;

import dev.easel.protocol.ServerMessage.PersistenceState;
import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * The end of a world: everything works again, one server is left, and once nothing is under way all copies are
 * compared.
 */
final class Recovery {
    /** Rounds of {@link #ROUND_MS} within which nothing in the world changes any more. */
    private static final int ROUNDS = 200;

    private static final int ROUND_MS = 300;

    private final World world;
    private final Instance server;

    Recovery(World world) {
        this.world = world;
        world.conditions = world.conditions.withoutFaults();
        world.link.setUp(true);
        List<Instance> able = world.instances.stream()
                .filter(it -> !it.isDraining() && owns(it))
                .toList();
        server = able.isEmpty() ? world.start() : world.chance.one(able);
        List.copyOf(world.instances).stream().filter(it -> it != server).forEach(world::crash);
        world.note("everything works again, with", server);
    }

    /** Whether no other server has loaded a project of this one since: an idle owner does not notice that. */
    private boolean owns(Instance instance) {
        return world.database.all().stream().noneMatch(truth -> truth.wasTakenFrom(instance));
    }

    void run() {
        world.database.projects().stream()
                .filter(project -> !hasToBeSaved(project))
                .forEach(project -> server.rooms.admit(project, Principal.GUEST));
        for (int round = 0; !othersAreAtRest(); round++) {
            Rule.ALONE.holds(round < ROUNDS, this::unfinished);
            round(round);
        }
        world.database.projects().forEach(project -> world.database.fail(project, false));
        int round = 0;
        do {
            Rule.RECOVERS.holds(round < ROUNDS, this::unfinished);
            round(round++);
        } while (!isAtRest());
        world.database.projects().forEach(this::compare);
    }

    /** Whether the server has the project in memory, and saves it without being asked, or has saved it before (S5). */
    private boolean hasToBeSaved(UUID project) {
        return world.conditions.unstorable() == 0 && world.database.of(project).wasEditedBy(server);
    }

    private void round(int round) {
        for (Client client : world.clients) {
            if (client.isAway()) {
                client.connect(world.open(client, server));
            } else if (client.isConnected()) {
                client.socket().connection.drain();
            }
        }
        flow();
        world.clock.pass(ROUND_MS);
        if (round % 5 == 0) {
            server.tick();
        }
    }

    /** Does everything that can happen without time passing. */
    private void flow() {
        for (int turns = 0; move(); turns++) {
            world.check();
            Rule.RECOVERS.holds(turns < 10_000, "does not stop moving");
        }
    }

    private boolean move() {
        boolean moved = false;
        for (ManualLoop loop : server.busy()) {
            loop.turn();
            moved = true;
        }
        if (world.link.isBusy()) {
            world.note(world.link.step(world.chance, world.conditions));
            moved = true;
        }
        for (SimulatedSocket socket : List.copyOf(world.sockets)) {
            if (socket.canRead()) {
                world.note(server, "reads", socket.next());
                socket.read();
                moved = true;
            } else if (socket.canNotice()) {
                socket.notice();
            }
        }
        for (Client client : world.clients) {
            if (client.canReceive()) {
                world.note(client, "hears", client.receive());
                moved = true;
            } else if (client.canSend()) {
                client.send(Integer.MAX_VALUE);
                moved = true;
            }
        }
        return moved;
    }

    /** Edits for which no client waits may still be on their way to the database. */
    private boolean isAtRest() {
        return server.journal.undurableBytes() == 0
                && world.clients.stream().allMatch(Client::isAtRest)
                && world.database.projects().stream().allMatch(this::isSaved);
    }

    /** Whether everything is at rest but the projects for which the database fails. */
    private boolean othersAreAtRest() {
        return world.clients.stream().allMatch(client -> client.isAtRest() || world.database.isFailing(client.project))
                && world.database.projects().stream()
                        .allMatch(project -> world.database.isFailing(project) || isSaved(project));
    }

    private boolean isSaved(UUID project) {
        GroundTruth truth = world.database.of(project);
        return truth.checkpoint() == truth.seq();
    }

    private String unfinished() {
        return (server.journal.state() == PersistenceState.STOPPED ? "stopped " : "")
                + world.clients.stream()
                        .filter(it -> !it.isAtRest())
                        .map(Client::state)
                        .toList() + " "
                + world.database.all().stream()
                        .filter(truth -> truth.checkpoint() != truth.seq())
                        .map(truth -> "saved " + truth.checkpoint() + " of " + truth.seq())
                        .toList();
    }

    private void compare(UUID project) {
        GroundTruth truth = world.database.of(project);
        BoardModel board = truth.board(truth.seq());
        for (Client client : world.clients) {
            if (client.project.equals(project) && !client.isGone()) {
                Rule.EQUAL.holds(client.copy.board().equals(board), client, client.copy.board(), board);
                client.outbox.check();
            }
        }
        Future<LiveObjects> live = server.rooms.objects(project);
        flow();
        Rule.EQUAL.holds(live.succeeded() && live.result().seq() == truth.seq(), "room", live);
        Rule.EQUAL.holds(Models.of(live.result().objects()).equals(board), "room", live.result(), board);
        Loaded.Found found = (Loaded.Found)
                world.database.load(project, server, LoadLimit.NONE).result();
        Canvas loaded = Canvas.replayed(
                Conditions.LIMITS, found.checkpoint(), found.checkpointAt(), found.objects(), found.events());
        Rule.EQUAL.holds(Models.of(loaded.objects()).equals(board), "loaded again", loaded.objects(), board);
    }
}
