package io.ringfence.engine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes into an engine file's text what the command line says of the scanner, since a generation keeps the text. Stateless. */
final class ScannerText {
    private static final Pattern IN_BRACES = Pattern.compile("(?m)^scanner:[ \\t]*\\{");
    private static final Pattern IN_LINES = Pattern.compile("(?m)^scanner:[ \\t]*(#.*)?\\n([ \\t]+)(?=\\S)");
    private static final Pattern TOP = Pattern.compile("(?<![\\w.])top:[ \\t]*[^\\s,}#]+");

    private ScannerText() {}

    /** The text with {@code scanner.top} as {@code top}; the rest stays as it is written. */
    static String withTop(final String text, final int top) {
        final String key = "top: " + top;
        final Matcher braces = IN_BRACES.matcher(text);
        if (braces.find()) {
            final int end = text.indexOf('}', braces.end());
            return replaced(text, braces.end(), end < 0 ? text.length() : end, key, key + ", ");
        }
        final Matcher lines = IN_LINES.matcher(text);
        if (lines.find()) {
            final Matcher next = Pattern.compile("(?m)^\\S").matcher(text);
            final int end = next.find(lines.end()) ? next.start() : text.length();
            return replaced(text, lines.end(), end, key, key + "\n" + lines.group(2));
        }
        return text + "\nscanner: {" + key + "}\n";
    }

    private static String replaced(
            final String text, final int from, final int to, final String instead, final String first) {
        final Matcher top = TOP.matcher(text).region(from, to);
        top.useTransparentBounds(true);
        return top.find()
                ? text.substring(0, top.start()) + instead + text.substring(top.end())
                : text.substring(0, from) + first + text.substring(from);
    }
}
