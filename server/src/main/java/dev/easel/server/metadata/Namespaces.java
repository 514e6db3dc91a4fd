package dev.easel.server.metadata;

import dev.easel.server.metadata.XmlText.Attribute;
import dev.easel.server.metadata.XmlText.Unfit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the prefixes of names mean where a text in XML stands. For one thread. */
final class Namespaces {
    private final Map<String, Deque<String>> bound = new HashMap<>();

    Namespaces() {
        bind("xml", "http://www.w3.org/XML/1998/namespace");
        bind("", "");
    }

    /** What these give a meaning to, until it is taken back by {@link #unbind}. */
    List<String> bind(List<Attribute> attributes) throws Unfit {
        List<String> prefixes = new ArrayList<>(0); // nearly all elements bind nothing
        for (Attribute it : attributes) {
            @Nullable String prefix = it.prefixBound();
            if (prefix != null) {
                XmlText.fit(it.value().indexOf('&') < 0); // nothing is ever expanded
                bind(prefix, it.value());
                prefixes.add(prefix);
            }
        }
        return prefixes;
    }

    private void bind(String prefix, String namespace) {
        bound.computeIfAbsent(prefix, _ -> new ArrayDeque<>()).push(namespace);
    }

    void unbind(List<String> prefixes) {
        for (String prefix : prefixes) {
            Deque<String> meanings = bound.get(prefix);
            if (meanings != null) {
                meanings.pop();
            }
        }
    }

    /** That of a name. */
    String of(String name) throws Unfit {
        Deque<String> meanings = bound.get(XmlText.prefix(name));
        @Nullable String namespace = meanings == null ? null : meanings.peek();
        if (namespace == null) {
            throw new Unfit();
        }
        return namespace;
    }
}
