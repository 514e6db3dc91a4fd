package dev.easel.server.versions;

import dev.easel.server.bulk.BulkTransition;
import dev.easel.server.bulk.Durability;
import dev.easel.server.catalog.Projects;
import dev.easel.server.live.LiveProjects;

/** The parts of this package, put together. They share the turns of projects. */
public record VersionServices(
        VersionStore store,
        Notes notes,
        Versions versions,
        Restoring restoring,
        RollingBack rollingBack,
        Forking forking) {
    public static VersionServices of(
            LiveProjects live, Projects projects, Durability durability, VersionPorts ports, BulkTransition bulk) {
        ProjectTurns turns = new ProjectTurns(ports.wholes());
        Plans plans = new Plans(live, ports.past(), ports.worker());
        Transitions transitions = new Transitions(bulk, durability, ports.versions());
        VersionNews news = new VersionNews(live, projects);
        return new VersionServices(
                ports.versions(),
                new PresentNotes(live, durability, ports.versions()),
                new Versions(
                        live,
                        ports.versions(),
                        news,
                        new Activating(live, ports.versions(), plans, transitions, news),
                        turns),
                new Restoring(live, ports.versions(), plans, transitions, turns),
                new RollingBack(live, ports, durability, transitions, turns),
                new Forking(live, ports, durability));
    }
}
