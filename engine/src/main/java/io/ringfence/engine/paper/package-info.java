/**
 * Paper mode: the matching model answers our orders on whatever market the engine is given.
 *
 * <pre>
 *   lane of orders: … orders ─▶ outbox ─▶ PaperVenue.send ─▶ matching model
 *                            └─ events ─▶ PaperVenue.onEvent ─▶ matching model ─▶ reports ─▶ hand-over ─▶ inbound
 * </pre>
 *
 * It stands where a venue would: behind the outbox, and its reports are inbound events like a venue's. Owned by the loop
 * that runs {@code orders}. Not part of a replay, which has the reports in the journal.
 */
package io.ringfence.engine.paper;
