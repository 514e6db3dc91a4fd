package dev.easel.bench.load;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Sends the edits of a group as they fall due, and counts what comes. Runs on the thread that calls. */
public final class Load {
    private static final long AT_MOST = TimeUnit.MILLISECONDS.toNanos(10);

    private final ClientGroup group;
    private final Wire wire;
    private final Schedule schedule;
    private Tally tally;
    private long turn;
    private List<Client> pointing = List.of();
    private Schedule pointers = new Schedule(Long.MAX_VALUE, 0, 1, 0);
    private long moved;

    private Load(ClientGroup group, Schedule schedule) {
        this.group = group;
        this.schedule = schedule;
        wire = group.wire();
        tally = tally(0, 0);
    }

    /** Begins a load on the group; nothing of it is sent yet. A group has one load at a time. */
    public static Load on(ClientGroup group, double editsPerSecond) {
        long interval = Math.round(1e9 / editsPerSecond);
        long soon = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
        return new Load(group, new Schedule(soon, interval, group.editors().size(), group.nextEdit()));
    }

    /** From here on, what is due from {@code from} until {@code to} is counted. */
    public Tally tally(long from, long to) {
        tally = new Tally(schedule, from, to);
        group.clients().forEach(client -> client.tally(tally));
        return tally;
    }

    /** So many of those who only read move their cursors from now on, beside the edits; none: nobody does. */
    public void point(int clients, double movesPerSecond) {
        int from = group.editors().size();
        pointing = group.clients().subList(from, from + clients);
        pointers = new Schedule(System.nanoTime(), Math.round(1e9 / movesPerSecond), clients, 0);
        moved = 0;
    }

    public double editsPerSecond() {
        return schedule.perSecond();
    }

    /** One more client for a room, which only watches. */
    public Client join(int number, Room room) throws IOException {
        return wire.connect(group.clients().size() + number, 0, room, tally);
    }

    public void runUntil(long nanos) throws IOException {
        runUntil(() -> System.nanoTime() >= nanos);
    }

    public void runUntil(BooleanSupplier done) throws IOException {
        while (!done.getAsBoolean()) {
            long now = System.nanoTime();
            tally.at(now);
            long due = schedule.due(turn);
            while (due <= now) {
                send(due);
                due = schedule.due(++turn);
                now = System.nanoTime();
            }
            wire.turn(Math.min(AT_MOST, Math.min(due, pointed(now)) - now));
        }
    }

    /** Moves the cursors whose time has come; returns when the next is due. */
    private long pointed(long now) throws IOException {
        while (!pointing.isEmpty() && pointers.due(moved) <= now) {
            pointing.get(pointers.client(moved)).point(pointers.edit(moved));
            moved++;
        }
        return pointing.isEmpty() ? Long.MAX_VALUE : pointers.due(moved);
    }

    private void send(long due) throws IOException {
        long edit = schedule.edit(turn);
        group.editors().get(schedule.client(turn)).move(edit);
        group.sent(edit);
        tally.sent(due, System.nanoTime());
    }

    /**
     * Sends nothing more, and waits for what was counted as sent to be delivered to everybody and durable.
     *
     * @return the deliveries that did not come
     */
    public long drain(long withinNanos, boolean durable) throws IOException {
        long expected = tally.sent() * (group.perRoom() - 1);
        long deadline = System.nanoTime() + withinNanos;
        while (tally.delivery().count() < expected
                || (durable && tally.durability().count() < tally.sent())) {
            if (System.nanoTime() > deadline) {
                break;
            }
            tally.at(System.nanoTime());
            wire.turn(AT_MOST);
        }
        return expected - tally.delivery().count();
    }
}
