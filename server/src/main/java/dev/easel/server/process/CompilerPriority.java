package dev.easel.server.process;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of Java's threads go first where a machine has few cores. Within the first seconds after a start its optimizing
 * compiler, C2, would take half of them, from the event loops and from the fast compiler, C1, whose code they wait for.
 * So C2 compiles in what time the others leave, and has a tenth of the time of each thread that leaves none: for good,
 * since giving it back would need a privilege. On Linux; elsewhere nothing changes.
 */
public final class CompilerPriority {
    /**
     * A tenth of the weight of the others. An option of Java, {@code -XX:CompilerThreadPriority}, would hold C1 back as
     * well, and warns.
     */
    private static final int STEPS = 10;

    private static final int LOWEST = 19;

    /** With more of them C2 has cores that nobody else uses, and threads that come and go. */
    private static final int FEW_CORES = 3;

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final String C2 = "(C2 Compiler";

    /** The field of {@code stat} that tells the niceness, counted from the first behind the name. */
    private static final int NICENESS = 16;

    /** {@code PRIO_PROCESS}: of the one with this id, which may be a thread. */
    private static final int OF_ONE = 0;

    private static final Logger LOG = LoggerFactory.getLogger(CompilerPriority.class);

    private CompilerPriority() {}

    /**
     * Tried before the server starts, and again where that came too early: a thread has its name once it has run, and
     * on a busy machine that takes a while.
     *
     * @return whether there is nothing left to do
     */
    public static boolean lower() {
        if (Runtime.getRuntime().availableProcessors() > FEW_CORES || !isNativeAccessEnabled()) {
            return true;
        }
        Map<Integer, Integer> niceness = lowered(THREADS);
        set(niceness);
        return !niceness.isEmpty();
    }

    /** Where it is not, Java would warn. */
    private static boolean isNativeAccessEnabled() {
        return CompilerPriority.class.getModule().isNativeAccessEnabled();
    }

    /** The niceness that each thread of C2 gets, by its id; none where the system does not tell. */
    static Map<Integer, Integer> lowered(Path threads) {
        Map<Integer, Integer> lowered = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                String stat = stat(thread);
                if (stat.contains(C2)) {
                    String niceness = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICENESS];
                    lowered.put(
                            Integer.valueOf(thread.getFileName().toString()),
                            Math.min(Integer.parseInt(niceness) + STEPS, LOWEST));
                }
            }
        } catch (IOException | RuntimeException untold) { // also where it is told in another form
            return Map.of();
        }
        return lowered;
    }

    private static String stat(Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    @SuppressWarnings("restricted")
    static void set(Map<Integer, Integer> niceness) {
        if (niceness.isEmpty()) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle setPriority = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            for (Map.Entry<Integer, Integer> thread : niceness.entrySet()) {
                if ((int) setPriority.invokeExact(OF_ONE, (int) thread.getKey(), (int) thread.getValue()) != 0) {
                    LOG.debug("The system does not let C2 have a lower priority");
                }
            }
        } catch (Throwable unavailable) { // a method handle may throw anything
            LOG.debug("C2 has the priority of all other threads", unavailable);
        }
    }
}
