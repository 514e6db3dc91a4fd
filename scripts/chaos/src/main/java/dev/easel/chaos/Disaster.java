package dev.easel.chaos;

import dev.easel.chaos.server.Instance;
import java.util.Locale;
import java.util.Optional;

/** What is done to several instances, to their database, and to the lines between all of them. */
enum Disaster {
    /** SIGKILL to an instance. */
    KILL,
    /** SIGSTOP to an instance for longer than the lease, and SIGCONT. */
    PAUSE,
    /** The same for 20 s. */
    LONG_PAUSE,
    /** SIGTERM to one instance after the other, each started again and ready before the next. */
    ROLLING_RESTART,
    /** Connections are reset, and new ones refused, for a while. */
    DATABASE_LINE_BROKEN(Instance.Lines.DATABASE),
    /** Nothing arrives for a while, and nobody is told. */
    DATABASE_LINE_SILENT(Instance.Lines.DATABASE),
    /** Everything arrives late, and not much at a time, for a while. */
    DATABASE_LINE_SLOW(Instance.Lines.DATABASE),
    FORWARDING_LINE_BROKEN(Instance.Lines.FELLOWS),
    FORWARDING_LINE_SILENT(Instance.Lines.FELLOWS),
    FORWARDING_LINE_SLOW(Instance.Lines.FELLOWS),
    BALANCER_LINE_BROKEN(Instance.Lines.BALANCER),
    BALANCER_LINE_SILENT(Instance.Lines.BALANCER),
    BALANCER_LINE_SLOW(Instance.Lines.BALANCER),
    /** PostgreSQL ends all connections. */
    CONNECTIONS_CUT,
    /** SIGKILL to every process of the primary, which is started again. */
    POSTGRES_KILL,
    /** SIGKILL to every process of the primary, whose standby takes its place; then it becomes the standby. */
    FAILOVER;

    private final Optional<Instance.Lines> lines;

    Disaster() {
        this.lines = Optional.empty();
    }

    Disaster(Instance.Lines lines) {
        this.lines = Optional.of(lines);
    }

    /** Of the instance that is hit; empty when the disaster is not about lines. */
    Optional<Instance.Lines> lines() {
        return lines;
    }

    /** Whether one instance is hit, and with it the projects that it owns; otherwise all are. */
    boolean isOfOne() {
        return lines.isPresent() || this == KILL || this == PAUSE || this == LONG_PAUSE;
    }

    /** Whether it can be done only to a database with a standby. */
    boolean needsStandby() {
        return this == POSTGRES_KILL || this == FAILOVER;
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
