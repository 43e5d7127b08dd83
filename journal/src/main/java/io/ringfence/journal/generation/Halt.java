package io.ringfence.journal.generation;

/**
 * Why an engine stopped itself.
 *
 * @param stage    the stage that failed
 * @param sequence the event at which it failed
 * @param cause    in words
 */
public record Halt(String stage, long sequence, String cause) {}
