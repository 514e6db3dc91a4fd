package dev.easel.chaos.machine;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Measures how the cores that a run may use are shared between it and others. Confined to one thread. */
final class Machine {
    private final BitSet cores;
    private final Supplier<List<Long>> serverPids;
    private final long ownPid = ProcessHandle.current().pid();
    private Map<Long, Proc.ThreadTimes> ownThreads;
    private Map<Long, Proc.ThreadTimes> serverThreads;
    private Proc.CoreTimes coreTimes;
    private long at;

    /** @param serverPids of all processes of the server and of its database, as they are now */
    Machine(Supplier<List<Long>> serverPids) throws IOException {
        this.serverPids = serverPids;
        this.cores = Proc.allowedCores();
        look();
    }

    int cores() {
        return cores.cardinality();
    }

    /**
     * Since the last call, or since the beginning. What a process did after the last call and before its end is
     * others'.
     */
    CpuUse sinceLast() throws IOException {
        Map<Long, Proc.ThreadTimes> ownBefore = ownThreads;
        Map<Long, Proc.ThreadTimes> serverBefore = serverThreads;
        Proc.CoreTimes coresBefore = coreTimes;
        long before = at;
        look();
        Proc.ThreadTimes server = grown(serverBefore, serverThreads);
        long elapsed = at - before;
        long ours = grown(ownBefore, ownThreads).ran() + server.ran();
        long idle = coreTimes.idle() - coresBefore.idle();
        long stolen = coreTimes.stolen() - coresBefore.stolen();
        long others = Math.max(0, elapsed * cores() - ours - idle - stolen);
        return new CpuUse(elapsed, server.waited(), ours, others, stolen, idle);
    }

    private void look() throws IOException {
        serverThreads = new HashMap<>();
        serverPids.get().forEach(pid -> serverThreads.putAll(Proc.threads(pid)));
        ownThreads = Proc.threads(ownPid);
        coreTimes = Proc.cores(cores);
        at = System.nanoTime();
    }

    private static Proc.ThreadTimes grown(Map<Long, Proc.ThreadTimes> before, Map<Long, Proc.ThreadTimes> after) {
        long ran = 0;
        long waited = 0;
        for (Map.Entry<Long, Proc.ThreadTimes> thread : after.entrySet()) {
            Proc.ThreadTimes was = before.getOrDefault(thread.getKey(), new Proc.ThreadTimes(0, 0));
            ran += thread.getValue().ran() - was.ran();
            waited += thread.getValue().waited() - was.waited();
        }
        return new Proc.ThreadTimes(ran, waited);
    }
}
