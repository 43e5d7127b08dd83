package io.ringfence.engine.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator can ask of a running engine. */
public enum OperatorCommand {
    PAUSE("no new entries until resumed; positions, stops and exits go on"),
    RESUME("entries are allowed again"),
    REDUCE_ONLY("positions may only become smaller until resumed: entries are refused, exits go on"),
    CANCEL_ALL("cancels entries that are under way; protective orders stay"),
    FLATTEN("closes every position at market and refuses entries until lifted"),
    LIFT("entries are allowed again after flatten"),
    SNAPSHOT("writes a snapshot of all stages' state into the journal");

    private final String meaning;

    OperatorCommand(final String meaning) {
        this.meaning = meaning;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** As it is written on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one that is written so. */
    public static Optional<OperatorCommand> named(final String text) {
        return Arrays.stream(values())
                .filter(command -> command.text().equals(text))
                .findFirst();
    }
}
