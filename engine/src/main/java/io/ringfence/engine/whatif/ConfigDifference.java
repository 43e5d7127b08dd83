package io.ringfence.engine.whatif;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.SecretAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The keys that two configurations give different values, as written. */
final class ConfigDifference {
    private static final String ABSENT = "(default)";
    private static final String NOTHING = "{}";
    private static final String WEBHOOK = "alarms.webhook";

    private ConfigDifference() {}

    /** Lines of {@code key: one -> other}. */
    static List<String> of(final Configuration one, final Configuration other) {
        final List<String> lines = new ArrayList<>();
        compare("", one.engineText(), other.engineText(), lines);
        compare("venue file: ", one.venueText(), other.venueText(), lines);
        final TreeSet<String> profiles = new TreeSet<>(one.stopTexts().keySet());
        profiles.addAll(other.stopTexts().keySet());
        for (final String profile : profiles) {
            compare(
                    "stop profile " + profile + ": ",
                    one.stopTexts().getOrDefault(profile, NOTHING),
                    other.stopTexts().getOrDefault(profile, NOTHING),
                    lines);
        }
        return lines;
    }

    private static void compare(final String where, final String one, final String other, final List<String> lines) {
        final Map<String, String> before = leaves(one);
        final Map<String, String> after = leaves(other);
        final TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (final String key : keys) {
            final String from = before.getOrDefault(key, ABSENT);
            final String to = after.getOrDefault(key, ABSENT);
            if (!from.equals(to)) {
                lines.add(where + key + ": " + from + " -> " + to);
            }
        }
    }

    private static Map<String, String> leaves(final String text) {
        final Map<String, String> leaves = new TreeMap<>();
        collect("", new Yaml(new SafeConstructor(new LoaderOptions())).load(text), leaves);
        return leaves;
    }

    private static void collect(final String key, final Object value, final Map<String, String> leaves) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> collect(key.isEmpty() ? name.toString() : key + "." + name, inner, leaves));
        } else {
            leaves.put(key, key.equals(WEBHOOK) ? told(String.valueOf(value)) : String.valueOf(value));
        }
    }

    /** Journals from before its secret was left out have it. */
    private static String told(final String webhook) {
        return SecretAddress.valueOf(webhook).toString();
    }
}
