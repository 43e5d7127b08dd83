package io.ringfence.engine.operator;

import java.nio.file.Path;

/**
 * What {@code command} was asked.
 *
 * @param journal the folder of generations of the running engine
 * @param command confirmed
 * @param symbol  of the instrument that it is about; empty where it is about none
 * @param json    one JSON object instead of text
 */
public record CommandOptions(Path journal, OperatorCommand command, String symbol, boolean json) {
    /** The command and what it is about, as it is written on the command line. */
    public String text() {
        return symbol.isEmpty() ? command.text() : command.text() + " " + symbol;
    }
}
