package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** In the order in which the venue tells a fill: the wallet after it first, then the fill, both with its time. */
class BalancesTest {
    private final Balances balances = new Balances(1_000);

    @Test
    void shouldNotCountAFillTwiceThatTheStatedWalletHolds() {
        balances.state(1_000, 0, 10);

        assertEquals(-7, balances.state(993, 0, 20));
        balances.filled(-7, 20);

        assertEquals(993, balances.walletAfterFills(-7));
        assertEquals(0, balances.state(993, -7, 30));
    }

    @Test
    void shouldCountAFillThatIsNewerThanTheStatedWallet() {
        balances.state(1_000, 0, 10);

        balances.filled(-7, 11);

        assertEquals(993, balances.walletAfterFills(-7));
        assertEquals(0, balances.state(993, -7, 11));
    }
}
