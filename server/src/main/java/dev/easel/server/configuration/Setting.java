package dev.easel.server.configuration;

import java.util.List;

/**
 * A row of the table of settings, as the README has it, without its marks of code.
 *
 * @param names of the variable; or of several that are one thing
 * @param unit empty where it has none
 * @param bounds empty where it has none
 */
public record Setting(List<String> names, String meaning, String unit, String defaultValue, String bounds) {
    public Setting {
        names = List.copyOf(names);
    }

    /** Default, bounds and unit, as far as there are any. */
    public String extent() {
        return "default: " + defaultValue
                + (bounds.isEmpty() ? "" : "; bounds: " + bounds)
                + (unit.isEmpty() ? "" : "; unit: " + unit);
    }
}
