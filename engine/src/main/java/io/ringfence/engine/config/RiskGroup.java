package io.ringfence.engine.config;

import java.math.BigDecimal;
import java.util.List;

/**
 * Instruments that move together, and how much may be exposed in all of them.
 *
 * @param instruments symbols; each in at most one group
 * @param maxNotional of positions and entries in flight, each side counted as positive; above 0, account currency
 */
public record RiskGroup(List<String> instruments, BigDecimal maxNotional) {
    public RiskGroup {
        instruments = List.copyOf(instruments);
    }
}
