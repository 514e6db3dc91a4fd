package dev.easel.server.ownership;

import dev.easel.server.ownership.Liveness.Standing;
import java.net.URI;
import java.util.Optional;

/** What to do about a project whose row names an owner, or none. Pure. */
sealed interface ClaimStep {
    /** It may be claimed here. */
    record Take() implements ClaimStep {}

    /** It belongs to an instance that lives. */
    record Leave(String instance, URI address) implements ClaimStep {}

    /** It cannot be told yet: look at all instances, this many milliseconds from now or later, and ask again. */
    record Look(long afterMs) implements ClaimStep {}

    /**
     * @param owner whom the row names
     * @param self this instance
     * @param looked whether there was a look since the row was read
     * @param doubted an owner that did not answer, or said that it owns nothing: it is looked at before it is believed
     */
    static ClaimStep of(
            Optional<String> owner, String self, Liveness liveness, boolean looked, Optional<String> doubted) {
        if (owner.isEmpty() || owner.get().equals(self)) {
            return new Take();
        }
        String other = owner.get();
        if (!looked && doubted.filter(other::equals).isPresent()) {
            return new Look(0);
        }
        Standing standing = liveness.of(other);
        return switch (standing) {
            // The last look may be older than the row: it may live again, and have claimed since.
            case DEAD, UNKNOWN -> looked ? new Take() : new Look(0);
            case DOUBTFUL -> new Look(Liveness.AGAIN_MS);
            case ALIVE -> new Leave(other, liveness.address(other).orElseThrow());
        };
    }
}
