package dev.easel.bench.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one run gave: numbers by name, in the order they are to be shown, and remarks on how far to trust them. */
public final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean disturbed;

    /** @param name with its unit, as in {@code echo p99, ms} */
    public Figures add(String name, double value) {
        values.put(name, value);
        return this;
    }

    public Figures remark(String remark) {
        remarks.add(remark);
        return this;
    }

    /** Something else used the machine meanwhile: this run is to be repeated. */
    public Figures disturbed(String how) {
        disturbed = true;
        return remark(how);
    }

    public boolean isDisturbed() {
        return disturbed;
    }

    public Map<String, Double> values() {
        return Collections.unmodifiableMap(values);
    }

    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }
}
