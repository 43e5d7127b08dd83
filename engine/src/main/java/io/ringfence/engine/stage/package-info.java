/**
 * What every stage is and shares: the slot it is called with, its own section of that slot, a table of instruments.
 *
 * <pre>
 *   Slot: [ inbound event, SBE, at most 1 KiB ][ portfolio ][ indicators ][ signals ][ stops ][ orders ]
 *                                                each a Section: finished decision records that only this stage writes
 * </pre>
 *
 * A slot belongs to the ring; a section is written by the lane that runs its stage and read by later lanes. A stage knows
 * no thread, clock, socket or ring, and keeps what it needs in state of its own, which it can write into a StateWriter
 * and take up again from a StateReader.
 */
package io.ringfence.engine.stage;
