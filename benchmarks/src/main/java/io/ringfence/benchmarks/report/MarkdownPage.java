package io.ringfence.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A report as Markdown. Stateless. */
final class MarkdownPage {
    private MarkdownPage() {}

    static String of(final Report report, final List<String> plots) {
        final StringBuilder page = new StringBuilder("# Benchmarks\n\n| machine | |\n|---|---|\n");
        report.machine().forEach((name, value) -> row(page, List.of(name, value)));
        page.append("\n## Goals\n\n");
        table(page, List.of("goal", "ratio", "must", "aim", "holds", "remark"));
        report.goals().forEach(goal -> row(page, goalRow(goal)));
        if (!report.shortfalls().isEmpty()) {
            page.append("\nShort, by kind:\n\n```\n");
            report.shortfalls().forEach(line -> page.append(line).append('\n'));
            page.append("```\n");
        }
        page.append('\n').append(report.verdict()).append("\n");
        for (final Section section : report.sections()) {
            page.append("\n## ")
                    .append(section.title())
                    .append("\n\n")
                    .append(section.question())
                    .append("\n\n");
            table(page, section.columns());
            section.rows().forEach(cells -> row(page, cells));
            section.notes().forEach(note -> page.append("\n- ").append(note));
            page.append(section.notes().isEmpty() ? "" : "\n");
        }
        plots.forEach(plot ->
                page.append("\n![").append(plot).append("](").append(plot).append(")\n"));
        return page.toString();
    }

    private static List<String> goalRow(final Goal goal) {
        final String sign = goal.atMost() ? "<= " : ">= ";
        return List.of(
                goal.name(),
                goal.isMeasured() ? String.format(Locale.ROOT, "%.2f", goal.ratio()) : "-",
                sign + plain(goal.must()),
                sign + plain(goal.aim()),
                holds(goal),
                goal.remark());
    }

    private static String holds(final Goal goal) {
        if (!goal.isMeasured()) {
            return "not measured";
        }
        if (goal.reachesAim()) {
            return "yes, and the aim";
        }
        return goal.holds() ? "yes" : "NO";
    }

    private static void table(final StringBuilder page, final List<String> columns) {
        row(page, columns);
        page.append("|").append("---|".repeat(columns.size())).append('\n');
    }

    private static void row(final StringBuilder page, final List<String> cells) {
        page.append("| ");
        page.append(String.join(
                " | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()));
        page.append(" |\n");
    }

    /** Without zeros behind. */
    static String plain(final double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
