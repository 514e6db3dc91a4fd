package dev.easel.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The same number of clients in each of several rooms; each client moves rectangles of its own. Clients take turns in
 * the order of their numbers. Neighbouring numbers are in different rooms, so that the edits of one room are evenly
 * spread.
 */
public final class ClientGroup {
    private final Wire wire;
    private final int perRoom;
    private final List<Client> clients;
    private final List<Client> editors;
    private long nextEdit = 1;

    private ClientGroup(Wire wire, int perRoom, List<Client> clients, int editors) {
        this.wire = wire;
        this.perRoom = perRoom;
        this.clients = List.copyOf(clients);
        this.editors = this.clients.subList(0, editors);
    }

    /** Returns once every client has joined and has seen the rectangles of all clients in its room. */
    public static ClientGroup join(Wire wire, List<Room> rooms, int perRoom) throws IOException {
        return join(wire, rooms, perRoom, 1);
    }

    /** @param rectangles of each client, which it moves in turn */
    public static ClientGroup join(Wire wire, List<Room> rooms, int perRoom, int rectangles) throws IOException {
        Tally nothing = new Tally(new Schedule(0, 1, 1, 0), 0, 0);
        return join(wire, rooms, perRoom, rectangles, perRoom * rooms.size(), nothing);
    }

    /**
     * One room, in which some edit and the others only read.
     *
     * @param tally what is counted until all are in
     */
    public static ClientGroup join(Wire wire, Room room, int size, int editors, Tally tally) throws IOException {
        return join(wire, List.of(room), size, 1, editors, tally);
    }

    private static ClientGroup join(Wire wire, List<Room> rooms, int perRoom, int rectangles, int editors, Tally tally)
            throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int turn = 0; turn < perRoom * rooms.size(); turn++) {
            clients.add(wire.connect(turn, rectangles, rooms.get(turn % rooms.size()), tally));
            wire.turn(0);
        }
        ClientGroup group = new ClientGroup(wire, perRoom, clients, editors);
        wire.await("joined", () -> clients.stream().allMatch(Client::isReady));
        tally.endAt(System.nanoTime());
        group.draw();
        return group;
    }

    /** Everybody tells where they are. */
    public void point() throws IOException {
        for (Client client : clients) {
            client.point(0);
            wire.turn(0);
        }
    }

    /** All leave. */
    public void leave() throws IOException {
        for (Client client : clients) {
            client.leave();
        }
    }

    private void draw() throws IOException {
        long[] before = clients.stream().mapToLong(Client::seq).toArray();
        for (Client client : editors) {
            client.draw(nextEdit);
        }
        nextEdit++;
        int drawn = Math.min(perRoom, editors.size());
        wire.await("saw all the rectangles", () -> {
            for (int i = 0; i < before.length; i++) {
                if (clients.get(i).seq() < before[i] + drawn) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The number of the next edit of each client. */
    long nextEdit() {
        return nextEdit;
    }

    Wire wire() {
        return wire;
    }

    List<Client> clients() {
        return clients;
    }

    /** Those of them that edit. */
    List<Client> editors() {
        return editors;
    }

    int perRoom() {
        return perRoom;
    }

    void sent(long edit) {
        nextEdit = Math.max(nextEdit, edit + 1);
    }
}
