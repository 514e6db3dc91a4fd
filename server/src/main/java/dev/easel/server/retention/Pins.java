package dev.easel.server.retention;

/** The versions that keep events from being folded. */
final class Pins {
    /**
     * Above which seq nothing of {@code project} may be folded; null where no version is in the way. An active version
     * goes on: with a name it stands for the canvas at which it began, unless that was empty.
     */
    static final String OLDEST = """
            (select min(case when version.id = active_version then base_seq else head_seq end) from version
              where version.project_id = project.id
                and case when version.id = active_version then name is not null and base_seq > 0
                         else kind = 'manual' or name is not null end)""";

    private Pins() {}
}
