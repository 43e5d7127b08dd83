package io.ringfence.engine.config;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One file's text as a tree, and the lines of its keys. Filled and used while that file is being bound; one thread.
 */
final class ConfigText {
    private final String name;
    private final Node root;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private ConfigText(final String name, final Node root) {
        this.name = name;
        this.root = root;
    }

    /** @throws ConfigException if the text is empty or not YAML. */
    static ConfigText of(final ConfigSource source) {
        final String text = source.text();
        final Node root = compose(source.name(), text);
        if (root == null) {
            throw new ConfigException(source.name() + ":1: is empty");
        }
        return new ConfigText(source.name(), root);
    }

    /** A value that isn't in the file: a default. */
    static Node nodeOf(final String yaml) {
        return compose("default", yaml);
    }

    Node root() {
        return root;
    }

    /** Remembers where {@code path} is written. */
    void at(final String path, final Node node) {
        lines.put(path, line(node));
    }

    /** A mistake at {@code node}. */
    ConfigException mistake(final Node node, final String message) {
        return new ConfigException(name + ":" + line(node) + ": " + message);
    }

    /** A mistake in the value of {@code key}; where that is a default, at the section around it. */
    ConfigException mistake(final InvalidSetting invalid) {
        return new ConfigException(name + ":" + lineOf(invalid.key()) + ": " + invalid.getMessage(), invalid);
    }

    private int lineOf(final String key) {
        String path = key.replaceFirst(" .*", "");
        while (!lines.containsKey(path) && path.indexOf('.') > 0) {
            path = path.substring(0, path.lastIndexOf('.'));
        }
        return lines.getOrDefault(path, line(root));
    }

    static int line(final Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static Node compose(final String name, final String text) {
        try {
            return new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (final MarkedYAMLException e) {
            throw new ConfigException(
                    name + ":" + (e.getProblemMark().getLine() + 1) + ": not valid YAML: " + e.getProblem(), e);
        } catch (final ReaderException e) {
            final long line = text.substring(0, e.getPosition()).lines().count();
            throw new ConfigException(
                    name + ":" + Math.max(1, line) + ": not valid YAML: character U+"
                            + String.format("%04X", e.getCodePoint()) + " is not allowed",
                    e);
        } catch (final YAMLException e) {
            throw new ConfigException(name + ": not valid YAML: " + e.getMessage(), e);
        }
    }
}
