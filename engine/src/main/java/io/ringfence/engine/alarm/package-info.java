/**
 * Tells people of alarms. An alarm is a decision like any other, so it is in the decision log whatever happens here:
 *
 * <pre>
 *   decision log ──▶ RunWatch ──▶ AlarmDelivery ─┬─▶ log line
 *                   (its thread)                 ├─▶ queue ─▶ Webhook        (thread alarm-webhook)
 *                                                └─▶ queue ─▶ LocalCommand   (thread alarm-command)
 * </pre>
 *
 * Each place has a bounded queue and a daemon thread of low priority. No lane knows of it, and none waits for it.
 */
package io.ringfence.engine.alarm;
