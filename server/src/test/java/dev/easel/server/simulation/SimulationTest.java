package dev.easel.server.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Worlds by their seeds. {@code -Deasel.simulation.seeds=100000} runs more of them, {@code -Deasel.simulation.from}
 * begins elsewhere; one that fails is run again with its log, and its seed is added to {@link #kept}.
 */
class SimulationTest {
    private static final long FROM = Long.getLong("easel.simulation.from", 0);
    private static final long SEEDS = Long.getLong("easel.simulation.seeds", 3_000);

    /** Messages that clients must receive in some world: else the worlds do not reach these situations. */
    private static final List<String> REACHED = List.of(
            "first",
            "resumed",
            "diverged",
            "lagged",
            "applied",
            "refused",
            "not_found",
            "conflict",
            "degraded",
            "stopped",
            "ok",
            "reborn",
            "draining",
            "unstorable",
            "unavailable",
            "taken",
            "page closed",
            "deflated",
            "explained anew");

    /** Number of worlds in which each defect must be found. */
    private static final int BOUND = 100;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName(
            "whatever happens, nothing durable is lost, nothing comes twice, and all see the same (D1, E2, B1, O4)")
    void every_rule_holds_in_every_world() {
        MessageCounts received = new MessageCounts();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            run(seed, received);
        }
        for (String each : REACHED) {
            assertTrue(received.of(each) > 0, each + " is never received: " + received);
        }
    }

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(longs = {1, 22, 37, 39, 100, 396, 1_128})
    @DisplayName("worlds that once broke a rule")
    void kept(long seed) {
        run(seed, new MessageCounts());
    }

    private static void run(long seed, MessageCounts received) {
        try {
            World.run(seed, FenceOnly::new, Defect.NONE, received);
        } catch (Violation violation) {
            World.rerun(seed, FenceOnly::new, Defect.NONE);
            throw violation;
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("a journal that calls events durable before they are is found out")
    void hasty_journal() {
        assertFound(new Defects.HastyJournal(), Rule.DURABLE, Rule.IN_ORDER);
    }

    @Test
    @Timeout(30)
    @DisplayName("a fence that lets an owner of the past through is found out")
    void open_fence() {
        assertFound(new Defects.OpenFence(), Rule.FENCED);
    }

    @Test
    @Timeout(30)
    @DisplayName("a room that does not look up what it has of a client is found out")
    void forgotten_numbers() {
        assertFound(new Defects.ForgottenNumbers(), Rule.ONCE, Rule.REFUSED);
    }

    @Test
    @Timeout(30)
    @DisplayName("a room that takes what is stored under a client's number for the client's own is found out (E15)")
    void trusted_numbers() {
        assertFound(new Defects.TrustedNumbers(), Rule.OWN, Rule.SETTLED, Rule.ANSWERS);
    }

    @Test
    @Timeout(30)
    @DisplayName("a resume that believes what a client saw before an owner was lost is found out (R5)")
    void blind_resume() {
        assertFound(new Defects.BlindResume(), Rule.COPY, Rule.CONTIGUOUS, Rule.NOT_AHEAD, Rule.ANSWERS);
    }

    @Test
    @Timeout(30)
    @DisplayName("a resume that tells a client that it diverged, when it did not, is found out (R4)")
    void doubtful_resume() {
        assertFound(new Defects.DoubtfulResume(), Rule.TRUTHFUL);
    }

    @Test
    @Timeout(30)
    @DisplayName("an auto-save that forgets edits made during a save is found out")
    void forgetful_auto_save() {
        assertFound(new Defects.ForgetfulAutoSave(), Rule.RECOVERS, Rule.ALONE);
    }

    /** The defect breaks one of these rules, and no other. */
    private static void assertFound(Defect defect, Rule... rules) {
        for (long seed = 0; seed < BOUND; seed++) {
            try {
                World.run(seed, FenceOnly::new, defect, new MessageCounts());
            } catch (Violation found) {
                assertTrue(List.of(rules).contains(found.rule()), found.getMessage());
                return;
            }
        }
        fail("not found in " + BOUND + " worlds");
    }
}
