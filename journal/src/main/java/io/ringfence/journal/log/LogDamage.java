package io.ringfence.journal.log;

import java.nio.file.Path;

/**
 * The first place where a log doesn't fit. Everything before it is good.
 *
 * @param segment      the segment's data file, or its folder where the file is missing
 * @param position     byte in that file where the record that doesn't fit starts
 * @param lastSequence the last good record's sequence; 0 if there is none
 * @param expected     what a good log would hold there
 * @param found        what is there
 */
public record LogDamage(Path segment, long position, long lastSequence, String expected, String found) {
    @Override
    public String toString() {
        return "damaged log: segment=" + segment + " position=" + position + " after sequence=" + lastSequence
                + ": expected " + expected + ", found " + found;
    }
}
