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
 * Worlds by their seeds. {@code -Deasel.simulation.seeds=100000} runs more of them, {@code -Deasel.simulation.from} begins
 * elsewhere; one that fails is run again with its log, and its seed belongs into {@link #kept}.
 */
class SimulationTest {
    private static final long FROM = Long.getLong("easel.simulation.from", 0);
    private static final long SEEDS = Long.getLong("easel.simulation.seeds", 3_000);

    /** What clients must have heard, or the worlds do not reach what they are for. */
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
            "page closed");

    /** Within which each broken part must be found. */
    private static final int BOUND = 100;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @DisplayName(
            "whatever happens, nothing durable is lost, nothing comes twice, and all see the same (D1, E2, B1, O4)")
    void every_rule_holds_in_every_world() {
        Tally heard = new Tally();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            run(seed, heard);
        }
        for (String each : REACHED) {
            assertTrue(heard.of(each) > 0, each + " is never heard: " + heard);
        }
    }

    @ParameterizedTest
    @Timeout(10)
    @ValueSource(longs = {1, 22, 37, 39, 100, 396, 1_128})
    @DisplayName("worlds that once broke a rule")
    void kept(long seed) {
        run(seed, new Tally());
    }

    private static void run(long seed, Tally heard) {
        try {
            World.run(seed, Breakage.NONE, heard);
        } catch (Violation violation) {
            World.rerun(seed, Breakage.NONE);
            throw violation;
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("a journal that calls events durable before they are is found out")
    void hasty_journal() {
        assertFound(new Broken.HastyJournal(), Rule.DURABLE);
    }

    @Test
    @Timeout(30)
    @DisplayName("a fence that lets an owner of the past through is found out")
    void open_fence() {
        assertFound(new Broken.OpenFence(), Rule.FENCED);
    }

    @Test
    @Timeout(30)
    @DisplayName("a room that does not look up what it has of a client is found out")
    void forgotten_numbers() {
        assertFound(new Broken.ForgottenNumbers(), Rule.ONCE, Rule.REFUSED);
    }

    @Test
    @Timeout(30)
    @DisplayName("an auto-save that forgets edits made during a save is found out")
    void forgetful_auto_save() {
        assertFound(new Broken.ForgetfulAutoSave(), Rule.HEALS);
    }

    /** What is broken breaks one of these rules, and with the same seeds nothing else does. */
    private static void assertFound(Breakage breakage, Rule... rules) {
        for (long seed = 0; seed < BOUND; seed++) {
            try {
                World.run(seed, breakage, new Tally());
            } catch (Violation found) {
                assertTrue(List.of(rules).contains(found.rule()), found.getMessage());
                return;
            }
        }
        fail("not found in " + BOUND + " worlds");
    }
}
