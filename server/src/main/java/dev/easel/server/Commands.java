package dev.easel.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.easel.server.adoption.Adoption;
import dev.easel.server.backup.Backup;
import dev.easel.server.backup.Restore;
import dev.easel.server.commandline.Boards;
import dev.easel.server.commandline.NamedProjects;
import dev.easel.server.commandline.ServerAddress;
import dev.easel.server.configuration.InvalidSettings;
import dev.easel.server.configuration.Setting;
import dev.easel.server.configuration.SettingsTable;
import dev.easel.server.configuration.Variables;
import dev.easel.server.erasure.Erasure;
import dev.easel.server.http.Build;
import dev.easel.server.log.Logging;
import dev.easel.server.offline.CommandDatabase;
import dev.easel.server.process.Exit;
import dev.easel.server.progress.Progress;
import dev.easel.server.verify.Verify;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The commands, their options and their help. What they do is elsewhere. */
@Command(
        name = "easel",
        synopsisSubcommandLabel = "COMMAND",
        description = "A whiteboard for many people at once. Without a command it serves.",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Commands.Version.class)
final class Commands {
    private static final String SETTINGS_HEADING =
            "%nSettings, as NAME=value in the environment or in the configuration file:%n";

    /** Where settings come from, beside the environment. */
    static final class Sources {
        @Option(
                names = {"-c", "--config"},
                paramLabel = "FILE",
                description = "a file with a NAME=value in each line; EASEL_CONFIG names one, too")
        private @Nullable String config;

        @Option(
                names = {"-s", "--set"},
                paramLabel = "NAME=VALUE",
                description = "a setting, before those of the environment and of the file")
        private final Map<String, String> set = new LinkedHashMap<>();

        Variables read() {
            Map<String, String> options = new LinkedHashMap<>(set);
            if (config != null) {
                options.put(Variables.CONFIG, config);
            }
            return Variables.of(options, System.getenv(), SettingsTable.load());
        }
    }

    /** The server that is asked. */
    static final class Asked {
        @Option(
                names = "--server",
                paramLabel = "URL",
                defaultValue = "http://127.0.0.1:8080",
                converter = ServerAddress.class,
                description = "the running server to ask (${DEFAULT-VALUE})")
        private URI server = URI.create("");

        Boards boards(Progress progress) {
            return new Boards(
                    server, System.getenv().getOrDefault("EASEL_TOKEN", ""), System.out, System.err, progress);
        }
    }

    /** Where boards are imported to. */
    static final class Into {
        @Option(names = "--project", paramLabel = "ID", description = "the project that all of them are merged into")
        private @Nullable UUID project;

        @Option(names = "--title", paramLabel = "TITLE", description = "of one new project for all of them")
        private @Nullable String title;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Easel " + Build.current().version()};
        }
    }

    private Commands() {}

    /** Returns the exit code, or {@link Exit#RUNNING}. */
    static int run(String... arguments) {
        CommandLine line = line();
        String settings = settings();
        for (CommandLine with : List.of(line, line.getSubcommands().get("serve"))) {
            with.getCommandSpec().usageMessage().footerHeading(SETTINGS_HEADING).footer(settings.replace("%", "%%"));
        }
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof InvalidSettings invalid) {
                return Exit.refused(invalid);
            }
            throw failure;
        });
        line.setParameterExceptionHandler((wrong, _) -> {
            System.err.println(problem(wrong));
            System.err.println("easel help tells the commands, and easel COMMAND --help what they take.");
            return Exit.BAD_SETTINGS;
        });
        return line.execute(arguments);
    }

    /** As the arguments are read. A name that begins with @ is that of a board, and not of more arguments. */
    static CommandLine line() {
        return new CommandLine(new Commands()).setExpandAtFiles(false);
    }

    /** What is given by --set may be a secret, and is not told. */
    private static @Nullable String problem(ParameterException wrong) {
        return wrong.getArgSpec() instanceof OptionSpec option
                        && option.longestName().equals("--set")
                ? "--set takes NAME=VALUE."
                : wrong.getMessage();
    }

    private static String settings() {
        StringBuilder text = new StringBuilder();
        for (Setting setting : SettingsTable.load().settings()) {
            String names = String.join(", ", setting.names());
            text.append("%n  %s%n      %s%n      %s%n".formatted(names, setting.meaning(), setting.extent()));
        }
        return text.toString();
    }

    @Command(description = "Serve, until SIGTERM or Ctrl+C. Prints the address once it is ready.")
    int serve(@Mixin Sources sources) {
        return Serving.start(sources::read);
    }

    @Command(description = "Bring the schema of the database to this version, and end. serve does so, too.")
    int migrate(@Mixin Sources sources) {
        Settings settings = Settings.from(sources.read());
        Logging.configure(settings.log());
        return Migrating.run(settings);
    }

    @Command(
            description = "Replay journals, and compare them with what is stored.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:nothing differs", "1:something differs", "2:something could not be verified"})
    int verify(
            @Mixin Sources sources,
            @Parameters(paramLabel = "PROJECT", description = "ids of projects; all without one") List<UUID> projects) {
        quiet();
        try (Progress progress = Progress.onStandardError()) {
            return new Verify(sources.read(), System.out, progress).run(projects == null ? List.of() : projects);
        }
    }

    @Command(description = "Write all that is stored, as of this moment, into a file. Servers go on meanwhile.")
    int backup(@Mixin Sources sources, @Parameters(paramLabel = "FILE") Path file) {
        quiet();
        try (Progress progress = Progress.onStandardError()) {
            return new Backup(new CommandDatabase(sources.read()), System.out, System.err, progress).to(file);
        }
    }

    @Command(
            description = "Fill an empty database from the file of a backup. Without DATABASE_URL one is made.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:all is restored",
                "1:nothing was restored",
                "3:all is restored; migrate must bring the tables to this version"
            })
    int restore(@Mixin Sources sources, @Parameters(paramLabel = "FILE") Path file) {
        quiet();
        try (Progress progress = Progress.onStandardError()) {
            return new Restore(new CommandDatabase(sources.read()), System.out, System.err, progress).from(file);
        }
    }

    @Command(
            description = "Take names of authors out of all that is stored. Servers go on meanwhile.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:they stand nowhere any more",
                "1:it broke off; run it again",
                "3:somebody writes under one of them; run it again later"
            })
    int erase(
            @Mixin Sources sources,
            @Parameters(
                            paramLabel = "NAME",
                            arity = "1..*",
                            description =
                                    "names, as they stand on what was drawn; a guest as \"(guest 7f3a2c09d1e5b846)\"")
                    List<String> names) {
        quiet();
        try (Progress progress = Progress.onStandardError()) {
            return new Erasure(new CommandDatabase(sources.read()), System.out, System.err, progress).of(names);
        }
    }

    @Command(
            description = "Give projects that belong to nobody to somebody, who is their owner then.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:done", "1:it broke off; run it again", "3:some of the named ones are not theirs"})
    int adopt(
            @Mixin Sources sources,
            @Parameters(index = "0", paramLabel = "USER", description = "a user id") String user,
            @Parameters(index = "1..*", paramLabel = "PROJECT", description = "ids of projects; all without one")
                    List<UUID> projects) {
        quiet();
        CommandDatabase database = new CommandDatabase(sources.read());
        return new Adoption(database, System.out, System.err).by(user, projects == null ? List.of() : projects);
    }

    @Command(
            name = "import",
            description = "Import .excalidraw files, each into a new project named after it, on a running server.")
    int importFiles(
            @Mixin Asked asked, @ArgGroup Into into, @Parameters(paramLabel = "FILE", arity = "1..*") List<Path> files)
            throws InterruptedException {
        try (Progress progress = Progress.onStandardError();
                Boards boards = asked.boards(progress)) {
            return boards.importFiles(files, into == null ? null : into.project, into == null ? null : into.title);
        }
    }

    @Command(name = "export", description = "Export projects of a running server, each into an .excalidraw file.")
    int exportProjects(
            @Mixin Asked asked,
            @Mixin NamedProjects from,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "DIRECTORY",
                            defaultValue = ".",
                            description = "where to (the working directory)")
                    Path folder)
            throws InterruptedException {
        List<UUID> named = from.named();
        try (Progress progress = Progress.onStandardError();
                Boards boards = asked.boards(progress)) {
            return boards.exportProjects(named, folder);
        }
    }

    @Command(description = "Tell version, commit, Java and protocol.")
    int version() {
        Build build = Build.current();
        System.out.println("Easel " + build.version());
        System.out.println("commit   " + build.commit() + " (" + build.built() + ")");
        System.out.println("Java     " + build.java());
        System.out.println("protocol " + build.protocol());
        return Exit.DONE;
    }

    /** What a command tells is its result. */
    private static void quiet() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }
}
