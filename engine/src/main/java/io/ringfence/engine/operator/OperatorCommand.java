package io.ringfence.engine.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator can ask of a running engine. */
public enum OperatorCommand {
    PAUSE("no new entries until resumed; a signal that still stands is entered then; positions, stops and exits go on"),
    RESUME("ends a pause, and what recovery held; the kill switch it leaves alone"),
    REDUCE_ONLY("kill switch: no new entries until lifted; signals given meanwhile are void; exits go on"),
    CANCEL_ALL("kill switch: as reduce-only, and cancels entries that are under way; protective orders stay"),
    FLATTEN("kill switch: as cancel-all, and closes every position at market"),
    LIFT("lifts the kill switch, whoever threw it; losses of the day, drawdown and pauses for losses count anew"),
    ADD("follows an instrument, too, and trades it; stands through restarts until it is dropped"),
    DROP("opens nothing in an instrument any more, and follows it no more when it is flat; stands until it is added"),
    SNAPSHOT("writes a snapshot of all stages' state into the journal");

    private final String meaning;

    OperatorCommand(final String meaning) {
        this.meaning = meaning;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is about one instrument, which must be said. */
    public boolean needsSymbol() {
        return this == ADD || this == DROP;
    }

    /** Whether it may be about one instrument; without one it is about the account and all of them. */
    public boolean takesSymbol() {
        return this != SNAPSHOT;
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
