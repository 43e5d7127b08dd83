package io.ringfence.journal.log;

/**
 * Where a log ends.
 *
 * @param records      how many records it holds
 * @param lastSequence the last record's sequence; 0 if there is none
 * @param chain        the last record's chain value; the log's first one if there is none
 */
public record LogEnd(long records, long lastSequence, int chain) {}
