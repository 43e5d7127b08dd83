package io.ringfence.engine.config;

import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Writes into an engine file's text what the command line says of the scanner, since a generation keeps the text. The YAML parser
 * says where; all else stays as it is written. Stateless.
 */
final class ScannerText {
    private static final String SCANNER = "scanner";
    private static final String TOP = "top";

    private ScannerText() {}

    /**
     * The text with {@code scanner.top} as {@code top}.
     *
     * @param source what is to be changed
     * @throws ConfigException if that isn't YAML, or the scanner is no section
     */
    static String withTop(final ConfigSource source, final int top) {
        final String text = source.text();
        final Node root = ConfigText.of(source).root();
        if (!(root instanceof MappingNode keys)) {
            return text; // Whoever binds it says what is wrong.
        }
        final String key = TOP + ": " + top;
        final Optional<NodeTuple> scanner = find(keys, SCANNER);
        if (scanner.isEmpty()) {
            return withSection(text, keys, SCANNER + ": {" + key + "}");
        }
        final Node value = scanner.get().getValueNode();
        if (value instanceof MappingNode section) {
            final Optional<NodeTuple> written = find(section, TOP);
            return written.isPresent()
                    ? replaced(text, written.get().getValueNode(), String.valueOf(top))
                    : withFirst(text, section, key);
        }
        return value instanceof ScalarNode scalar && isNothing(scalar) ? replaced(text, value, " {" + key + "}") : text;
    }

    private static Optional<NodeTuple> find(final MappingNode mapping, final String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .findFirst();
    }

    private static boolean isNothing(final ScalarNode scalar) {
        return scalar.getValue().isEmpty()
                || scalar.getValue().equals("~")
                || scalar.getValue().equals("null");
    }

    private static String withSection(final String text, final MappingNode root, final String section) {
        return root.getFlowStyle() == FlowStyle.FLOW
                ? withFirst(text, root, section)
                : text + (text.endsWith("\n") ? "" : "\n") + section + "\n";
    }

    /** In braces behind the opening one; in lines on a line of its own, as far in as the first key. */
    private static String withFirst(final String text, final MappingNode mapping, final String key) {
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            final int at = index(text, mapping.getStartMark()) + 1;
            return inserted(text, at, mapping.getValue().isEmpty() ? key : key + ", ");
        }
        final Mark first = mapping.getValue().get(0).getKeyNode().getStartMark();
        return inserted(text, index(text, first), key + "\n" + " ".repeat(first.getColumn()));
    }

    private static String inserted(final String text, final int at, final String what) {
        return text.substring(0, at) + what + text.substring(at);
    }

    private static String replaced(final String text, final Node node, final String instead) {
        return text.substring(0, index(text, node.getStartMark()))
                + instead
                + text.substring(index(text, node.getEndMark()));
    }

    /** The parser counts characters, not halves of them. */
    private static int index(final String text, final Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
