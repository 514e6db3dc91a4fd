package dev.easel.server.forwarding;

import dev.easel.server.ownership.Owners.Place;
import dev.easel.server.ownership.Owners.Place.Here;
import dev.easel.server.ownership.Owners.Place.There;

/** What to do with a request, from where its project is. Pure. */
public sealed interface ForwardStep {
    /** It is served by this instance. */
    record Serve() implements ForwardStep {}

    /** It is passed on to the owner of its project. */
    record PassOn(There to) implements ForwardStep {}

    /** It was passed on to this instance by mistake: whoever did looks again where the project is. */
    record NotOwned() implements ForwardStep {}

    /** @param isPassedOn whether another instance has passed it on to this one */
    static ForwardStep of(Place place, boolean isPassedOn) {
        return switch (place) {
            case Here _ -> new Serve();
            case There _ when isPassedOn -> new NotOwned();
            case There there -> new PassOn(there);
        };
    }
}
