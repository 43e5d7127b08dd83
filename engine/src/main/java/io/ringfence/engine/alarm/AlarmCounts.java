package io.ringfence.engine.alarm;

/**
 * What became of the alarms for one place.
 *
 * @param failed  given up after the last attempt
 * @param dropped for which there was no room
 */
public record AlarmCounts(long delivered, long failed, long dropped) {}
