package dev.easel.server.simulation.leases;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.easel.server.simulation.Defect;
import dev.easel.server.simulation.MessageCounts;
import dev.easel.server.simulation.Rule;
import dev.easel.server.simulation.Violation;
import dev.easel.server.simulation.World;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Worlds of several servers on one database, by their seeds. The properties are those of {@code SimulationTest}; of the
 * seeds a third is run, since a world of several servers takes three times as long.
 */
class LeaseSimulationTest {
    private static final long FROM = Long.getLong("easel.simulation.from", 0);
    private static final long SEEDS = Long.getLong("easel.simulation.seeds", 3_000) / 3;

    /** What must happen in some world: else the worlds do not reach these situations. */
    private static final List<String> REACHED = List.of(
            "resumed",
            "diverged",
            "lagged",
            "stopped",
            "reborn",
            "moved",
            "draining",
            "unavailable",
            "page closed",
            "forwarded",
            "looked again",
            "overslept",
            "frozen",
            "thawed");

    /** Number of worlds in which each defect must be found. */
    private static final int BOUND = 300;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName("among servers that claim, freeze and pass on, nothing durable is lost, no two owners write, all see"
            + " the same, and nobody is stuck (D1, O1, O2, O4, O5)")
    void every_rule_holds_in_every_world() {
        MessageCounts received = new MessageCounts();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            run(seed, received);
        }
        for (String each : REACHED) {
            assertTrue(received.of(each) > 0, each + " never happens: " + received);
        }
    }

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(longs = {28, 521, 663, 14_304})
    @DisplayName("worlds that once broke a rule")
    void kept(long seed) {
        run(seed, new MessageCounts());
    }

    private static void run(long seed, MessageCounts received) {
        try {
            run(seed, LeaseDefect.NONE, received);
        } catch (Violation violation) {
            World.rerun(seed, world -> new Leased(world, LeaseDefect.NONE), Defect.NONE);
            throw violation;
        }
    }

    private static void run(long seed, LeaseDefect defect, MessageCounts received) {
        World.run(seed, world -> new Leased(world, defect), Defect.NONE, received);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that finds others dead by the time the database has noted is found out")
    void death_by_database_time() {
        assertFound(new LeaseDefects.DeathByDatabaseTime(), Rule.LEASE);
    }

    @Test
    @Timeout(30)
    @DisplayName("a claim that does not compare the owner with the one that was found dead is found out")
    void claim_without_compare() {
        assertFound(new LeaseDefects.ClaimWithoutCompare(), Rule.LEASE);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that loads a project again without a new epoch is found out (O2)")
    void epoch_again() {
        assertFound(new LeaseDefects.EpochAgain(), Rule.EPOCHS);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that takes edits when its lease has run out is found out")
    void no_freeze() {
        assertFound(new LeaseDefects.NoFreeze(), Rule.FROZEN);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that freezes by a timer, behind the edits that waited while it was paused, is found out")
    void freeze_by_timer() {
        assertFound(new LeaseDefects.FreezeByTimer(), Rule.FROZEN);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that takes edits again before it has looked what it still owns is found out")
    void thaw_without_look() {
        assertFound(new LeaseDefects.ThawWithoutLook(), Rule.FROZEN);
    }

    @Test
    @Timeout(30)
    @DisplayName("a server that passes on what was passed on to it is found out")
    void lost_mark() {
        assertFound(new LeaseDefects.LostMark(), Rule.ONE_HOP);
    }

    /** The defect breaks one of these rules, and no other. */
    private static void assertFound(LeaseDefect defect, Rule... rules) {
        for (long seed = 0; seed < BOUND; seed++) {
            try {
                run(seed, defect, new MessageCounts());
            } catch (Violation found) {
                assertTrue(List.of(rules).contains(found.rule()), found.getMessage());
                return;
            }
        }
        fail("not found in " + BOUND + " worlds");
    }
}
