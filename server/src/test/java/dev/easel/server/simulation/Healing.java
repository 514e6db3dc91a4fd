package dev.easel.server.simulation;

import dev.easel.protocol.reference.BoardModel;
import dev.easel.server.canvas.Canvas;
import dev.easel.server.live.LiveObjects;
import dev.easel.server.live.Principal;
import dev.easel.server.persistence.Loaded;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/** The end of a world: everything works again, one server is left, and it all comes to rest and is compared. */
final class Healing {
    /** Rounds of {@link #ROUND_MS} within which it must. */
    private static final int ROUNDS = 200;

    private static final int ROUND_MS = 300;

    private final World world;
    private final Instance server;

    Healing(World world) {
        this.world = world;
        world.weather = world.weather.calm();
        world.cable.setUp(true);
        List<Instance> able = world.instances.stream()
                .filter(it -> !it.isDraining() && owns(it))
                .toList();
        server = able.isEmpty() ? world.start() : world.chance.one(able);
        List.copyOf(world.instances).stream().filter(it -> it != server).forEach(world::crash);
        world.note("everything works again, with", server);
    }

    /** Whether nothing of what it has was taken over: an owner that sits still finds that out only by a lease. */
    private boolean owns(Instance instance) {
        return world.vault.all().stream().noneMatch(history -> history.wasTakenFrom(instance));
    }

    void heal() {
        world.vault.projects().stream()
                .filter(project -> !hasToBeSaved(project))
                .forEach(project -> server.rooms.admit(project, Principal.GUEST));
        for (int round = 0; !isAtRest(); round++) {
            Rule.HEALS.holds(round < ROUNDS, restless());
            round(round);
        }
        world.vault.projects().forEach(this::compare);
    }

    /** What this server had in memory it saves by itself, or has saved before it left memory (S5). */
    private boolean hasToBeSaved(UUID project) {
        return world.weather.unstorable() == 0 && world.vault.of(project).wasEditedBy(server);
    }

    private void round(int round) {
        for (Client client : world.clients) {
            if (client.isAway()) {
                client.connect(world.open(client, server));
            } else if (client.isConnected()) {
                client.door().wire.drain();
            }
        }
        flow();
        world.clock.pass(ROUND_MS);
        if (round % 5 == 0) {
            server.tick();
        }
    }

    /** Everything that can move without time passing moves. */
    private void flow() {
        for (int turns = 0; move(); turns++) {
            world.check();
            Rule.HEALS.holds(turns < 10_000, "goes on without end");
        }
    }

    private boolean move() {
        boolean moved = false;
        for (HandLoop loop : server.busy()) {
            loop.turn();
            moved = true;
        }
        if (world.cable.isBusy()) {
            world.note(world.cable.step(world.chance, world.weather));
            moved = true;
        }
        for (Door door : List.copyOf(world.doors)) {
            if (door.canRead()) {
                world.note(server, "reads", door.next());
                door.read();
                moved = true;
            } else if (door.canNotice()) {
                door.notice();
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

    private boolean isAtRest() {
        return world.clients.stream().allMatch(Client::isAtRest)
                && world.vault.all().stream().allMatch(history -> history.checkpoint() == history.seq());
    }

    private String restless() {
        return (server.journal.takesMore() ? "" : "stopped ")
                + world.clients.stream()
                        .filter(it -> !it.isAtRest())
                        .map(Client::state)
                        .toList() + " "
                + world.vault.all().stream()
                        .filter(history -> history.checkpoint() != history.seq())
                        .map(history -> "saved " + history.checkpoint() + " of " + history.seq())
                        .toList();
    }

    private void compare(UUID project) {
        History history = world.vault.of(project);
        BoardModel board = history.board(history.seq());
        for (Client client : world.clients) {
            if (client.project.equals(project) && !client.isGone()) {
                Rule.EQUAL.holds(client.copy.board().equals(board), client, client.copy.board(), board);
                client.outbox.check();
            }
        }
        Future<LiveObjects> live = server.rooms.objects(project);
        flow();
        Rule.EQUAL.holds(live.succeeded() && live.result().seq() == history.seq(), "room", live);
        Rule.EQUAL.holds(Boards.of(live.result().objects()).equals(board), "room", live.result(), board);
        Loaded.Found found = (Loaded.Found) world.vault.load(project, server).result();
        Canvas anew = Canvas.replayed(
                Weather.LIMITS, found.checkpoint(), found.checkpointAt(), found.objects(), found.events());
        Rule.EQUAL.holds(Boards.of(anew.objects()).equals(board), "loaded anew", anew.objects(), board);
    }
}
