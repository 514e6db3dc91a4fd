package dev.easel.server.ownership;

import dev.easel.server.ownership.Owners.Place.There;
import java.net.URI;

/**
 * Another instance on this database, as it was seen last.
 *
 * @param address where other instances reach it
 * @param version of the server that it runs
 * @param startedAt by the clock of the database, in milliseconds since 1970
 * @param isLeaving whether it ends
 * @param isDead whether its lease is over; what it owned may be taken
 */
public record OtherInstance(String id, URI address, String version, long startedAt, boolean isLeaving, boolean isDead) {
    /** Where it is asked. */
    public There there() {
        return new There(id, address);
    }
}
