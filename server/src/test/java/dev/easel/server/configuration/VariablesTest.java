package dev.easel.server.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    private static final SettingsTable TABLE = SettingsTable.load();

    @TempDir
    private Path folder;

    private String file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines)).toString();
    }

    private static List<String> problems(Map<String, String> options, Map<String, String> environment) {
        InvalidSettings invalid = assertThrows(InvalidSettings.class, () -> Variables.of(options, environment, TABLE));
        return String.valueOf(invalid.getMessage()).lines().toList();
    }

    @Test
    @DisplayName("the command line comes before the environment, and that before the file; a blank value is none")
    void order() throws IOException {
        String config = file("easel.conf", "EASEL_HOST=a", "EASEL_PORT=1", "EASEL_LOG=warn", "EASEL_DATA=there");
        Variables read = Variables.of(
                Map.of("EASEL_HOST", "c"),
                Map.of("EASEL_CONFIG", config, "EASEL_HOST", "b", "EASEL_PORT", "2", "EASEL_DATA", " "),
                TABLE);
        assertEquals("c", read.apply("EASEL_HOST"));
        assertEquals("2", read.apply("EASEL_PORT"));
        assertEquals("warn", read.apply("EASEL_LOG"));
        assertEquals("there", read.apply("EASEL_DATA"));
        assertNull(read.apply("EASEL_LOOPS"));
    }

    @Test
    @DisplayName("NAME_FILE names a file with the value, wherever it is set, and gives way to what comes before")
    void secrets() throws IOException {
        String secret = file("secret", "  open sesame ", "");
        String config = file("easel.conf", "PGPASSWORD_FILE=" + secret, "DATABASE_URL_FILE=\"" + secret + "\"");
        Variables read = Variables.of(
                Map.of("EASEL_CONFIG", config, "EASEL_PORT_FILE", file("port", "80")),
                Map.of("DATABASE_URL", "postgres://a@b/c", "EASEL_PORT", "1"),
                TABLE);
        assertEquals("  open sesame ", read.apply("PGPASSWORD"), "without the ends of lines at its end, and no more");
        assertEquals("postgres://a@b/c", read.apply("DATABASE_URL"));
        assertEquals("80", read.apply("EASEL_PORT"));
    }

    @Test
    @DisplayName("what a file cannot mean is told with its line, all at once, with the name that was meant")
    void file_problems() throws IOException {
        String config = file(
                "easel.conf",
                "# a comment",
                "",
                "  export EASEL_PORT = '8081' ",
                "EASEL_PROT=1",
                "DATABSE_URL=postgres://u:topsecret@h/d",
                "topsecret",
                "PGPASSWORD=topsecret # mine",
                "PGPASSWORD=\"topsecret",
                "EASEL_PORT=2",
                "UNLIKE_ANYTHING=1");
        List<String> problems = problems(Map.of(), Map.of("EASEL_CONFIG", config));
        assertEquals(
                List.of(
                        "line 4: EASEL_PROT is not a setting: is EASEL_PORT meant?",
                        "line 5: DATABSE_URL is not a setting: is DATABASE_URL meant?",
                        "line 6: NAME=value is needed",
                        "line 7: the value of PGPASSWORD needs quotes around it, and none of the same kind within",
                        "line 8: the value of PGPASSWORD needs quotes around it, and none of the same kind within",
                        "line 8: PGPASSWORD is there twice",
                        "line 9: EASEL_PORT is there twice",
                        "line 10: UNLIKE_ANYTHING is not a setting"),
                problems.stream().map(it -> it.replace(config + ", ", "")).toList());
    }

    @Test
    @DisplayName("an option that is no setting is refused, and so are files that cannot be read")
    void option_problems() {
        assertEquals(
                List.of("EASEL_PROT is not a setting: is EASEL_PORT meant?"),
                problems(Map.of("EASEL_PROT", "1"), Map.of()));
        assertEquals(
                List.of("EASEL_CONFIG=/nowhere: this file cannot be read (NoSuchFileException)"),
                problems(Map.of(), Map.of("EASEL_CONFIG", "/nowhere")));
        assertEquals(
                List.of("PGPASSWORD_FILE=" + folder + ": this file cannot be read (IOException)"),
                problems(Map.of(), Map.of("PGPASSWORD_FILE", folder.toString())));
        assertEquals(
                List.of("only one of PGPASSWORD and PGPASSWORD_FILE can be set"),
                problems(Map.of(), Map.of("PGPASSWORD_FILE", "/nowhere", "PGPASSWORD", "topsecret")));
    }

    @Test
    @DisplayName("a slip in the environment is told; what only begins like a setting of ours is not")
    void slips() {
        Variables read = Variables.of(
                Map.of(),
                Map.of("EASEL_PROT", "1", "EASEL_SERVICE_HOST", "x", "PGHOSTS", "y", "EASEL_PGHOST", "z"),
                TABLE);
        assertEquals(
                List.of(
                        "EASEL_PGHOST is not a setting: is PGHOST meant?",
                        "EASEL_PROT is not a setting: is EASEL_PORT meant?"),
                read.slips());
    }

    @Test
    @DisplayName("each setting has a meaning, and those of the README's table are all there")
    void table() {
        assertFalse(TABLE.settings().isEmpty());
        for (Setting setting : TABLE.settings()) {
            assertFalse(setting.meaning().isEmpty(), setting::toString);
            assertFalse(setting.defaultValue().isEmpty(), setting::toString);
        }
        Setting port = TABLE.settings().get(1);
        assertEquals(List.of("EASEL_PORT"), port.names());
        assertEquals("default: 8080; bounds: 0–65,535", port.extent());
    }

    @Test
    @DisplayName(
            "a file that is named and has nothing is refused: what it will have may be the address of the database")
    void empty_secret() throws IOException {
        String empty = file("empty", "", " ");
        assertEquals(
                List.of("DATABASE_URL_FILE=" + empty + ": this file is empty"),
                problems(Map.of(), Map.of("DATABASE_URL_FILE", empty)));
    }

    @Test
    @DisplayName("a file is read up to its bound, and may begin with a byte order mark")
    void sizes() throws IOException {
        String most = Files.writeString(
                        folder.resolve("most"), "\uFEFFEASEL_HOST=a\n#" + "x".repeat(Variables.FILE_BYTES - 17))
                .toString();
        assertEquals(Variables.FILE_BYTES, Files.size(Path.of(most)));
        assertEquals(
                "a", Variables.of(Map.of("EASEL_CONFIG", most), Map.of(), TABLE).apply("EASEL_HOST"));
        String more = Files.writeString(folder.resolve("more"), "#".repeat(Variables.FILE_BYTES + 1))
                .toString();
        assertEquals(
                List.of("EASEL_CONFIG=" + more + ": this file is larger than 1048576 bytes"),
                problems(Map.of("EASEL_CONFIG", more), Map.of()));
    }

    @Test
    @DisplayName("the file with settings is named by EASEL_CONFIG, and by nothing that looks like it")
    void config_file() throws IOException {
        String config = file("easel.conf", "EASEL_PORT=1");
        String slip = "EASEL_CONFIG_FILE is not a setting: is EASEL_CONFIG meant?";
        assertEquals(List.of(slip), problems(Map.of(), Map.of("EASEL_CONFIG_FILE", config)));
        assertEquals(List.of(slip), problems(Map.of("EASEL_CONFIG_FILE", config), Map.of()));
        String other = file("other.conf", "EASEL_CONFIG=" + config, "EASEL_CONFIG_FILE=" + config);
        assertEquals(
                List.of(
                        other + ", line 1: EASEL_CONFIG cannot be set in a configuration file: one names no other",
                        other + ", line 2: " + slip),
                problems(Map.of("EASEL_CONFIG", other), Map.of()));
    }

    @Test
    @DisplayName("a host from the command line is not passed over for a database of the environment")
    void two_databases() throws IOException {
        String url = "postgres://prod.example/easel";
        List<String> refused = problems(Map.of("PGHOST", "staging"), Map.of("DATABASE_URL", url));
        assertEquals(1, refused.size());
        assertTrue(refused.getFirst().startsWith("PGHOST comes before a DATABASE_URL"), refused::toString);
        String config = file("easel.conf", "PGHOST=staging");
        Map<String, String> both = Map.of("EASEL_CONFIG", config, "DATABASE_URL", url);
        assertEquals(url, Variables.of(Map.of(), both, TABLE).apply("DATABASE_URL"));
        Map<String, String> completed = Map.of("PGHOST", "staging", "DATABASE_URL", "postgres:///easel");
        assertEquals("staging", Variables.of(Map.of(), completed, TABLE).apply("PGHOST"));
    }
}
