package dev.easel.server;

import java.io.PrintStream;
import java.util.Optional;

/** What the command line asks besides starting: everything that can be set is in the environment. */
final class CommandLine {
    private static final int DONE = 0;
    private static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            usage: java -jar easel-server.jar [--help | --version]

            Without an argument it starts a server, and prints "Easel is ready at http://HOST:PORT" once it serves.
            Everything is set by environment variables, among them:

              EASEL_HOST      address to listen on (127.0.0.1)
              EASEL_PORT      port to listen on (8080); 0 picks a free one
              EASEL_DATA      home of the embedded database (./data)
              DATABASE_URL    a PostgreSQL server to use instead: postgres://user:password@host:5432/database
              EASEL_LOG       level[,format]: trace, debug, info, warn, error; text, json (info,text)

            All of them are listed in server/README.md. SIGTERM and Ctrl+C end the server in order; SIGHUP, as of a
            terminal that is closed, does not end it. The exit code is 1 when it cannot start, and 2 when its settings
            or arguments cannot be used.
            """;

    private CommandLine() {}

    /** Answers, and returns the exit code. */
    static int answer(String[] arguments, PrintStream out, PrintStream err) {
        String argument = arguments.length == 1 ? arguments[0] : String.join(" ", arguments);
        switch (argument) {
            case "--help", "-h", "help" -> out.print(USAGE);
            case "--version", "-V", "version" -> out.println("Easel " + version());
            default -> {
                err.println("unknown arguments: " + argument);
                err.print(USAGE);
                return NOT_UNDERSTOOD;
            }
        }
        return DONE;
    }

    /** From the manifest that the build writes; there is none where the classes are not in a jar. */
    static String version() {
        return Optional.ofNullable(CommandLine.class.getPackage().getImplementationVersion())
                .orElse("(not built)");
    }
}
