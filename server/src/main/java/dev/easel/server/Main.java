package dev.easel.server;

import dev.easel.server.configuration.SettingsTable;
import dev.easel.server.configuration.Variables;
import dev.easel.server.log.Logging;
import dev.easel.server.process.Exit;
import java.util.List;
import java.util.Map;

/** The command line. Without an argument it is {@code serve}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int exit = isServe(List.of(arguments))
                ? Serving.start(() -> Variables.of(Map.of(), System.getenv(), SettingsTable.load()))
                : Commands.run(arguments);
        if (exit != Exit.RUNNING) {
            Logging.flush();
            System.exit(exit);
        }
    }

    /** The start of a server does not wait for the parser of the command line where there is nothing to parse. */
    private static boolean isServe(List<String> arguments) {
        return arguments.isEmpty() || arguments.equals(List.of("serve"));
    }
}
