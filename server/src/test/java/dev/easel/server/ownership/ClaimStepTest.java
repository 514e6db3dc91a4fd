package dev.easel.server.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.server.ownership.ClaimStep.Leave;
import dev.easel.server.ownership.ClaimStep.Look;
import dev.easel.server.ownership.ClaimStep.Take;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClaimStepTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:1");

    private final Liveness liveness = new Liveness("self", new OwnershipSettings(5_000, true));

    @Test
    @DisplayName("what nobody owns, or this instance, is taken without a look")
    void free() {
        assertEquals(new Take(), step(Optional.empty(), false));
        assertEquals(new Take(), step(Optional.of("self"), false));
    }

    @Test
    @DisplayName("what a living instance owns is left to it")
    void living() {
        seen(0, true);
        assertEquals(new Leave("other", ADDRESS), step(Optional.of("other"), false));
    }

    @Test
    @DisplayName("an owner that did not answer is looked at before it is believed again, once")
    void doubted() {
        seen(0, true);
        Optional<String> other = Optional.of("other");
        assertEquals(new Look(0), ClaimStep.of(other, "self", liveness, false, other));
        assertEquals(new Leave("other", ADDRESS), ClaimStep.of(other, "self", liveness, true, other));
    }

    @Test
    @DisplayName("an owner that is not in the table may be newer than the last look; after a look it has ended")
    void unknown() {
        assertEquals(new Look(0), step(Optional.of("other"), false));
        assertEquals(new Take(), step(Optional.of("other"), true));
    }

    @Test
    @DisplayName("an owner whose lock is free is looked at again 300 ms later, and then taken from")
    void lock() {
        seen(0, false);
        assertEquals(new Look(300), step(Optional.of("other"), true));
        seen(300, false);
        assertEquals(new Take(), step(Optional.of("other"), true));
    }

    @Test
    @DisplayName("an owner that was dead at the last look is looked at once more: it may have claimed since")
    void revived() {
        seen(0, false);
        seen(300, false);
        assertEquals(new Look(0), step(Optional.of("other"), false));
    }

    private ClaimStep step(Optional<String> owner, boolean looked) {
        return ClaimStep.of(owner, "self", liveness, looked, Optional.empty());
    }

    private void seen(long nowMs, boolean isLocked) {
        liveness.looked(nowMs, List.of(new Sighting("other", ADDRESS, 1, isLocked, false, "1", 0)));
    }
}
