package io.ringfence.engine.history;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * What {@code trades} was asked.
 *
 * @param journal    the folder of generations; exists
 * @param generation empty: all of them
 */
public record TradesOptions(Path journal, OptionalInt generation, Format format) {
    /** How trades are printed. */
    public enum Format {
        TEXT,
        CSV,
        JSON
    }
}
