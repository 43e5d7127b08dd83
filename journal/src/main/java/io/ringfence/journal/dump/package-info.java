/**
 * Journals for people: one line, JSON or plain, per record, and totals per generation. Every printer is used by one thread
 * and off every lane; the only state is which instruments have been met, since a record's decimals follow from them.
 */
package io.ringfence.journal.dump;
