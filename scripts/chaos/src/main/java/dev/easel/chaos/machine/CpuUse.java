package dev.easel.chaos.machine;

/**
 * Where the time of the cores that a run may use went in a while. In nanoseconds; but for {@code elapsed} and
 * {@code serverWaited} of all these cores together.
 *
 * @param elapsed how long the while was
 * @param serverWaited how long threads of the server and of its PostgreSQL waited for a core, added up
 * @param ours used by the run: its clients, the server, PostgreSQL
 * @param others used by other processes, and by the kernel for nobody in particular
 * @param stolen given to nobody here by the machine below this one
 */
record CpuUse(long elapsed, long serverWaited, long ours, long others, long stolen, long idle) {
    static final CpuUse NONE = new CpuUse(0, 0, 0, 0, 0, 0);

    CpuUse plus(CpuUse more) {
        return new CpuUse(
                elapsed + more.elapsed,
                serverWaited + more.serverWaited,
                ours + more.ours,
                others + more.others,
                stolen + more.stolen,
                idle + more.idle);
    }

    /** The part of {@code elapsed} that counts for the run; see {@link FairClock}. */
    long fair() {
        double all = Math.max(1, ours + others + stolen + idle);
        double waiting = Math.min(1, (double) serverWaited / Math.max(1, elapsed));
        double ourPart = (double) ours / Math.max(1, ours + others);
        double taken = waiting * others / all + ourPart * stolen / all;
        return (long) (elapsed * (1 - Math.min(1, taken)));
    }

    /** In percent of what the cores had to give. */
    @Override
    public String toString() {
        double percent = Math.max(1, ours + others + stolen + idle) / 100.0;
        return String.format(
                "this run %.0f %%, others %.0f %%, stolen %.0f %%, idle %.0f %%",
                ours / percent, others / percent, stolen / percent, idle / percent);
    }
}
