/**
 * Exact arithmetic of scaled integers: prices and quantities in their instrument's scale, money in 1e-8. Rounding is in
 * the name of each operation, overflow throws. Stateless; any thread.
 */
package io.ringfence.journal.number;
