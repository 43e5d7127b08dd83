package io.ringfence.benchmarks.report;

import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Latency by percentile, both axes logarithmic: nines to the right, nanoseconds upwards. Stateless. */
final class PercentilePlot {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int RIGHT = 20;
    private static final int BOTTOM = 50;
    private static final int NINES = 5;
    private static final int STEPS = 100;
    private static final int LINE_HEIGHT = 16;
    private static final String[] COLOURS = {"#1b6ca8", "#d1495b", "#3a7d44", "#8d6a9f", "#edae49", "#5c5c5c"};
    private static final String[] UNITS = {
        "1 ns",
        "10 ns",
        "100 ns",
        "1 us",
        "10 us",
        "100 us",
        "1 ms",
        "10 ms",
        "100 ms",
        "1 s",
        "10 s",
        "100 s",
        "1,000 s",
        "10,000 s",
        "100,000 s"
    };

    private PercentilePlot() {}

    static String svg(final String title, final List<Series> series) {
        final int lowest = (int) Math.floor(Math.log10(series.stream()
                .mapToDouble(one -> Math.max(1, one.nanos().getMinValue()))
                .min()
                .orElse(1)));
        final int highest = (int) Math.ceil(Math.log10(series.stream()
                .mapToDouble(one -> Math.max(10, one.nanos().getMaxValue()))
                .max()
                .orElse(10)));
        final StringBuilder svg = new StringBuilder();
        add(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n",
                WIDTH,
                HEIGHT);
        text(svg, LEFT, TOP / 2, "start", title);
        for (int decade = lowest; decade <= highest; decade++) {
            final double y = y(Math.pow(10, decade), lowest, highest);
            add(
                    svg,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
                    LEFT,
                    WIDTH - RIGHT,
                    y,
                    y);
            text(svg, LEFT - 6, y + 4, "end", UNITS[decade]);
        }
        for (int nines = 0; nines <= NINES; nines++) {
            final double x = x(nines);
            add(
                    svg,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ddd\"/>\n",
                    x,
                    x,
                    TOP,
                    HEIGHT - BOTTOM);
            text(svg, x, HEIGHT - BOTTOM + LINE_HEIGHT, "middle", percentile(nines));
        }
        for (int i = 0; i < series.size(); i++) {
            line(svg, series.get(i).nanos(), COLOURS[i % COLOURS.length], lowest, highest);
            final int y = TOP + LINE_HEIGHT * (i + 1);
            add(
                    svg,
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"3\" fill=\"%s\"/>\n",
                    LEFT + 10,
                    y - 5,
                    COLOURS[i % COLOURS.length]);
            text(svg, LEFT + 28, y, "start", series.get(i).name());
        }
        return svg.append("</svg>\n").toString();
    }

    private static void line(
            final StringBuilder svg, final Histogram nanos, final String colour, final int lowest, final int highest) {
        add(svg, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"", colour);
        for (int step = 0; step <= STEPS; step++) {
            final double nines = (double) NINES * step / STEPS;
            final double value = Math.max(1, nanos.getValueAtPercentile(100 * (1 - Math.pow(10, -nines))));
            add(svg, "%.1f,%.1f ", x(nines), y(value, lowest, highest));
        }
        svg.append("\"/>\n");
    }

    private static double x(final double nines) {
        return LEFT + (WIDTH - LEFT - RIGHT) * nines / NINES;
    }

    private static double y(final double nanos, final int lowest, final int highest) {
        final double share = (Math.log10(nanos) - lowest) / Math.max(1, highest - lowest);
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
    }

    private static String percentile(final int nines) {
        return switch (nines) {
            case 0 -> "0 %";
            case 1 -> "90 %";
            case 2 -> "99 %";
            default -> "99." + "9".repeat(nines - 2) + " %";
        };
    }

    private static void text(
            final StringBuilder svg, final double x, final double y, final String anchor, final String text) {
        add(
                svg,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                x,
                y,
                anchor,
                text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private static void add(final StringBuilder svg, final String format, final Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
