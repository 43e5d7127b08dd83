package io.ringfence.engine.replay;

/**
 * The first place where a replay concludes something else than the run that was recorded.
 *
 * @param sequence the event
 * @param stage    whose decision differs
 * @param field    the first field that differs, or {@code record} if one side has no such decision
 * @param recorded its value in the decision log
 * @param replayed its value now
 */
public record Divergence(long sequence, String stage, String field, String recorded, String replayed) {
    @Override
    public String toString() {
        return "sequence=" + sequence + " stage=" + stage + " field=" + field + " recorded=" + recorded + " replayed="
                + replayed;
    }
}
