package dev.easel.server.simulation;

import dev.easel.protocol.Limits;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.room.RoomSettings;

/**
 * The size of a world and how often each fault happens in it. Each seed has its own, so that some worlds meet often
 * what others never meet.
 *
 * @param clients number of clients that edit
 * @param projects number of projects
 * @param failing percentage of calls to the database that fail, in one way or another
 * @param crashes weight of crashes
 * @param cuts weight of lost connections
 * @param slow weight of receivers that stop reading
 * @param outages weight of database outages
 * @param others weight of another server starting beside the first
 * @param timeStepMs longest usual step of time, in milliseconds
 * @param journal bounds of the journal, in some worlds narrow
 * @param unstorable of a thousand edits, how many the database refuses to store
 * @param spoiling weight of the database beginning, or ceasing, to fail for one project
 * @param large whether objects are so large that a sync takes several frames
 * @param strangers weight of somebody who uses a client's numbers; where it is highest, of many who pass, too
 */
public record Conditions(
        int clients,
        int projects,
        int failing,
        int crashes,
        int cuts,
        int slow,
        int outages,
        int others,
        int timeStepMs,
        JournalSettings journal,
        int unstorable,
        int spoiling,
        boolean large,
        int strangers) {
    private static final int MOST_STRANGERS = 10;

    /** Small, so that slow receivers lag. {@link SimulatedConnection} counts each byte 512 times. */
    static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 50, 300 << 10, 10_000, 20_000);

    static Conditions drawn(Chance chance) {
        return new Conditions(
                chance.between(1, 5),
                chance.between(1, 3),
                sometimes(chance, 25),
                sometimes(chance, 6),
                sometimes(chance, 30),
                sometimes(chance, 30),
                sometimes(chance, 6),
                sometimes(chance, 8),
                chance.percent(30) ? 1_000 : 100,
                new JournalSettings(
                        chance.percent(50) ? 100 : chance.below(3) * 15,
                        chance.percent(25) ? 1_500 : 1 << 24,
                        chance.percent(25) ? 1_500 : 1 << 24),
                chance.percent(5) ? 30 : 0,
                chance.percent(30) ? chance.between(1, 8) : 0,
                chance.percent(3),
                sometimes(chance, MOST_STRANGERS));
    }

    /** Weight of many who make one edit each. */
    int passers() {
        return strangers == MOST_STRANGERS ? 20 : 0;
    }

    /** Worlds with an even number of clients are busy: rooms gather events and send them at intervals. */
    RoomSettings rooms() {
        return new RoomSettings(LIMITS, 2_000, 60_000, 1_500, clients % 2 == 0 ? 0 : 10_000);
    }

    /** The same world, in which everything works. */
    Conditions withoutFaults() {
        return new Conditions(clients, projects, 0, 0, 0, 0, 0, 0, timeStepMs, journal, unstorable, 0, large, 0);
    }

    private static int sometimes(Chance chance, int most) {
        return chance.percent(40) ? 0 : chance.between(1, most);
    }
}
