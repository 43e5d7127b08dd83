package io.ringfence.engine.portfolio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
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

    @Test
    void shouldNotBelieveAStatementOlderThanTheLast() {
        balances.state(1_000, 0, 10);

        assertEquals(0, balances.state(500, 0, 9));
        assertEquals(1_000, balances.walletAfterFills(0));
        assertEquals(-100, balances.state(900, 0, 10));
        assertEquals(-50, balances.state(850, 0, EventLayout.NO_TIME));
        assertEquals(0, balances.state(800, 0, 9));
    }

    @Test
    void shouldCountAFillWithoutATimeAndOneBeforeAnyStatement() {
        assertFalse(balances.filled(-7, 5));
        balances.state(1_000, -7, 10);

        assertFalse(balances.filled(-7, EventLayout.NO_TIME));
        assertTrue(balances.filled(-7, 10));
    }

    @Test
    void shouldBelieveAStrangeWalletOnSpotTheSecondTimeOrWhenAllFillsWereTold() {
        assertEquals(-100, balances.stateOfSpot(900, 0, 10, false));

        assertEquals(0, balances.stateOfSpot(950, 0, 20, false));
        assertEquals(0, balances.stateOfSpot(960, 0, 30, false));
        assertEquals(60, balances.stateOfSpot(960, 0, 40, false));
        assertEquals(10, balances.stateOfSpot(970, 0, 50, true));
        assertEquals(0, balances.stateOfSpot(980, 0, 60, false));
        // As expected: what was suspected is forgotten, and a fill of that moment isn't held by it.
        assertEquals(0, balances.stateOfSpot(970, 0, 70, false));
        assertEquals(0, balances.stateOfSpot(980, 0, 80, false));
        assertFalse(balances.filled(-7, 70));
        assertTrue(balances.filled(-7, 50));
    }

    /** The answer comes before the fill that it holds, and before what the stream says of the same moment. */
    @Test
    void shouldNotSuspectAnAnswerThatWasQuickerThanItsFill() {
        balances.state(1_000, 0, 10);

        assertEquals(0, balances.stateAsked(993, 0, 20));
        assertEquals(-7, balances.state(993, 0, 20));
        assertTrue(balances.filled(-7, 20));
        assertEquals(0, balances.stateAsked(993, -7, 20));
        assertEquals(993, balances.walletAfterFills(-7));
    }

    /** Two fills in one moment: the venue answered between them, and the answer comes between the second wallet and its fill. */
    @Test
    void shouldNotCountAFillTwiceThatAnAnswerOfTheSameMomentDidNotHold() {
        balances.state(1_000, 0, 10);
        balances.state(993, 0, 20);
        balances.filled(-7, 20);
        balances.state(985, -7, 20);

        assertEquals(0, balances.stateAsked(993, -7, 20));
        balances.filled(-8, 20);

        assertEquals(985, balances.walletAfterFills(-15));
    }

    @Test
    void shouldBelieveWhatTwoAnswersInARowShow() {
        balances.state(1_000, 0, 10);

        assertEquals(0, balances.stateAsked(900, 0, 20));
        assertEquals(0, balances.stateAsked(950, 0, 30));
        assertEquals(-50, balances.stateAsked(950, 0, 40));
        assertEquals(0, balances.stateAsked(950, 0, 50));
    }

    @Test
    void shouldMoveByChargesThatNoStatementHolds() {
        assertTrue(balances.charge(-3, true, 5));
        balances.state(997, 0, 10);

        assertFalse(balances.charge(-4, true, 9));
        assertTrue(balances.charge(-5, false, 10));
        assertTrue(balances.charge(-6, true, EventLayout.NO_TIME));

        assertEquals(986, balances.walletAfterFills(0));
        assertEquals(-13, balances.funding());
    }
}
