package dev.easel.bench.server;

import java.io.IOException;

/**
 * What was measured on.
 *
 * @param processor the model's name, or the architecture where Linux does not tell it
 * @param memoryMb all of it, in MB
 */
public record Machine(String processor, int cores, long memoryMb, String kernel) {
    public static Machine here() throws IOException {
        return new Machine(
                Proc.value("cpuinfo", "model name").orElse(System.getProperty("os.arch")),
                Proc.cores(),
                Proc.value("meminfo", "MemTotal")
                        .map(kilobytes -> Long.parseLong(kilobytes.replaceAll("\\D", "")) * 1_024 / 1_000_000)
                        .orElseThrow(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }
}
