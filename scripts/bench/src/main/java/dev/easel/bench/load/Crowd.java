package dev.easel.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * As many clients in each of some rooms, each with a rectangle of its own to move. A client's number tells its turn, and
 * the turns go around the rooms, so that a room's edits are spread as evenly as all are.
 */
public final class Crowd {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    private final Wire wire;
    private final int perRoom;
    private final List<Client> clients;
    private long nextEdit = 1;

    private Crowd(Wire wire, int perRoom, List<Client> clients) {
        this.wire = wire;
        this.perRoom = perRoom;
        this.clients = List.copyOf(clients);
    }

    /** Returns once everybody is in and has seen everybody's rectangle. */
    public static Crowd join(Wire wire, List<Room> rooms, int perRoom) throws IOException {
        Tally nothing = new Tally(new Schedule(0, 1, 1, 0), 0, 0);
        List<Client> clients = new ArrayList<>();
        for (int turn = 0; turn < perRoom * rooms.size(); turn++) {
            clients.add(wire.connect(turn, rooms.get(turn % rooms.size()), nothing));
            wire.turn(0);
        }
        Crowd crowd = new Crowd(wire, perRoom, clients);
        crowd.await("joined", () -> clients.stream().allMatch(Client::isReady));
        crowd.draw();
        return crowd;
    }

    private void draw() throws IOException {
        long[] before = clients.stream().mapToLong(Client::seq).toArray();
        for (Client client : clients) {
            client.draw(nextEdit);
        }
        nextEdit++;
        await("saw all the rectangles", () -> {
            for (int i = 0; i < before.length; i++) {
                if (clients.get(i).seq() < before[i] + perRoom) {
                    return false;
                }
            }
            return true;
        });
    }

    private void await(String what, BooleanSupplier done) throws IOException {
        long deadline = System.nanoTime() + PATIENCE;
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not everybody " + what + " in time");
            }
            wire.turn(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Begins a load, of which nothing is sent yet. There is one at a time. */
    public Load load(double editsPerSecond) {
        long interval = Math.round(1e9 / editsPerSecond);
        long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        return new Load(this, new Schedule(soon, interval, clients.size(), nextEdit));
    }

    Wire wire() {
        return wire;
    }

    List<Client> clients() {
        return clients;
    }

    int perRoom() {
        return perRoom;
    }

    void sent(long edit) {
        nextEdit = Math.max(nextEdit, edit + 1);
    }
}
