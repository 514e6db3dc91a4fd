package dev.easel.server.simulation;

import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.persistence.LoadLimit;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The end of a world: everything works again, and once nothing is under way all copies are compared. */
final class Recovery {
    /** Rounds of {@link #ROUND_MS} within which nothing in the world changes any more. */
    private static final int ROUNDS = 200;

    private static final int ROUND_MS = 300;

    /** Rounds at rest, one after the other: in the first some timer may have brought what is still to be told. */
    private static final int CALM = 2;

    private final World world;
    private final Flow flow;
    private final List<Instance> servers;
    private final Map<UUID, Future<Void>> admissions = new HashMap<>();

    Recovery(World world) {
        this.world = world;
        world.conditions = world.conditions.withoutFaults();
        world.link.setUp(true);
        flow = new Flow(world);
        servers = world.coordination.recover(
                world.instances.stream().filter(it -> !it.isDraining()).toList());
        List.copyOf(world.instances).stream()
                .filter(it -> !servers.contains(it))
                .forEach(world::crash);
        world.note("everything works again, with", servers);
    }

    void run() {
        admit();
        for (int round = 0; !othersAreAtRest(); round++) {
            (isAnybodyAway() ? Rule.LIVE : Rule.ALONE).holds(round < ROUNDS, this::unfinished);
            round(round);
        }
        world.database.projects().forEach(project -> world.database.fail(project, false));
        int calm = 0;
        for (int round = 0; calm < CALM; round++) {
            Rule.RECOVERS.holds(round < ROUNDS, this::unfinished);
            round(round);
            calm = isAtRest() ? calm + 1 : 0;
        }
        world.database.projects().forEach(this::compare);
    }

    /** Brings into memory what no server has to save without being asked. What was refused is asked again. */
    private void admit() {
        for (UUID project : world.database.projects()) {
            Future<Void> before = admissions.get(project);
            if (!hasToBeSaved(project) && (before == null || before.failed())) {
                Ask<Void> admission = owner -> owner.rooms.admit(project, Principal.GUEST);
                admissions.put(project, world.coordination.ask(any(), project, admission));
            }
        }
    }

    /** Whether a server has the project in memory, and saves it without being asked, or has saved it before (S5). */
    private boolean hasToBeSaved(UUID project) {
        GroundTruth truth = world.database.of(project);
        return world.conditions.unstorable() == 0 && servers.stream().anyMatch(truth::wasEditedBy);
    }

    private Instance any() {
        return servers.size() == 1 ? servers.getFirst() : world.chance.one(servers);
    }

    private boolean isAnybodyAway() {
        return world.clients.stream()
                .anyMatch(client -> !client.isGone() && !client.isLive() && !world.database.isFailing(client.project));
    }

    private void round(int round) {
        for (Client client : world.clients) {
            if (client.isAway()) {
                client.connect(world.open(client, any()));
            } else if (client.isConnected()) {
                client.socket().connection.drain();
            }
        }
        flow();
        world.clock.pass(ROUND_MS);
        if (round % 5 == 0) {
            servers.forEach(Instance::tick);
        }
        admit();
    }

    /** Does everything that can happen without time passing. */
    private void flow() {
        for (int turns = 0; flow.move(); turns++) {
            world.check();
            Rule.RECOVERS.holds(turns < 100_000, "does not stop moving");
        }
    }

    /** Edits for which no client waits may still be on their way to the database. */
    private boolean isAtRest() {
        return servers.stream().allMatch(it -> it.journal.undurableBytes() == 0)
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
        return servers.stream().map(it -> it + " " + it.journal.state()).toList() + " "
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
        Future<LiveObjects> live = live(project);
        Rule.EQUAL.holds(live.succeeded() && live.result().seq() == truth.seq(), "room", live);
        Rule.EQUAL.holds(Models.of(live.result().objects()).equals(board), "room", live.result(), board);
        Loaded.Found found = (Loaded.Found)
                world.database.load(project, any(), LoadLimit.NONE).result();
        Canvas loaded = found.replayed(Conditions.LIMITS);
        Rule.EQUAL.holds(Models.of(loaded.objects()).equals(board), "loaded again", loaded.objects(), board);
    }

    /** What is in memory; where nobody had to ask before, it takes a while to find an owner dead. */
    private Future<LiveObjects> live(UUID project) {
        Ask<LiveObjects> objects = owner -> owner.rooms.objects(project);
        Future<LiveObjects> live = world.coordination.ask(any(), project, objects);
        flow();
        for (int round = 0; round < ROUNDS && !live.succeeded(); round++) {
            round(round);
            live = world.coordination.ask(any(), project, objects);
            flow();
        }
        return live;
    }

    /** What may be asked of any server. */
    @FunctionalInterface
    private interface Ask<T> extends Request<T> {
        @Override
        default boolean mayBeRepeated() {
            return true;
        }
    }
}
