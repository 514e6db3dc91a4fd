package dev.easel.server.simulation;

import dev.easel.protocol.Limits;
import dev.easel.server.journal.JournalSettings;
import dev.easel.server.room.RoomSettings;

/**
 * What kind of days a world has: different for each seed, so that each meets something often that others never meet.
 *
 * @param clients how many edit
 * @param projects how many there are
 * @param failing of a hundred questions to the database, how many fail one way or another
 * @param crashes weight of crashes
 * @param cuts weight of connections lost
 * @param slow weight of receivers that stop reading
 * @param outages weight of the database going
 * @param others weight of another server starting beside the first
 * @param hurry how long time passes at once, in milliseconds
 * @param journal bounds of the journal, in some worlds narrow
 * @param unstorable of a thousand edits, how many the database will not take
 * @param large whether objects are so large that a sync takes several frames
 */
record Weather(
        int clients,
        int projects,
        int failing,
        int crashes,
        int cuts,
        int slow,
        int outages,
        int others,
        int hurry,
        JournalSettings journal,
        int unstorable,
        boolean large) {
    /** Small, so that slow receivers lag. {@link Wire} counts each byte 512 times. */
    static final Limits LIMITS =
            new Limits(1 << 20, 1_000, 256 << 10, 1_000, 120, 240, 4096, 60, 50, 300 << 10, 10_000, 20_000);

    static Weather by(Chance chance) {
        return new Weather(
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
                        chance.percent(50) ? 100 : chance.below(3) * 15, chance.percent(25) ? 1_500 : 1 << 24),
                chance.percent(5) ? 30 : 0,
                chance.percent(3));
    }

    /** Worlds with an even number of clients are busy: what happens is told on the beat. */
    RoomSettings rooms() {
        return new RoomSettings(LIMITS, 2_000, 1_500, clients % 2 == 0 ? 0 : 10_000);
    }

    /** Everything works. */
    Weather calm() {
        return new Weather(clients, projects, 0, 0, 0, 0, 0, 0, hurry, journal, unstorable, large);
    }

    private static int sometimes(Chance chance, int most) {
        return chance.percent(40) ? 0 : chance.between(1, most);
    }
}
