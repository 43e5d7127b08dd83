package io.ringfence.engine.config;

import io.ringfence.journal.number.Money;
import java.math.BigDecimal;

/**
 * The account that trades.
 *
 * @param id             1 to 65535, in every record that concerns the account
 * @param currency       what money is counted in, {@code USDT}
 * @param leverage       how instruments are to be held at the venue
 * @param initialBalance of the matching model (paper mode, simulated venue), 0 to 1e9, at most 8 decimals
 */
public record AccountSettings(
        @Default("1") int id,
        @Default("USDT") String currency,
        @Default("10000") BigDecimal initialBalance,
        @Default("{}") LeverageSettings leverage) {
    private static final BigDecimal MAX_BALANCE = BigDecimal.valueOf(1_000_000_000);

    public AccountSettings {
        Range.check("account.id", id, 1, 0xFFFF);
        if (!currency.matches("[A-Z0-9]{2,10}")) {
            throw new InvalidSetting("account.currency", currency, "must be 2 to 10 capitals or digits, as in USDT");
        }
        if (initialBalance.signum() < 0
                || initialBalance.compareTo(MAX_BALANCE) > 0
                || initialBalance.stripTrailingZeros().scale() > Money.SCALE) {
            throw new InvalidSetting(
                    "account.initialBalance",
                    initialBalance.toPlainString(),
                    "must be from 0 to 1000000000 with at most " + Money.SCALE + " decimals");
        }
    }

    /** {@link #initialBalance} in units of 1e-8. */
    public long initialBalanceMoney() {
        return initialBalance.movePointRight(Money.SCALE).longValueExact();
    }
}
